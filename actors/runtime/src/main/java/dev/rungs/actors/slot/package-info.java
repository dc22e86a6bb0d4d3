/** One pinned thread that trains: segments, checkpoints, the two shapes of trainer. */
@NullMarked
package dev.rungs.actors.slot;

import org.jspecify.annotations.NullMarked;

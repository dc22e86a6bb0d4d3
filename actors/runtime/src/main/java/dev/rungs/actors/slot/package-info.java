/** What happens on a slot: training one segment, and the checkpoints it leaves. */
@NullMarked
package dev.rungs.actors.slot;

import org.jspecify.annotations.NullMarked;

/** Samplers of other libraries on our problems. */
@NullMarked
package dev.rungs.benchmarks.peers;

import org.jspecify.annotations.NullMarked;

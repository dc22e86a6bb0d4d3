/** Sweeps in virtual time: the real decision core, simulated workers, problems with an answer. */
@NullMarked
package dev.rungs.benchmarks.sim;

import org.jspecify.annotations.NullMarked;

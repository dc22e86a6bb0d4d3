/** Measurements, each a command that prints one table and says whether its limit is kept. */
@NullMarked
package dev.rungs.benchmarks;

import org.jspecify.annotations.NullMarked;

/** Search problems out of tables and formulas that nobody here made. */
@NullMarked
package dev.rungs.benchmarks.tables;

import org.jspecify.annotations.NullMarked;

/** BBOB: 24 functions of real numbers, on which samplers are compared. */
@NullMarked
package dev.rungs.benchmarks.bbob;

import org.jspecify.annotations.NullMarked;

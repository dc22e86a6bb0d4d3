/** Gaussian processes: what some known values say of a function elsewhere. Decides nothing. */
@NullMarked
package dev.rungs.model;

import org.jspecify.annotations.NullMarked;

/** Sweeps from Java, whole: what a service that embeds Rungs writes. */
@NullMarked
package dev.rungs.examples;

import org.jspecify.annotations.NullMarked;

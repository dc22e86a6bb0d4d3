/** Samplers: which configuration to try next. */
@NullMarked
package dev.rungs.sample;

import org.jspecify.annotations.NullMarked;

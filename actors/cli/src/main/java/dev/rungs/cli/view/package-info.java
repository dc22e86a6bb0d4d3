/**
 * What a terminal shows of a sweep: values in, lines out. Nothing here reads a clock, a file or a
 * terminal.
 */
@NullMarked
package dev.rungs.cli.view;

import org.jspecify.annotations.NullMarked;

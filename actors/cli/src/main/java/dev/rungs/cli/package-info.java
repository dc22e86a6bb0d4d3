/** The command: what it prints about a sweep before anything is trained, and how it starts one. */
@NullMarked
package dev.rungs.cli;

import org.jspecify.annotations.NullMarked;

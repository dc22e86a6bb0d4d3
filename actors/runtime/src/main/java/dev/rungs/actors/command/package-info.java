/** Trials that run as programs of their own, in any language. */
@NullMarked
package dev.rungs.actors.command;

import org.jspecify.annotations.NullMarked;

/** The peer of the DL4J trainer: the same training without an engine. */
@NullMarked
package dev.rungs.dl4j;

import org.jspecify.annotations.NullMarked;

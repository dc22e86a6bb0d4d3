/** The runtime: actors that carry messages to and from the engine's decisions, and the Java API. */
@NullMarked
package dev.rungs.actors;

import org.jspecify.annotations.NullMarked;

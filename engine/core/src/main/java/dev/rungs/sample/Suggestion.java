package dev.rungs.sample;

import dev.rungs.space.Configuration;

/**
 * A configuration and why it was chosen.
 *
 * @param reason for people, such as {@code "random draw"} or {@code "grid point 17 of 96"}
 */
public record Suggestion(Configuration configuration, String reason) {}

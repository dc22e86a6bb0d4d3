package dev.rungs.analyze;

import dev.rungs.schedule.Scheduler;

/**
 * A scheduler that is named with a sweep and decides nothing.
 *
 * @param would what it would have made of the sweep so far
 */
public record Shadow(Scheduler scheduler, WhatIf would) {}

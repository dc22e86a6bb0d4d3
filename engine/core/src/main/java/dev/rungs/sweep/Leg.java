package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.TrialId;

/**
 * A stretch of a model's life: whose trial trained it, and with which values.
 *
 * @param seed the seed of that trial
 * @param from the epoch after which it began: 0 or that of the model it was copied from
 * @param until the last epoch of the stretch
 */
public record Leg(TrialId trial, long seed, Configuration configuration, int from, int until) {}

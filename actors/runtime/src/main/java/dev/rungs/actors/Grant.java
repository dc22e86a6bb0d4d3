package dev.rungs.actors;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;

/**
 * The right to run one attempt of a trial on one slot: everything a slot needs to train.
 *
 * @param seed the trial's own
 * @param untilEpoch the epoch the segment ends with
 */
record Grant(
    TrialId trial,
    int attempt,
    int untilEpoch,
    Configuration configuration,
    long seed,
    Objective objective,
    Patience patience) {}

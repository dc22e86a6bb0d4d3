package dev.rungs.schedule;

import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;

/**
 * A paused trial that is to train on.
 *
 * @param untilEpoch the epoch of the next rung
 * @param standing why, at the rung it leaves
 */
public record Promotion(TrialId trial, int untilEpoch, Standing standing) {}

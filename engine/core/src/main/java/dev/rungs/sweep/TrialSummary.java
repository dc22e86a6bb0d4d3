package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Best;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;

/**
 * What is known of a trial.
 *
 * @param configuration the values with which its result was reached; without one, those it trains
 *     with
 * @param origin why it was suggested
 * @param rung the rung it heads for or stands at, from 0
 * @param slot the slot that trained it last; -1 if none did
 * @param epoch the last epoch that counts; 0 for none
 * @param untilEpoch the epoch its present or next segment ends with
 * @param counted the epoch that counts by the objective's rule; {@link Best#NONE} if there is none
 * @param score what that epoch is worth
 * @param note why it is where it is, for people
 */
public record TrialSummary(
    TrialId id,
    Configuration configuration,
    String origin,
    int bracket,
    int rung,
    Phase phase,
    int attempt,
    int slot,
    int epoch,
    int untilEpoch,
    Best best,
    Best counted,
    Score score,
    String note) {

  /** Returns the objective's loss at the epoch that counts; NaN if there is none. */
  public double result() {
    return counted.loss();
  }
}

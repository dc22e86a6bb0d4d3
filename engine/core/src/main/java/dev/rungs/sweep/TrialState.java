package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Best;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One trial inside the fold. Only {@link Fold} changes it. */
final class TrialState {

  /** By what counts, see {@link Score#BEST_FIRST}, then by number. */
  static final Comparator<TrialState> BEST_FIRST =
      Comparator.<TrialState, Score>comparing(trial -> trial.result, Score.BEST_FIRST)
          .thenComparing(trial -> trial.id);

  final TrialId id;
  final String origin;
  final int bracket;

  /** What it trains with, and whom it became a copy of. */
  final Heritage heritage;

  Phase phase = Phase.QUEUED;

  /** The rung it is heading for, or stands at. */
  int rung;

  /** The epoch its present segment ends with. */
  int untilEpoch;

  /** The last epoch that counts: what lies above trains again after a loss. */
  int epoch;

  int attempt;
  int slot = -1;
  int retries;

  /** How often in a row the process died with the trial in flight, no epoch in between. */
  int deaths;

  /** Whether it has run out of memory before. */
  boolean outOfMemory;

  /** Why it trains with less than was suggested; empty if it does not. */
  String lighter = "";

  /**
   * What samplers are told it began with: like its losses, in order only what was true at its last
   * turn.
   */
  Configuration told;

  /** Whether its checkpoints were deleted while it waits. */
  boolean dropped;

  /** How the last segment ended, until the trial's turn to be judged. */
  @Nullable Outcome outcome;

  /** The best epoch as the last segment told; it counts from the trial's turn on. */
  Best newBest = Best.NONE;

  Best best = Best.NONE;

  /** What {@link #best} is worth: what samplers learn. */
  Score score = Score.NONE;

  /** The last epoch when the trial last reached a rung, or ended before one. */
  Best last = Best.NONE;

  /** The epoch that counts as the trial's result; {@link Best#NONE} if there is none. */
  Best counted = Best.NONE;

  /** What {@link #counted} is worth. Orders {@link #BEST_FIRST}. */
  Score result = Score.NONE;

  String note = "";

  TrialState(
      TrialId id, long seed, Configuration configuration, String origin, int bracket, int until) {
    this.id = id;
    this.heritage = new Heritage(id, seed, configuration);
    this.told = configuration;
    this.origin = origin;
    this.bracket = bracket;
    this.untilEpoch = until;
  }

  /** Returns whether nothing else may train while it does. Stays as it is between segments. */
  boolean alone() {
    return outOfMemory || deaths >= Retry.QUARANTINE;
  }
}

package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Best;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** One trial inside the fold. Only {@link SweepState} changes it. */
final class TrialState {

  /** By result, then by number; NaN comes last. */
  static final Comparator<TrialState> BEST_FIRST =
      Comparator.<TrialState>comparingDouble(trial -> trial.result)
          .thenComparing(trial -> trial.id);

  final TrialId id;
  final Configuration configuration;
  final String origin;
  final int bracket;

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

  /** Whether its checkpoints were deleted while it waits. */
  boolean dropped;

  /** How the last segment ended, until the trial's turn to be judged. */
  @Nullable Outcome outcome;

  /** The best epoch as the last segment told; it counts from the trial's turn on. */
  Best newBest = Best.NONE;

  Best best = Best.NONE;

  /** The last epoch and its loss when the trial last reached a rung, or ended before one. */
  int lastEpoch;

  double lastLoss = Double.NaN;

  /**
   * The loss that counts as the trial's result; NaN if there is none. Orders {@link #BEST_FIRST}.
   */
  double result = Double.NaN;

  String note = "";

  TrialState(TrialId id, Configuration configuration, String origin, int bracket, int until) {
    this.id = id;
    this.configuration = configuration;
    this.origin = origin;
    this.bracket = bracket;
    this.untilEpoch = until;
  }

  /** Returns whether nothing else may train while it does. Stays as it is between segments. */
  boolean alone() {
    return outOfMemory || deaths >= Retry.QUARANTINE;
  }
}

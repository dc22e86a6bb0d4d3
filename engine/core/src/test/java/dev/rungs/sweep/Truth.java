package dev.rungs.sweep;

import dev.rungs.trial.Aims;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;

/**
 * What training a trial would give, whoever trains it and whenever: losses with many ties, NaN
 * among them, failures that repeat a few times at one epoch, curves that end early.
 *
 * @param harm one trial in so many has a failure, another one ends early; 0 for none
 */
record Truth(long seed, Aims aims, int harm) {

  static final String METRIC = "loss";

  /** Measured where a sweep asks for more than the objective. */
  static final String SIZE = "size";

  /** Measured so as well, but not after every epoch. */
  static final String TIME = "time";

  /** Which attempt measured: no decision rests on it. */
  static final String ATTEMPT = "attempt";

  private static final List<FailureKind> KINDS =
      List.of(
          FailureKind.EXCEPTION,
          FailureKind.DIVERGED,
          FailureKind.OUT_OF_MEMORY,
          FailureKind.TIMEOUT);

  /**
   * Returns how a segment that nobody disturbs ends.
   *
   * @param from the last epoch that is trained; if the trial ends early there, it has
   * @param failures how often the trial has failed already
   */
  Outcome outcome(TrialId trial, int attempt, int from, int until, int failures) {
    if (from > 0 && endsEarly(trial, from)) {
      return early(trial, attempt, from);
    }
    if (from > 0 && from < until && fallsShort(trial, from)) {
      return new Outcome.Reached(report(trial, attempt, from));
    }
    for (int epoch = from + 1; epoch <= until; epoch++) {
      if (fails(trial, epoch) && failures < 1 + draw(trial, -3, 4)) {
        return new Outcome.Failed(epoch - 1, kind(trial), kind(trial) + " at epoch " + epoch);
      }
      if (endsEarly(trial, epoch)) {
        return early(trial, attempt, epoch);
      }
      if (epoch < until && fallsShort(trial, epoch)) {
        return new Outcome.Reached(report(trial, attempt, epoch));
      }
    }
    return new Outcome.Reached(report(trial, attempt, until));
  }

  private Outcome early(TrialId trial, int attempt, int epoch) {
    return new Outcome.EndedEarly(report(trial, attempt, epoch), "flat at epoch " + epoch);
  }

  Report report(TrialId trial, int attempt, int epoch) {
    boolean lost = harm > 0 && draw(trial, epoch, 29) == 0;
    double loss = lost ? Double.NaN : draw(trial, epoch + 1000, 40);
    Metrics metrics = Metrics.of(METRIC, loss, ATTEMPT, attempt);
    double size = draw(trial, epoch + 2000, 40);
    boolean timed = harm == 0 || draw(trial, epoch + 3000, 9) > 0;
    metrics = aims.single() ? metrics : metrics.and(SIZE, size);
    double time = draw(trial, epoch + 4000, 40);
    return new Report(epoch, aims.single() || !timed ? metrics : metrics.and(TIME, time));
  }

  private boolean fails(TrialId trial, int epoch) {
    return harm > 0 && draw(trial, -1, harm) == 0 && epoch == failing(trial);
  }

  /** Memory that is not enough is mostly not enough from the first epoch on. */
  private int failing(TrialId trial) {
    boolean atOnce = kind(trial) == FailureKind.OUT_OF_MEMORY && draw(trial, -9, 3) > 0;
    return atOnce ? 1 : 1 + draw(trial, -5, 9);
  }

  private FailureKind kind(TrialId trial) {
    return KINDS.get(draw(trial, -4, KINDS.size()));
  }

  private boolean endsEarly(TrialId trial, int epoch) {
    return harm > 0 && draw(trial, -2, harm) == 0 && epoch == 1 + draw(trial, -6, 9);
  }

  /** A slot may call a segment whole though epochs are missing: its value is no rung's. */
  private boolean fallsShort(TrialId trial, int epoch) {
    return harm > 0 && draw(trial, -7, 5 * harm) == 0 && epoch == 1 + draw(trial, -8, 9);
  }

  private int draw(TrialId trial, int purpose, int bound) {
    long bits = Chance.mix(Chance.mix(seed, trial.number()), purpose);
    return (int) Math.floorMod(bits, (long) bound);
  }
}

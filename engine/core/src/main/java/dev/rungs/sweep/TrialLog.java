package dev.rungs.sweep;

import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Curve;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The fold of one trial's events: how far it has come, and from which checkpoints it can go on.
 *
 * <p>An epoch counts once. An attempt that starts from an older checkpoint trains some epochs
 * again; what is recorded of them stays.
 *
 * @param attempt the highest attempt seen; 0 before the first
 * @param reports the last report, if any: at most one
 * @param checkpoints newest last, at most {@link #KEPT}
 * @param ended how the last attempt ended, if it did: at most one
 */
public record TrialLog(
    int attempt,
    Curve curve,
    List<Report> reports,
    List<CheckpointSaved> checkpoints,
    List<Outcome> ended) {

  /** How many checkpoints of a trial are kept: a newer one may turn out torn. */
  public static final int KEPT = 2;

  /** The trial before its first event. */
  public static final TrialLog EMPTY =
      new TrialLog(0, Curve.EMPTY, List.of(), List.of(), List.of());

  public TrialLog {
    reports = List.copyOf(reports);
    checkpoints = List.copyOf(checkpoints);
    ended = List.copyOf(ended);
  }

  /** Returns the last epoch that is recorded; 0 for none. */
  public int epoch() {
    return curve.epoch();
  }

  /** Returns the last report. */
  public Optional<Report> last() {
    return reports.stream().findFirst();
  }

  /** Returns the event that records those of {@code reported} that go on where the record ends. */
  public Optional<EpochsReported> record(
      List<Report> reported, Objective objective, Patience patience) {
    var fresh = new ArrayList<Report>();
    Curve longer = curve;
    for (Report report : reported) {
      if (report.epoch() == longer.epoch() + 1) {
        fresh.add(report);
        longer = longer.after(report.epoch(), objective.loss(report.metrics()), patience);
      }
    }
    return fresh.isEmpty()
        ? Optional.empty()
        : Optional.of(new EpochsReported(attempt, fresh, longer));
  }

  /** Returns the log after one more event. */
  public TrialLog apply(TrialEvent event) {
    if (event instanceof AttemptStarted started) {
      return new TrialLog(started.attempt(), curve, reports, checkpoints, List.of());
    }
    if (event instanceof EpochsReported reported) {
      return append(reported);
    }
    if (event instanceof CheckpointSaved saved) {
      var newest = new ArrayList<>(checkpoints);
      newest.add(saved);
      int from = Math.max(0, newest.size() - KEPT);
      return new TrialLog(attempt, curve, reports, newest.subList(from, newest.size()), ended);
    }
    return new TrialLog(
        attempt, curve, reports, checkpoints, List.of(((AttemptEnded) event).outcome()));
  }

  private TrialLog append(EpochsReported reported) {
    List<Report> fresh = reported.reports();
    if (fresh.get(0).epoch() != epoch() + 1) {
      throw new IllegalStateException(
          "epoch " + fresh.get(0).epoch() + " is recorded after epoch " + epoch());
    }
    List<Report> last = List.of(fresh.get(fresh.size() - 1));
    return new TrialLog(attempt, reported.curve(), last, checkpoints, ended);
  }
}

package dev.rungs.sweep;

import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Curve;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
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
 * @param rungs those with which a segment reached its end, lowest first; their files are there as
 *     long as the sweep {@link SweepState#lent lends} them
 * @param copied the last copy made of another trial's, if any: at most one
 * @param ended how the last attempt ended, if it did: at most one
 */
public record TrialLog(
    int attempt,
    Curve curve,
    List<Report> reports,
    List<CheckpointSaved> checkpoints,
    List<CheckpointSaved> rungs,
    List<CheckpointCopied> copied,
    List<Outcome> ended) {

  /** How many checkpoints of a trial are kept: a newer one may turn out torn. */
  public static final int KEPT = 2;

  /** The trial before its first event. */
  public static final TrialLog EMPTY =
      new TrialLog(0, Curve.EMPTY, List.of(), List.of(), List.of(), List.of(), List.of());

  public TrialLog {
    reports = List.copyOf(reports);
    checkpoints = List.copyOf(checkpoints);
    rungs = List.copyOf(rungs);
    copied = List.copyOf(copied);
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
  public Optional<EpochsReported> record(List<Report> reported, Aims aims, Patience patience) {
    var fresh = new ArrayList<Report>();
    Curve longer = curve;
    for (Report report : reported) {
      if (report.epoch() == longer.epoch() + 1) {
        fresh.add(report);
        longer = longer.after(report, aims, patience);
      }
    }
    return fresh.isEmpty()
        ? Optional.empty()
        : Optional.of(new EpochsReported(attempt, fresh, longer));
  }

  /** Returns whether the trial has made its copy of another one's model after an epoch. */
  public boolean holds(TrialId source, int epoch) {
    return copied.stream().anyMatch(copy -> copy.source().equals(source) && copy.epoch() == epoch);
  }

  /** Returns the checkpoint with which a segment ended at an epoch, if one did. */
  public Optional<CheckpointSaved> rung(int epoch) {
    return rungs.stream().filter(rung -> rung.epoch() == epoch).findFirst();
  }

  /** Returns the log after one more event. */
  public TrialLog apply(TrialEvent event) {
    if (event instanceof AttemptStarted started) {
      return new TrialLog(started.attempt(), curve, reports, checkpoints, rungs, copied, List.of());
    }
    if (event instanceof EpochsReported reported) {
      return append(reported);
    }
    if (event instanceof CheckpointSaved saved) {
      var newest = new ArrayList<>(checkpoints);
      newest.add(saved);
      int from = Math.max(0, newest.size() - KEPT);
      return with(newest.subList(from, newest.size()));
    }
    if (event instanceof CheckpointCopied copy) {
      return copied(copy);
    }
    return end(((AttemptEnded) event).outcome());
  }

  private TrialLog append(EpochsReported reported) {
    List<Report> fresh = reported.reports();
    if (fresh.get(0).epoch() != epoch() + 1) {
      throw new IllegalStateException(
          "epoch " + fresh.get(0).epoch() + " is recorded after epoch " + epoch());
    }
    List<Report> last = List.of(fresh.get(fresh.size() - 1));
    return new TrialLog(attempt, reported.curve(), last, checkpoints, rungs, copied, ended);
  }

  private TrialLog with(List<CheckpointSaved> newest) {
    return new TrialLog(attempt, curve, reports, newest, rungs, copied, ended);
  }

  private TrialLog copied(CheckpointCopied copy) {
    var own =
        new CheckpointSaved(copy.attempt(), copy.epoch(), copy.path(), copy.bytes(), copy.sha256());
    return new TrialLog(
        attempt, curve.copied(copy.epoch()), List.of(), List.of(own), rungs, List.of(copy), ended);
  }

  private TrialLog end(Outcome outcome) {
    var reached = new ArrayList<>(rungs);
    if (outcome instanceof Outcome.Reached) {
      checkpoints.stream()
          .filter(saved -> saved.epoch() == outcome.epoch())
          .reduce((one, later) -> later)
          .ifPresent(
              saved -> {
                reached.removeIf(each -> each.epoch() == saved.epoch());
                reached.add(saved);
              });
    }
    return new TrialLog(attempt, curve, reports, checkpoints, reached, copied, List.of(outcome));
  }
}

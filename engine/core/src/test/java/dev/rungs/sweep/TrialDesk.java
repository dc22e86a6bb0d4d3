package dev.rungs.sweep;

import static dev.rungs.sweep.Violation.require;
import static dev.rungs.sweep.Violation.requireSame;

import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.trial.Best;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * Where one trial's reports arrive: its journal, the {@link TrialLog} that folds it, and a naive
 * count of what is recorded. Each report carries the attempt that made it, which no rule reads: so
 * an epoch of a fenced attempt is seen even though its loss is the right one.
 */
final class TrialDesk {

  private final TrialId trial;
  private final SweepSpec spec;
  private final Core core;

  private final List<TrialEvent> journal = new ArrayList<>();
  private TrialLog log = TrialLog.EMPTY;
  private int attempt;
  private final List<Report> recorded = new ArrayList<>();
  private int epochs;

  TrialDesk(TrialId trial, SweepSpec spec, Core core) {
    this.trial = trial;
    this.spec = spec;
    this.core = core;
  }

  int epoch() {
    return log.epoch();
  }

  Best best() {
    return log.curve().best();
  }

  void begin(SegmentGranted granted) {
    require(granted.attempt() > attempt, "an attempt begins once, after those before", granted);
    attempt = granted.attempt();
    keep(new AttemptStarted(attempt, granted.slot(), granted.untilEpoch()));
  }

  /** The slot has made its copy of another trial's model; nothing is known of the epochs before. */
  void copy(Verdict.Exploit exploit) {
    if (log.holds(exploit.source(), exploit.sourceEpoch())) {
      return;
    }
    keep(new CheckpointCopied(attempt, exploit.source(), exploit.sourceEpoch(), "copy", 0, ""));
    epochs = exploit.sourceEpoch();
  }

  boolean fenced(int by) {
    return core.fenced(log, by);
  }

  void report(int by, List<Report> reports) {
    if (fenced(by)) {
      return;
    }
    core.record(log, reports, spec)
        .ifPresent(
            recorded -> {
              recorded.reports().forEach(this::audit);
              keep(recorded);
              requireSame(log.epoch(), epochs, "last epoch", trial);
              require(Worth.same(best(), naiveBest()), "the best epoch is the best", trial);
            });
  }

  private void audit(Report report) {
    double by = report.metrics().get(Truth.ATTEMPT);
    requireSame(by, attempt, "attempt of a recorded epoch", trial);
    requireSame(report.epoch(), ++epochs, "recorded epoch", trial);
    recorded.add(report);
  }

  private Best naiveBest() {
    var worth = new Worth(spec);
    Best best = Best.NONE;
    for (Report report : recorded) {
      Best next = worth.at(report);
      best = worth.bestFirst().compare(next, best) < 0 ? next : best;
    }
    return best;
  }

  /** Returns how the present attempt ended: as it was told first, with the epoch that counts. */
  Outcome end(Outcome told) {
    if (log.ended().isEmpty()) {
      keep(new AttemptEnded(attempt, told instanceof Outcome.Reached r ? recorded(r) : told));
    }
    return log.ended().get(0);
  }

  private Outcome recorded(Outcome.Reached told) {
    return log.last()
        .filter(last -> last.epoch() == told.epoch())
        .<Outcome>map(Outcome.Reached::new)
        .orElse(told);
  }

  /** Another process reads the journal. */
  void restart() {
    TrialLog again = TrialLog.EMPTY;
    for (TrialEvent event : journal) {
      again = again.apply(event);
    }
    requireSame(again, log, "the refolded log", trial);
    log = again;
  }

  private void keep(TrialEvent event) {
    journal.add(event);
    log = log.apply(event);
  }
}

package dev.rungs.benchmarks;

import dev.rungs.actors.SweepUpdate;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Report;
import java.util.ArrayList;
import java.util.List;

/**
 * All that came of a sweep, but who did it and when: decisions, ranking, the winner's test, every
 * epoch of every trial. Of a sweep in {@link dev.rungs.sweep.Order.Ordered} it is the same to the
 * last byte however often its process died.
 */
record FinalResult(List<String> lines) {

  /** A metric of the DL4J trainers that is no result. */
  private static final String TIME = "seconds";

  FinalResult {
    lines = List.copyOf(lines);
  }

  /** Reads the ending of a finished sweep. */
  static FinalResult of(Ground ground) {
    var journal = new SweepJournal(ground.directory(), ground.database());
    var lines = new ArrayList<String>();
    var log = new SweepLog();
    for (Journaled<SweepEvent> each : journal.events(Task.ID, 0)) {
      log.apply(each.atMillis(), each.event());
      if (isResult(each.event())) {
        lines.add(EventJson.line(new SweepUpdate.Decided(0, 0, each.event())));
      }
    }
    SweepResult result = SweepResult.of(Task.ID, log);
    for (TrialSummary trial : result.ranking()) {
      lines.add(trial.id() + " " + trial.result() + " " + trial.best() + " " + trial.phase());
    }
    for (TrialSummary trial : result.trials()) {
      journal.events(Task.ID, trial.id()).stream()
          .map(Journaled::event)
          .filter(EpochsReported.class::isInstance)
          .flatMap(event -> ((EpochsReported) event).reports().stream())
          .forEach(report -> lines.add(trial.id() + " " + EventJson.line(untimed(report))));
    }
    return new FinalResult(lines);
  }

  private static Report untimed(Report report) {
    return new Report(
        report.epoch(),
        new Metrics(
            report.metrics().values().stream()
                .filter(metric -> !metric.name().equals(TIME))
                .toList()));
  }

  private static boolean isResult(SweepEvent event) {
    return event instanceof SweepEvent.TrialSuggested
        || event instanceof SweepEvent.RungReached
        || event instanceof SweepEvent.TrialJudged
        || event instanceof SweepEvent.TrialFailed
        || event instanceof SweepEvent.SpaceUsedUp
        || event instanceof SweepEvent.SweepStopping
        || event instanceof SweepEvent.SweepEnded
        || event instanceof SweepEvent.WinnerTested;
  }

  /** Returns the first line that differs from another ending's, as text; empty if none does. */
  String differenceTo(FinalResult other) {
    for (int i = 0; i < Math.max(lines.size(), other.lines.size()); i++) {
      String mine = i < lines.size() ? lines.get(i) : "nothing";
      String its = i < other.lines.size() ? other.lines.get(i) : "nothing";
      if (!mine.equals(its)) {
        return "line " + (i + 1) + " is " + mine + ", must be " + its;
      }
    }
    return "";
  }
}

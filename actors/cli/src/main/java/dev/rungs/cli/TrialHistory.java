package dev.rungs.cli;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.view.Columns;
import dev.rungs.cli.view.Excerpt;
import dev.rungs.cli.view.Format;
import dev.rungs.cli.view.Screen;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a trial's own journal tells.
 *
 * @param events in order
 */
record TrialHistory(List<Journaled<TrialEvent>> events) {

  /**
   * One execution of the trial.
   *
   * @param began when a slot began it
   * @param ended how and when it ended: at most one; none while it trains, or if it was lost
   */
  record Attempt(int number, int slot, Instant began, List<Ended> ended) {

    Attempt {
      ended = List.copyOf(ended);
    }

    /** The end of an attempt. */
    record Ended(Instant at, Outcome outcome) {}

    /** Returns how long it took; zero if that is not known. */
    Duration took() {
      return ended.isEmpty() ? Duration.ZERO : Duration.between(began, ended.get(0).at());
    }
  }

  TrialHistory {
    events = List.copyOf(events);
  }

  /** Returns every epoch once, in order. */
  List<Report> reports() {
    return SweepJournal.reports(events);
  }

  /** Returns the metrics that were reported, in the trainer's order. */
  List<String> metrics() {
    return reports().stream()
        .flatMap(report -> report.metrics().values().stream())
        .map(Metric::name)
        .distinct()
        .toList();
  }

  /** Returns a metric's values from epoch 1; NaN where there is none. */
  List<Double> values(String metric) {
    var values = new ArrayList<Double>();
    for (Report report : reports()) {
      values.addAll(
          Collections.nCopies(Math.max(0, report.epoch() - 1 - values.size()), Double.NaN));
      values.add(report.metrics().get(metric));
    }
    return values;
  }

  /** Returns every execution, first to last. */
  List<Attempt> attempts() {
    var attempts = new LinkedHashMap<Integer, Attempt>();
    for (Journaled<TrialEvent> each : events) {
      Instant at = Instant.ofEpochMilli(each.atMillis());
      if (each.event() instanceof AttemptStarted started) {
        attempts.put(
            started.attempt(), new Attempt(started.attempt(), started.slot(), at, List.of()));
      } else if (each.event() instanceof AttemptEnded over) {
        var end = new Attempt.Ended(at, over.outcome());
        attempts.computeIfPresent(
            over.attempt(),
            (number, begun) -> new Attempt(number, begun.slot(), begun.began(), List.of(end)));
      }
    }
    return List.copyOf(attempts.values());
  }

  /** Returns the checkpoints that are still there, oldest first. */
  List<CheckpointSaved> checkpoints(Path store) {
    return events.stream()
        .flatMap(each -> checkpoint(each.event()).stream())
        .filter(saved -> Files.isDirectory(store.resolve(saved.path())))
        .toList();
  }

  private static Optional<CheckpointSaved> checkpoint(TrialEvent event) {
    if (event instanceof CheckpointCopied copy) {
      return Optional.of(
          new CheckpointSaved(
              copy.attempt(), copy.epoch(), copy.path(), copy.bytes(), copy.sha256()));
    }
    return event instanceof CheckpointSaved saved ? Optional.of(saved) : Optional.empty();
  }

  /**
   * Returns tables of the attempts and of the checkpoints that are still there.
   *
   * @param ends how many of the first and of the last attempts are shown
   */
  List<String> lines(Path store, int ends, Screen screen) {
    var lines = new ArrayList<String>();
    Excerpt<Attempt> attempts = Excerpt.of(attempts(), ends);
    if (!attempts.first().isEmpty()) {
      var table = new Columns(List.of(true, true, true, false));
      table.line(List.of("attempt", "slot", "took", "ended"));
      attempts.first().forEach(each -> table.line(row(each)));
      if (attempts.left() > 0) {
        table.line(List.of("", "", "", attempts.note()));
      }
      attempts.last().forEach(each -> table.line(row(each)));
      lines.add("");
      lines.addAll(table.lines(screen.columns()));
    }
    List<CheckpointSaved> kept = checkpoints(store);
    if (!kept.isEmpty()) {
      var table = new Columns(List.of(true, true, false));
      table.line(List.of("epoch", "bytes", "checkpoint"));
      kept.forEach(
          each ->
              table.line(
                  List.of(
                      each.epoch() + "",
                      each.bytes() + "",
                      store.resolve(each.path()).toString())));
      lines.add("");
      lines.addAll(table.lines(screen.columns()));
    }
    return lines;
  }

  private static List<String> row(Attempt attempt) {
    return List.of(
        attempt.number() + "",
        attempt.slot() + "",
        attempt.ended().isEmpty() ? "-" : Format.duration(attempt.took()),
        attempt.ended().stream()
            .findFirst()
            .map(end -> words(end.outcome()))
            .orElse("not over, or lost"));
  }

  private static String words(Outcome outcome) {
    if (outcome instanceof Outcome.Failed failed) {
      String kind = failed.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return "failed after epoch " + failed.epoch() + " (" + kind + ")";
    }
    if (outcome instanceof Outcome.EndedEarly early) {
      return "ended by its own curve at epoch " + early.epoch();
    }
    return (outcome instanceof Outcome.Interrupted ? "interrupted after" : "reached")
        + " epoch "
        + outcome.epoch();
  }
}

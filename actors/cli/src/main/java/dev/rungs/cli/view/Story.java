package dev.rungs.cli.view;

import dev.rungs.cli.view.Line.Style;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What became of one trial and why. */
public final class Story {

  private static final int CURVE_ROWS = 8;
  private static final int LABEL = 10;

  /** An event of the sweep and how long after the sweep's first it happened. */
  public record Moment(Duration since, SweepEvent event) {}

  private final SweepSpec spec;
  private final TrialId trial;
  private int reached;

  private Story(SweepSpec spec, TrialId trial) {
    this.spec = spec;
    this.trial = trial;
  }

  /**
   * Returns the lines of a trial's story.
   *
   * @param moments all events of the sweep
   * @param metric the metric to draw
   * @param values its values, from the first epoch; NaN where there is none
   */
  public static List<String> lines(
      String id,
      SweepLog log,
      TrialId trial,
      List<Moment> moments,
      String metric,
      List<Double> values,
      Screen screen) {
    var story = new Story(log.state().spec(), trial);
    var lines = new ArrayList<>(story.head(id, log, screen));
    lines.add(new Line());
    for (Moment moment : moments) {
      story.told(moment.event()).ifPresent(text -> lines.addAll(moment(moment, text, screen)));
    }
    if (values.size() > 1) {
      lines.add(new Line());
      lines.addAll(curve(metric, values, screen));
    }
    return lines.stream().map(line -> line.on(screen)).toList();
  }

  private static List<Line> moment(Moment moment, String text, Screen screen) {
    String time = "  " + Format.clock(moment.since()) + "  ";
    var lines = new ArrayList<Line>();
    for (String part : Format.wrapped(text, " ", screen.columns() - time.length())) {
      String margin = lines.isEmpty() ? time : " ".repeat(time.length());
      lines.add(new Line().add(margin, Style.DIM).add(part));
    }
    return lines;
  }

  private List<Line> head(String id, SweepLog log, Screen screen) {
    TrialSummary summary = log.state().summary(trial);
    String result =
        Double.isNaN(summary.result())
            ? "no result"
            : Describe.value(spec, summary)
                + " at epoch "
                + log.state().resultEpoch(trial)
                + ", place "
                + (log.state().ranking().stream().map(TrialSummary::id).toList().indexOf(trial) + 1)
                + " of "
                + log.state().ranking().size();
    var lines = new ArrayList<Line>();
    lines.add(
        new Line()
            .add(id + " " + trial, Style.BOLD)
            .add("  " + summary.phase().name().toLowerCase(Locale.ROOT) + ", ")
            .add(result, Style.GOOD));
    Format.wrapped(Format.settings(summary.configuration()), "  ", screen.columns() - 2)
        .forEach(settings -> lines.add(Line.of("  " + settings)));
    lines.add(new Line().add("  " + summary.origin(), Style.DIM));
    return lines;
  }

  private Optional<String> told(SweepEvent event) {
    if (event instanceof TrialSuggested suggested && suggested.trial().equals(trial)) {
      return Optional.of("suggested: " + suggested.reason());
    }
    if (event instanceof SegmentGranted granted && granted.trial().equals(trial)) {
      String attempt = granted.attempt() > 1 ? " (attempt " + granted.attempt() + ")" : "";
      return Optional.of(
          "slot " + granted.slot() + " trains to epoch " + granted.untilEpoch() + attempt);
    }
    if (event instanceof SegmentEnded over && over.trial().equals(trial)) {
      return Optional.of(ended(over.outcome()));
    }
    if (event instanceof TrialRequeued requeued && requeued.trial().equals(trial)) {
      return Optional.of("queued again: " + requeued.reason());
    }
    if (event instanceof RungReached arrived && arrived.trial().equals(trial)) {
      return Optional.of("enters rung " + arrived.rung() + value(arrived.loss()));
    }
    if (event instanceof TrialJudged judged && judged.trial().equals(trial)) {
      return Optional.of(judged(judged.verdict()));
    }
    if (event instanceof TrialFailed failed && failed.trial().equals(trial)) {
      String kind = failed.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return Optional.of("failed for good (" + kind + "): " + failed.message());
    }
    return event instanceof WinnerTested tested && tested.trial().equals(trial)
        ? Optional.of(won(tested))
        : Optional.empty();
  }

  private static String won(WinnerTested tested) {
    return tested.test().values().isEmpty()
        ? "won"
        : "won, and was measured on the test data: " + tested.test();
  }

  private String value(double loss) {
    return Double.isNaN(loss)
        ? " without a value"
        : " with " + spec.objective().metric() + " " + Format.metric(spec.objective().value(loss));
  }

  private String ended(Outcome outcome) {
    int before = reached;
    reached = Math.max(reached, outcome.epoch());
    String epochs =
        reached > before
            ? before + 1 == reached ? "epoch " + reached : "epochs " + (before + 1) + "-" + reached
            : "no further epoch";
    if (outcome instanceof Outcome.EndedEarly early) {
      return epochs + ", then its own curve ended it: " + early.reason();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return epochs + ", then it failed: " + failed.message();
    }
    return epochs + (outcome instanceof Outcome.Interrupted ? ", then interrupted" : " trained");
  }

  private String judged(Verdict verdict) {
    if (verdict instanceof Verdict.Exploit copy) {
      reached = copy.sourceEpoch();
    }
    return words(verdict);
  }

  private static String words(Verdict verdict) {
    if (verdict instanceof Verdict.Promote promote) {
      return "promoted to epoch " + promote.untilEpoch() + ": " + margin(promote.standing());
    }
    if (verdict instanceof Verdict.Exploit copy) {
      return "becomes a copy of "
          + copy.source()
          + " at epoch "
          + copy.sourceEpoch()
          + " with "
          + Format.settings(copy.configuration())
          + ", goes on to epoch "
          + copy.untilEpoch()
          + ": "
          + margin(copy.standing());
    }
    if (verdict instanceof Verdict.Continue on) {
      return "goes on to epoch " + on.untilEpoch() + ": " + margin(on.standing());
    }
    if (verdict instanceof Verdict.Pause pause) {
      return "waits: " + margin(pause.standing());
    }
    if (verdict instanceof Verdict.Stop stop) {
      return "stopped: " + margin(stop.standing());
    }
    return "complete: " + verdict.reason();
  }

  private static String margin(dev.rungs.trial.Standing standing) {
    double margin = standing.margin();
    return Double.isNaN(margin) || margin == 0
        ? standing.toString()
        : standing
            + ", "
            + Format.metric(Math.abs(margin))
            + (margin > 0 ? " better" : " worse")
            + " than the cut-off";
  }

  private static List<Line> curve(String metric, List<Double> values, Screen screen) {
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    if (finite.isEmpty()) {
      return List.of();
    }
    double low = finite.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = finite.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<String> rows = Plot.curve(values, screen.columns() - LABEL - 4, CURVE_ROWS, screen);
    var lines = new ArrayList<Line>();
    lines.add(new Line().add("  " + metric, Style.DIM));
    for (int row = 0; row < rows.size(); row++) {
      String label = row == 0 ? Format.metric(high) : "";
      label = row == rows.size() - 1 ? Format.metric(low) : label;
      lines.add(
          new Line()
              .add(Format.right(label, LABEL) + " " + screen.glyph("│", "|"), Style.DIM)
              .add(rows.get(row), Style.ACCENT));
    }
    int wide = rows.get(0).length();
    String last = Format.right(values.size() + "", Math.max(1, wide - 1));
    lines.add(new Line().add(" ".repeat(LABEL + 2) + "1" + last + " epochs", Style.DIM));
    return lines;
  }
}

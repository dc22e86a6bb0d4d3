package dev.rungs.cli.view;

import dev.rungs.cli.view.Line.Style;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.TrialId;
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

  /**
   * What is drawn.
   *
   * @param values from the first epoch; NaN where there is none
   */
  public record Curve(String metric, List<Double> values) {

    public Curve {
      values = List.copyOf(values);
    }
  }

  private final SweepSpec spec;
  private final TrialId trial;

  private Story(SweepSpec spec, TrialId trial) {
    this.spec = spec;
    this.trial = trial;
  }

  /**
   * Returns the lines of a trial's story.
   *
   * @param moments all events of the sweep
   * @param ends how many of its first and last events are told; of those between, their number
   */
  public static List<String> lines(
      String id,
      SweepLog log,
      TrialId trial,
      List<Moment> moments,
      int ends,
      Curve curve,
      Screen screen) {
    var story = new Story(log.state().spec(), trial);
    var lines = new ArrayList<>(story.head(id, log, screen));
    lines.add(new Line());
    Excerpt<List<Line>> told = Excerpt.of(story.told(moments, screen), ends);
    told.first().forEach(lines::addAll);
    if (told.left() > 0) {
      lines.add(new Line().add("  " + told.note(), Style.DIM));
    }
    told.last().forEach(lines::addAll);
    if (curve.values().size() > 1) {
      lines.add(new Line());
      lines.addAll(drawn(curve, screen));
    }
    return lines.stream().map(line -> line.on(screen)).toList();
  }

  /** Returns the lines of each event of the trial. */
  private List<List<Line>> told(List<Moment> moments, Screen screen) {
    var telling = new Telling(spec);
    return moments.stream()
        .filter(moment -> Telling.about(moment.event()).equals(Optional.of(trial)))
        .map(
            moment ->
                told(
                    "  " + Format.clock(moment.since()) + "  ",
                    telling.words(moment.event()),
                    screen))
        .toList();
  }

  /** Returns a text beside a margin. */
  static List<Line> told(String margin, String text, Screen screen) {
    var lines = new ArrayList<Line>();
    for (String part : Format.wrapped(text, " ", screen.columns() - margin.length())) {
      String before = lines.isEmpty() ? margin : " ".repeat(margin.length());
      lines.add(new Line().add(before, Style.DIM).add(part));
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
    String further = Describe.further(spec, summary);
    if (!further.isEmpty()) {
      lines.add(new Line().add("  " + further, summary.score().kept() ? Style.GOOD : Style.WARN));
    }
    Format.wrapped(Format.settings(summary.configuration()), "  ", screen.columns() - 2)
        .forEach(settings -> lines.add(Line.of("  " + settings)));
    lines.add(new Line().add("  " + summary.origin(), Style.DIM));
    return lines;
  }

  private static List<Line> drawn(Curve curve, Screen screen) {
    List<Double> values = curve.values();
    List<Double> finite = values.stream().filter(Double::isFinite).toList();
    if (finite.isEmpty()) {
      return List.of();
    }
    double low = finite.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    double high = finite.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    List<String> rows = Plot.curve(values, screen.columns() - LABEL - 4, CURVE_ROWS, screen);
    var lines = new ArrayList<Line>();
    lines.add(new Line().add("  " + curve.metric(), Style.DIM));
    for (int row = 0; row < rows.size(); row++) {
      String label = row == 0 ? Format.metric(high) : "";
      label = row == rows.size() - 1 ? Format.metric(low) : label;
      lines.add(
          new Line()
              .add(Format.right(label, LABEL) + " " + screen.glyph("│", "|"), Style.DIM)
              .add(rows.get(row), Style.ACCENT));
    }
    lines.add(new Line().add(" ".repeat(LABEL + 2) + axis(values.size(), rows, screen), Style.DIM));
    return lines;
  }

  /** Returns the first epoch and, under the end of the curve or a little behind it, the last. */
  private static String axis(int epochs, List<String> rows, Screen screen) {
    String last = " " + epochs + " epochs";
    int under = rows.get(0).length() - 1 + " epochs".length();
    return "1" + Format.right(last, Math.min(under, screen.columns() - LABEL - 3));
  }
}

package dev.rungs.cli.view;

import dev.rungs.cli.view.Line.Style;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Metric;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What came of a sweep, on at most a screen. */
public final class Summary {

  private static final int SHOWN = 5;

  private final SweepResult result;
  private final SweepSpec spec;
  private final Screen screen;
  private final List<Line> lines = new ArrayList<>();

  private Summary(SweepResult result, Screen screen) {
    this.result = result;
    this.spec = result.spec();
    this.screen = screen;
  }

  /**
   * Returns the lines of a summary.
   *
   * @param options what commands about this sweep need besides its id; may be empty
   */
  public static List<String> lines(SweepResult result, Screen screen, String options) {
    var summary = new Summary(result, screen);
    summary.head();
    if (!result.ranking().isEmpty()) {
      summary.best();
      summary.top();
    }
    summary.account();
    summary.next(options);
    return summary.lines.stream().map(line -> line.on(screen)).toList();
  }

  private void head() {
    String counts =
        Format.count(result.trials().size(), "trial")
            + ", "
            + Format.count(result.spentEpochs(), "epoch")
            + " in "
            + Format.duration(result.elapsed());
    lines.add(
        new Line()
            .add(result.id(), Style.BOLD)
            .add("  " + state() + ": " + counts)
            .add(result.ending().map(end -> "   (" + end.reason() + ")").orElse("")));
    lines.add(new Line());
  }

  private String state() {
    return result.ending().map(Summary::word).orElse("unfinished");
  }

  private static String word(SweepEnded end) {
    return switch (end.ending()) {
      case FINISHED, GOAL -> "done";
      case GAVE_UP -> "gave up";
    };
  }

  private void best() {
    TrialSummary best = result.best();
    boolean anyEpoch = best.best().epoch() != best.epoch();
    String where =
        anyEpoch && best.result() == best.best().loss()
            ? "best of its "
                + Format.count(best.epoch(), "epoch")
                + " was epoch "
                + best.best().epoch()
            : "after " + Format.count(best.epoch(), "epoch");
    lines.add(
        new Line()
            .add("best   ", Style.DIM)
            .add(Describe.value(spec, best), Style.GOOD)
            .add("   " + best.id() + ", " + where));
    Format.wrapped(Format.settings(best.configuration()), "  ", screen.columns() - 7)
        .forEach(settings -> lines.add(Line.of(" ".repeat(7) + settings)));
    lines.add(new Line());
  }

  private void top() {
    List<String> rows =
        Trials.rows(
            result, result.ranking().stream().limit(SHOWN).toList(), false, screen.columns());
    lines.add(new Line().add(rows.get(0), Style.DIM));
    rows.stream().skip(1).forEach(row -> lines.add(Line.of(row)));
    lines.add(new Line());
  }

  private void account() {
    long saved = result.savedEpochs();
    if (saved > 0) {
      entry("saved", Format.count(saved, "epoch") + " against training all to the end");
    }
    entry("ended", ended());
    result.test().filter(test -> !test.test().values().isEmpty()).ifPresent(this::tested);
  }

  private void tested(WinnerTested test) {
    String metrics =
        test.test().values().stream().map(Summary::metric).collect(Collectors.joining("   "));
    entry("test", metrics + "   " + test.trial() + " on data that no trial has seen");
    if (!test.exact()) {
      entry("note", "the winner, trained again, did not reach its value to the last digit");
    }
  }

  private static String metric(Metric metric) {
    return metric.name() + " " + Format.metric(metric.value());
  }

  private String ended() {
    var parts = new ArrayList<String>();
    part(parts, result.count(Phase.COMPLETE), "complete");
    part(parts, result.count(Phase.STOPPED) + result.count(Phase.PAUSED), "stopped early");
    part(parts, result.count(Phase.FAILED), "failed");
    part(
        parts,
        result.count(Phase.RUNNING) + result.count(Phase.ARRIVED) + result.count(Phase.QUEUED),
        "unfinished");
    return parts.isEmpty() ? "no trial has started" : String.join(", ", parts);
  }

  private static void part(List<String> parts, long count, String word) {
    if (count > 0) {
      parts.add(String.format(Locale.ROOT, "%d %s", count, word));
    }
  }

  private void entry(String name, String text) {
    lines.add(new Line().add(Format.left(name, 7), Style.DIM).add(text));
  }

  private void next(String options) {
    lines.add(new Line());
    if (result.ranking().isEmpty()) {
      command("next", "rungs show " + result.id() + " t000" + options, "what became of a trial");
      return;
    }
    TrialSummary best = result.best();
    command("next", "rungs show " + result.id() + " " + best.id() + options, "its story and curve");
    command(
        "",
        "rungs best " + result.id() + " --format yaml" + options,
        "the winning values, to paste elsewhere");
  }

  private void command(String name, String command, String what) {
    lines.add(
        new Line()
            .add(Format.left(name, 7), Style.DIM)
            .add(command)
            .to(7 + 38)
            .add(what, Style.DIM));
  }
}

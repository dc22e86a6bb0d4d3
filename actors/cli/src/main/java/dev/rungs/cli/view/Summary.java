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
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What came of a sweep, on at most a screen. */
public final class Summary {

  private static final int SHOWN = 5;
  private static final int NAME = 7;
  private static final String INDENT = " ".repeat(NAME);

  /** Where a line of words may break, and where one of settings. */
  private static final Pattern SPACE = Pattern.compile("(?<= )(?=[^ ])");

  private static final Pattern GAP = Pattern.compile("(?<=  )(?=[^ ])");

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
   * @param shadows the sweep beside what each of its shadows would have made of it
   * @param options what commands about this sweep need besides its id; may be empty
   */
  public static List<String> lines(
      SweepResult result, List<Comparison> shadows, Screen screen, String options) {
    var summary = new Summary(result, screen);
    summary.head();
    if (!result.ranking().isEmpty()) {
      summary.bestOrWhyNone();
      summary.top();
    }
    summary.account();
    shadows.forEach(each -> summary.entry("shadow", each.summary()));
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
    var head = new Line().add(result.id(), Style.BOLD);
    String reason = result.ending().map(end -> "   (" + end.reason() + ")").orElse("");
    wrapped(head, "  " + state() + ": " + counts + reason, SPACE);
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

  private void bestOrWhyNone() {
    result
        .winner()
        .ifPresentOrElse(
            this::best,
            () -> {
              var line = new Line().add(Format.left("best", NAME), Style.DIM);
              wrapped(line, result.whyNoWinner(), SPACE);
              lines.add(new Line());
            });
  }

  private void best(TrialSummary best) {
    boolean anyEpoch = best.best().epoch() != best.epoch();
    String where =
        anyEpoch && best.result() == best.best().loss()
            ? "best of its "
                + Format.count(best.epoch(), "epoch")
                + " was epoch "
                + best.best().epoch()
            : "after " + Format.count(best.epoch(), "epoch");
    var line =
        new Line()
            .add(Format.left("best", NAME), Style.DIM)
            .add(Describe.value(spec, best), Style.GOOD);
    wrapped(line, "   " + best.id() + ", " + where, SPACE);
    String further = Describe.further(spec, best);
    if (!further.isEmpty()) {
      wrapped(Line.of(INDENT), further, SPACE);
    }
    wrapped(Line.of(INDENT), Format.settings(best.configuration()), GAP);
    lines.add(new Line());
  }

  /** Adds a text behind a line's beginning, over as many lines as it needs. */
  private void wrapped(Line begun, String text, Pattern between) {
    Line line = begun;
    for (String word : between.splitAsStream(text).toList()) {
      String shown = word.stripTrailing();
      if (!shown.isEmpty() && line.width() + Format.width(shown) > screen.columns()) {
        lines.add(line);
        line = Line.of(INDENT);
      }
      line.add(word);
    }
    lines.add(line);
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
    if (saved > 0 && result.ending().isPresent()) {
      entry("saved", Format.count(saved, "epoch") + " against training all to the end");
    }
    entry(result.ending().isPresent() ? "ended" : "trials", phases());
    if (!spec.also().isEmpty()) {
      String front = Format.count(result.front().size(), "trial");
      entry("front", front + " that no other beats in everything: rungs best shows them");
    }
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

  /** A trial that waits at its rung may still be promoted, until the sweep ends. */
  private String phases() {
    boolean over = result.ending().isPresent();
    long waiting = result.count(Phase.PAUSED);
    var parts = new ArrayList<String>();
    part(parts, result.count(Phase.COMPLETE), "complete");
    part(parts, result.count(Phase.STOPPED) + (over ? waiting : 0), "stopped early");
    part(parts, result.count(Phase.FAILED), "failed");
    part(parts, over ? 0 : waiting, "waiting");
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
    wrapped(new Line().add(Format.left(name, NAME), Style.DIM), text, SPACE);
  }

  private void next(String options) {
    lines.add(new Line());
    String id = result.id();
    if (result.trials().isEmpty()) {
      commands(List.of("rungs log " + id + options), List.of("what happened"));
      return;
    }
    if (result.winner().isEmpty()) {
      commands(List.of("rungs show " + id + " t000" + options), List.of("what became of a trial"));
      return;
    }
    commands(
        List.of(
            "rungs show " + id + " " + result.best().id() + options,
            "rungs best " + id + " --format yaml" + options),
        List.of("its story and curve", "the winning values, to paste elsewhere"));
  }

  /** A command may be longer than a line, since it is copied; what it does is told if it fits. */
  private void commands(List<String> commands, List<String> what) {
    int column = NAME + 3 + commands.stream().mapToInt(Format::width).max().orElse(0);
    boolean told =
        column + what.stream().mapToInt(Format::width).max().orElse(0) <= screen.columns();
    for (int i = 0; i < commands.size(); i++) {
      var line = new Line().add(Format.left(i == 0 ? "next" : "", NAME), Style.DIM);
      line.add(commands.get(i));
      lines.add(told ? line.to(column).add(what.get(i), Style.DIM) : line);
    }
  }
}

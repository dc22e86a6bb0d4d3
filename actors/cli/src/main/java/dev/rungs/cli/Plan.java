package dev.rungs.cli;

import dev.rungs.cli.file.Extent;
import dev.rungs.cli.file.Problems;
import dev.rungs.cli.file.Rehearsal;
import dev.rungs.cli.file.SchedulerReading;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.cli.file.SweepFile.Resources;
import dev.rungs.cli.view.Describe;
import dev.rungs.schedule.Ladder;
import dev.rungs.space.Condition;
import dev.rungs.space.Parameter;
import dev.rungs.space.Scale;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Objective;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What a sweep will try and what it will cost, told before anything is trained. */
public final class Plan {

  private static final int WIDEST_BAR = 20;
  private static final int MOST_RUNGS = 12;

  private Plan() {}

  /**
   * Returns the whole plan.
   *
   * @param lessons what the sweep will learn from earlier ones
   */
  public static String text(SweepFile file, List<TrialsLearned> lessons, Problems warnings) {
    Optional<Integer> trials = Extent.trials(file.spec(), lessons);
    Rehearsal rehearsal = Extent.rehearsal(file.spec(), lessons);
    return String.join(
            "\n",
            head(file),
            parameters(file.spec()) + shadows(file.spec()) + learned(lessons),
            rungs(rehearsal),
            cost(trials, rehearsal) + parallel(file) + ends(file.spec(), trials))
        + warnings.lines();
  }

  /** Returns what {@code validate} says of a file without errors. */
  public static String valid(String name, SweepFile file, Problems warnings) {
    return String.join(
            "\n", head(file), parameters(file.spec()) + shadows(file.spec()), warnings.text())
        + name
        + " is a valid sweep.\n";
  }

  private static String head(SweepFile file) {
    Objective objective = file.spec().objective();
    return String.join(
            "   ",
            file.spec().name(),
            word(objective.direction())
                + " "
                + objective.metric()
                + " ("
                + use(objective)
                + ")"
                + Describe.furtherAims(file.spec()),
            file.sampler() + ", seed " + file.spec().seed(),
            file.scheduler())
        + "\n";
  }

  private static String use(Objective objective) {
    return switch (objective.use()) {
      case BEST -> "best epoch";
      case LAST -> "last epoch";
      case AT_MAX -> "last epoch of complete trials";
    };
  }

  private static String parameters(SweepSpec spec) {
    var table = new Table(List.of(false, false, false, false));
    table.line(List.of("parameter", "kind", "range", "only if"));
    for (Parameter parameter : spec.space().parameters()) {
      String when = parameter.when() instanceof Condition.When each ? each.toString() : "";
      table.line(List.of(parameter.name(), kind(parameter), range(parameter), when));
    }
    return table.text()
        + spec.space().constraints().stream()
            .map(each -> "  always " + each + "\n")
            .collect(Collectors.joining());
  }

  private static String shadows(SweepSpec spec) {
    return spec.shadows().stream()
        .map(each -> "  shadow " + SchedulerReading.words(each) + ", which decides nothing\n")
        .collect(Collectors.joining());
  }

  private static String learned(List<TrialsLearned> lessons) {
    return lessons.stream()
        .map(each -> "  learns " + each.words() + "\n")
        .collect(Collectors.joining());
  }

  private static String kind(Parameter parameter) {
    if (parameter instanceof Parameter.Real) {
      return "real";
    }
    if (parameter instanceof Parameter.Int) {
      return "integer";
    }
    if (parameter instanceof Parameter.PowerOfTwo) {
      return "power of two";
    }
    if (parameter instanceof Parameter.Choice) {
      return "choice";
    }
    return parameter instanceof Parameter.Ordinal ? "ordinal" : "fixed";
  }

  private static String range(Parameter parameter) {
    String ends = parameter.range();
    Scale scale = Scale.LINEAR;
    double step = 0;
    if (parameter instanceof Parameter.Real real) {
      ends = Numbers.compact(real.low()) + " … " + Numbers.compact(real.high());
      scale = real.scale();
      step = real.step();
    } else if (parameter instanceof Parameter.Int whole) {
      scale = whole.scale();
      step = whole.step() > 1 ? whole.step() : 0;
    }
    String count = parameter.size().map(size -> " (" + size + " values)").orElse("");
    return ends
        + (scale == Scale.LOG ? "  log" : "")
        + (step > 0 ? "  step " + Numbers.compact(step) + count : "");
  }

  private static String rungs(Rehearsal rehearsal) {
    boolean brackets = rehearsal.rows().size() > 1;
    var right = new ArrayList<>(List.of(true, true, true, true, false));
    var heads = new ArrayList<>(List.of("rung", "epochs", "trials", "epochs here", "share"));
    if (brackets) {
      right.addAll(0, List.of(true, true));
      heads.addAll(0, List.of("bracket", "times"));
    }
    var table = new Table(right);
    table.line(heads);
    for (int index = 0; index < rehearsal.rows().size(); index++) {
      Rehearsal.Row row = rehearsal.rows().get(index);
      int from = 0;
      for (int rung : shown(row.arrivals().size())) {
        var cells = cells(row, from, rung, rehearsal.epochs());
        if (brackets) {
          boolean first = from == 0;
          cells.addAll(
              0, List.of(first ? Integer.toString(index) : "", first ? count(row.times()) : ""));
        }
        table.line(cells);
        from = rung + 1;
      }
    }
    return table.text();
  }

  /** Returns the rungs that get a line: all, or the last and every so many below it. */
  private static List<Integer> shown(int rungs) {
    int step = (rungs + MOST_RUNGS - 1) / MOST_RUNGS;
    return IntStream.range(0, rungs)
        .filter(rung -> (rungs - 1 - rung) % step == 0)
        .boxed()
        .toList();
  }

  /** Returns the line of a rung, with the epochs of those from {@code from} on. */
  private static List<String> cells(Rehearsal.Row row, int from, int rung, double total) {
    Ladder ladder = row.bracket().ladder();
    double epochs = IntStream.rangeClosed(from, rung).mapToDouble(row::epochs).sum();
    double share = total == 0 ? 0 : epochs / total;
    return new ArrayList<>(
        List.of(
            Integer.toString(rung),
            Integer.toString(ladder.epoch(rung)),
            count(row.arrivals().get(rung)),
            count(epochs),
            "█".repeat((int) Math.round(share * WIDEST_BAR))
                + " "
                + Math.round(100 * share)
                + " %"));
  }

  private static String cost(Optional<Integer> trials, Rehearsal rehearsal) {
    double epochs = rehearsal.epochs();
    double without = rehearsal.epochsWithoutStopping();
    String whole =
        trials.isPresent() && trials.get() == rehearsal.trials()
            ? "all " + rehearsal.trials()
            : "these " + rehearsal.trials();
    String saving =
        without > epochs
            ? "; training "
                + whole
                + " to the end would take "
                + Math.round(without)
                + String.format(Locale.ROOT, " (%.1f times as many)", without / epochs)
            : "";
    String shown =
        trials.isPresent() && trials.get() > rehearsal.trials()
            ? "  " + rehearsal.trials() + " of at most " + trials.get() + " trials are shown\n"
            : "";
    String endless = trials.isEmpty() ? "  shown for " + rehearsal.trials() + " trials\n" : "";
    return "  about " + Math.round(epochs) + " epochs" + saving + "\n" + shown + endless;
  }

  private static String parallel(SweepFile file) {
    int slots = file.resources().slots();
    String most =
        slots == Resources.AUTO
            ? "  as many at a time as suit the machine"
            : "  at most " + slots + " at a time";
    String order =
        file.spec().order() instanceof Order.Ordered ordered
            ? ", decided in order over a window of " + ordered.window()
            : "";
    return most + order + "\n";
  }

  private static String ends(SweepSpec spec, Optional<Integer> trials) {
    StopRules stop = spec.stop();
    var rules = new ArrayList<String>();
    trials.ifPresent(count -> rules.add(count + " trials"));
    if (!stop.wallClock().isZero()) {
      rules.add(duration(stop.wallClock()));
    }
    if (stop.epochs() < StopRules.UNLIMITED) {
      rules.add(stop.epochs() + " epochs");
    }
    if (stop.plateau().trials() > 0) {
      rules.add(stop.plateau().trials() + " trials without improvement");
    }
    if (Double.isFinite(spec.objective().goal())) {
      rules.add(spec.objective().metric() + " reaches " + Numbers.compact(spec.objective().goal()));
    }
    return "  ends after " + String.join(", or ", rules) + "\n";
  }

  private static String duration(Duration time) {
    String text = time.toString().substring(2).toLowerCase(Locale.ROOT);
    return text.isEmpty() ? "0s" : text;
  }

  /** A mean of several plays may have a fraction. */
  private static String count(double number) {
    long whole = Math.round(number);
    return Math.abs(number - whole) < 0.05
        ? Long.toString(whole)
        : String.format(Locale.ROOT, "%.1f", number);
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package dev.rungs.cli.view;

import dev.rungs.cli.view.Line.Style;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.TrialSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The trials of a sweep in a table, best first; those without a result come last, by number. */
public final class Trials {

  private Trials() {}

  /**
   * Returns the table.
   *
   * @param most how many trials are shown; if there are more, the last line says so
   */
  public static List<String> lines(SweepResult result, int most, Screen screen) {
    List<TrialSummary> all = bestFirst(result);
    List<String> rows = rows(result, all.stream().limit(most).toList(), true, screen.columns());
    var lines = new ArrayList<Line>();
    lines.add(new Line().add(rows.get(0), Style.DIM));
    rows.stream().skip(1).forEach(row -> lines.add(Line.of(row)));
    if (all.size() > most) {
      lines.add(new Line());
      lines.add(
          Line.of("the best " + most + " of " + all.size() + " trials; --all shows the others"));
    }
    return lines.stream().map(line -> line.on(screen)).toList();
  }

  /** Returns every trial, best first; those without a result come last, by number. */
  public static List<TrialSummary> bestFirst(SweepResult result) {
    Stream<TrialSummary> others =
        result.trials().stream().filter(trial -> Double.isNaN(trial.result()));
    return Stream.concat(result.ranking().stream(), others).toList();
  }

  /** Returns the table of the trials that no other beats in everything, by the objective. */
  public static List<String> front(SweepResult result, int columns) {
    List<TrialSummary> front = result.front();
    var lines = new ArrayList<String>();
    lines.add(
        Format.count(front.size(), "trial")
            + " that no other beats in everything; the first wins by "
            + result.spec().objective().metric());
    lines.addAll(rows(result, front, false, columns));
    return lines;
  }

  /**
   * Returns a heading and a row for each trial, with as many columns as fit.
   *
   * @param trials the first so many, best first
   */
  static List<String> rows(
      SweepResult result, List<TrialSummary> trials, boolean phases, int columns) {
    List<Parameter> varying = result.spec().space().varying();
    var right = new ArrayList<>(List.of(true, false, true, true));
    var head = new ArrayList<>(List.of("#", "trial", result.spec().objective().metric(), "epochs"));
    if (phases) {
      right.add(false);
      head.add("state");
    }
    List<String> further = Describe.furtherMetrics(result.spec());
    boolean demands = !result.spec().require().isEmpty();
    further.forEach(metric -> right.add(3, true));
    head.addAll(3, further);
    if (demands) {
      right.add(3 + further.size(), false);
      head.add(3 + further.size(), "kept");
    }
    varying.forEach(parameter -> right.add(!(parameter instanceof Parameter.Choice)));
    varying.forEach(parameter -> head.add(parameter.name()));
    var grid = new Columns(right);
    grid.line(head);
    int place = 0;
    for (TrialSummary trial : trials) {
      var cells = new ArrayList<String>();
      place++;
      cells.add(Double.isNaN(trial.result()) ? "-" : place + "");
      cells.add(trial.id().toString());
      cells.add(Describe.number(result.spec(), trial));
      further.forEach(metric -> cells.add(Format.metric(trial.counted().measured().get(metric))));
      if (demands) {
        cells.add(Double.isNaN(trial.result()) ? "-" : trial.score().kept() ? "yes" : "no");
      }
      cells.add(trial.epoch() + "");
      if (phases) {
        cells.add(trial.phase().name().toLowerCase(Locale.ROOT));
      }
      varying.forEach(parameter -> cells.add(cell(trial, parameter)));
      grid.line(cells);
    }
    return grid.lines(columns);
  }

  private static String cell(TrialSummary trial, Parameter parameter) {
    return trial.configuration().value(parameter.name()).map(Format::setting).orElse("-");
  }
}

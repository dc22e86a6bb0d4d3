package dev.rungs.cli.view;

import dev.rungs.cli.view.Line.Style;
import dev.rungs.space.Parameter;
import dev.rungs.space.Value;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The picture of a running sweep: which rungs hold how many trials, the best, what each slot does.
 * Laid out for 80 x 18; a wider screen lengthens curves and bars, a lower one drops slots first,
 * then rungs.
 */
public final class Panel {

  private static final int WIDE = 70;
  private static final int SHORTEST_CURVE = 8;
  private static final int TOTAL_WIDTH = 13;
  private static final int WIDEST = 12;
  private static final int LONGEST_BAR = 40;

  private final SweepView view;
  private final Screen screen;

  private Panel(SweepView view, Screen screen) {
    this.view = view;
    this.screen = screen;
  }

  /**
   * Returns the lines to show, never more or wider than the screen.
   *
   * @param nowMillis milliseconds since 1970
   */
  public static List<String> lines(SweepView view, Screen screen, long nowMillis) {
    var panel = new Panel(view, screen);
    return panel.layout(nowMillis).stream().map(line -> line.on(screen)).toList();
  }

  private List<Line> layout(long nowMillis) {
    List<Line> head = head();
    List<Line> progress = progress(nowMillis);
    List<Line> hint = hint();
    int room = screen.rows() - head.size() - progress.size() - hint.size() - 1;
    List<Line> rungs = block(rungs(), room);
    List<Line> slots = block(slots(), room - size(rungs));
    var lines = new ArrayList<>(head);
    append(lines, rungs);
    append(lines, progress);
    append(lines, slots);
    lines.addAll(hint);
    return lines.subList(0, Math.min(lines.size(), screen.rows()));
  }

  /** Returns as much of a block as fits below a blank line; none if only its heading would. */
  private static List<Line> block(List<Line> lines, int room) {
    int fitting = Math.min(lines.size(), room - 1);
    return fitting < 2 ? List.of() : lines.subList(0, fitting);
  }

  private static int size(List<Line> block) {
    return block.isEmpty() ? 0 : block.size() + 1;
  }

  private static void append(List<Line> lines, List<Line> block) {
    if (!block.isEmpty()) {
      lines.add(new Line());
      lines.addAll(block);
    }
  }

  private List<Line> head() {
    SweepSpec spec = view.spec();
    int limit = view.state().stop().trials();
    String trials =
        limit == StopRules.UNLIMITED
            ? Format.count(view.state().size(), "trial") + " started"
            : view.state().size() + " of " + Format.count(limit, "trial") + " started";
    String paused =
        view.state().paused()
            ? "   paused"
            : view.state().stopping().map(why -> "   ending: " + why.reason()).orElse("");
    List<String> what =
        List.of(Describe.aims(spec), Format.count(view.slots(), "slot"), "seed " + spec.seed());
    String algorithms = Describe.algorithms(spec) + "   ";
    boolean both = Format.width(algorithms + trials + paused) <= screen.columns();
    return List.of(
        new Line()
            .add("rungs run  ")
            .add(view.id(), Style.BOLD)
            .fitting(what, "   ", screen.columns()),
        new Line().add(both ? algorithms : "", Style.DIM).add(trials).add(paused, Style.WARN));
  }

  // ------------------------------------------------------------------------------------- rungs

  private List<Line> rungs() {
    boolean wide = screen.columns() >= WIDE;
    var lines = new ArrayList<Line>();
    String more = wide ? "  promoted  waiting  failed" : "";
    lines.add(new Line().add(" epochs  running" + more, Style.DIM));
    int most = Math.max(1, view.state().size());
    for (RungRow row : RungRow.of(view.state())) {
      lines.add(rung(row, most, wide));
    }
    return lines;
  }

  private Line rung(RungRow row, int most, boolean wide) {
    var line = new Line().add(Format.right(row.epochs() + "", 7)).add(cell(row.running(), 9));
    if (wide) {
      line.add(cell(row.promoted(), 10)).add(cell(row.waiting(), 9)).add(cell(row.failed(), 8));
    }
    int room = Math.max(0, screen.columns() - line.width() - 3 - TOTAL_WIDTH);
    double share = (double) row.reached() / most;
    int failed = (int) Math.ceil((double) row.failed() / most * room);
    String good = Plot.bar(share - (double) failed / room, room, screen);
    String bad = screen.glyph("▒", "x").repeat(failed);
    line.add("   ").add(good, Style.ACCENT).add(bad, Style.WARN);
    line.to(screen.columns() - TOTAL_WIDTH).add(Format.right(row.reached() + "", 4));
    return row.done() > 0 ? line.add(" (" + row.done() + " done)") : line;
  }

  private static String cell(int number, int columns) {
    return Format.right(number == 0 ? "-" : number + "", columns);
  }

  // ----------------------------------------------------------------------------- best and spent

  private List<Line> progress(long nowMillis) {
    return List.of(best(), spent(nowMillis));
  }

  private Line best() {
    var line = new Line().add(" best   ", Style.DIM);
    return view.state()
        .best()
        .map(
            best ->
                line.add(Describe.value(view.spec(), best), Style.GOOD)
                    .fitting(known(best), "  ", screen.columns()))
        .orElseGet(() -> line.add(noWinner()));
  }

  private String noWinner() {
    return view.state().ranking().isEmpty()
        ? "no trial has a result yet"
        : "no trial keeps " + view.spec().aims().requirements() + " yet";
  }

  private List<String> known(TrialSummary best) {
    var parts = new ArrayList<String>();
    parts.add(best.id() + " at epoch " + view.state().resultEpoch(best.id()) + " ");
    parts.addAll(Describe.varying(view.spec(), best.configuration()));
    return parts;
  }

  private Line spent(long nowMillis) {
    long spent = view.spentEpochs();
    double expected = view.expectedEpochs();
    String clock = Format.clock(view.log().elapsed(nowMillis));
    String tail = view.pace().left(expected - spent).map(left -> clock + ", " + left).orElse(clock);
    var line =
        new Line()
            .add(" spent  ", Style.DIM)
            .add(spent + " of about " + Math.round(expected) + " epochs");
    int room = screen.columns() - line.width() - Format.width(tail) - 6;
    if (room >= SHORTEST_CURVE) {
      int columns = Math.min(room, LONGEST_BAR);
      String bar = Format.left(Plot.bar(view.share(), columns, screen), columns);
      line.add("  " + screen.glyph("▕", "[")).add(bar, Style.ACCENT).add(screen.glyph("▏", "]"));
    }
    boolean fits = line.width() + 2 + Format.width(tail) <= screen.columns();
    return line.fitting(List.of(fits ? tail : clock), "  ", screen.columns());
  }

  // ------------------------------------------------------------------------------------- slots

  private List<Line> slots() {
    String metric = view.spec().objective().metric();
    int metricColumns = Math.max(10, Math.min(14, Format.width(metric) + 2));
    int fixed = " slot  trial   epoch".length() + metricColumns + 2;
    List<Column> columns = columns(screen.columns() - fixed - SHORTEST_CURVE);
    int settings = columns.stream().mapToInt(Column::width).sum();
    int curve = screen.columns() - fixed - settings;
    var lines = new ArrayList<Line>();
    String heading = " slot  trial   epoch" + Format.right(Format.cut(metric, 13), metricColumns);
    var top = new StringBuilder(heading + "  " + " ".repeat(Math.max(0, curve)));
    columns.forEach(column -> top.append(column.cell(column.name())));
    lines.add(new Line().add(top.toString(), Style.DIM));
    Map<Integer, TrialSummary> training = new TreeMap<>();
    view.training().forEach(trial -> training.put(trial.slot(), trial));
    for (int slot = 0; slot < view.slots(); slot++) {
      TrialSummary trial = training.get(slot);
      lines.add(trial == null ? idle(slot) : slot(trial, metricColumns, curve, columns));
    }
    return lines;
  }

  /** A slot without a trial keeps its line, so that nothing moves. */
  private static Line idle(int slot) {
    return new Line().add(" " + Format.left(slot + "", 6) + "-", Style.DIM);
  }

  private Line slot(TrialSummary trial, int metricColumns, int curve, List<Column> columns) {
    TrialId id = trial.id();
    List<Double> values = view.values(id);
    String epochs = view.epoch(trial) + "/" + trial.untilEpoch();
    String last = values.isEmpty() ? "-" : Format.metric(values.get(values.size() - 1));
    int room = Math.max(0, curve - 1);
    var line =
        new Line()
            .add(" " + Format.left(trial.slot() + "", 6) + Format.left(id + "", 7))
            .add(Format.right(epochs, 6) + Format.right(last, metricColumns) + "  ")
            .add(Format.left(Plot.spark(values, room, screen), curve), Style.ACCENT);
    for (Column column : columns) {
      line.add(
          column.cell(trial.configuration().value(column.name()).map(Format::setting).orElse("-")));
    }
    return line;
  }

  /**
   * A parameter's column.
   *
   * @param words whether it holds words, which are flush left
   */
  private record Column(String name, int width, boolean words) {
    String cell(String text) {
      String shown = Format.cut(text, width - 2);
      return "  " + (words ? Format.left(shown, width - 2) : Format.right(shown, width - 2));
    }
  }

  /** Returns the columns of the first parameters that fit. */
  private List<Column> columns(int room) {
    var columns = new ArrayList<Column>();
    int left = room;
    for (Parameter parameter : view.spec().space().varying()) {
      int width = 2 + Math.min(WIDEST, Math.max(Format.width(parameter.name()), widest(parameter)));
      left -= width;
      if (left < 0) {
        break;
      }
      columns.add(new Column(parameter.name(), width, parameter instanceof Parameter.Choice));
    }
    return columns;
  }

  /** Returns the width of a parameter's widest value; that of most real numbers is seven. */
  private static int widest(Parameter parameter) {
    if (parameter instanceof Parameter.Real real) {
      return real.low() < 0 ? 8 : 7;
    }
    Stream<Value> values =
        parameter instanceof Parameter.Listed listed
            ? listed.options().stream()
            : Stream.of(parameter.at(0), parameter.at(Math.nextDown(1.0)));
    return values.mapToInt(value -> Format.width(Format.setting(value))).max().orElse(0);
  }

  private List<Line> hint() {
    return view.failure().isEmpty()
        ? List.of()
        : List.of(new Line().add(" hint  ", Style.DIM).add(view.failure(), Style.WARN));
  }
}

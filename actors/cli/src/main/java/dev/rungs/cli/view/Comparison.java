package dev.rungs.cli.view;

import dev.rungs.analyze.WhatIf;
import dev.rungs.cli.view.Line.Style;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A sweep as it was beside what another scheduler would have made of it.
 *
 * @param ownWords the sweep's scheduler, for people
 * @param otherWords the other one
 * @param slots how many trials would have trained at the same time
 */
public record Comparison(
    String id, String ownWords, SweepState was, String otherWords, WhatIf would, int slots) {

  private static final int MARGIN = 13;

  /** Returns the winner's place under the other scheduler, from 1; 0 if it has no result there. */
  public int place() {
    return was.best().map(best -> place(would.state(), best.id())).orElse(0);
  }

  private static int place(SweepState sweep, TrialId trial) {
    return 1 + sweep.ranking().stream().map(TrialSummary::id).toList().indexOf(trial);
  }

  /** Returns the trials that the other scheduler would have left at a rung for good, by number. */
  public List<TrialSummary> leftBehind() {
    return would.state().trials().stream()
        .filter(each -> each.phase() == Phase.STOPPED || each.phase() == Phase.PAUSED)
        .toList();
  }

  /** Returns a trial under the other scheduler; empty if that would have ended before it. */
  public Optional<TrialSummary> other(TrialId trial) {
    return trial.number() < would.state().size()
        ? Optional.of(would.state().summary(trial))
        : Optional.empty();
  }

  /** Returns the other scheduler, its epochs and winner beside the sweep's, in one sentence. */
  public String summary() {
    var parts = new ArrayList<String>();
    long epochs = would.state().spentEpochs();
    String least = would.censored().isEmpty() ? "" : "at least ";
    parts.add(least + Format.count(epochs, "epoch") + " instead of " + was.spentEpochs());
    parts.add(would.state().best().map(this::wins).orElse("no winner"));
    if (!would.censored().isEmpty()) {
      String trials = Format.count(was.size(), "trial");
      parts.add(would.censored().size() + " of " + trials + " not known to the end");
    }
    return otherWords + ": " + String.join("; ", parts);
  }

  private String wins(TrialSummary best) {
    String value = best.id() + " with " + Describe.value(would.state().spec(), best);
    Optional<TrialId> own = was.best().map(TrialSummary::id);
    if (own.isEmpty() || own.get().equals(best.id())) {
      return (own.isEmpty() ? "winner " : "the same winner, ") + value;
    }
    String there = place() == 0 ? "without a result" : "at place " + place();
    return "winner " + value + ", " + own.get() + " " + there;
  }

  /** Returns a table of both, then who would have been left where, then what is not known. */
  public List<String> lines(Screen screen) {
    var lines = new ArrayList<Line>();
    lines.add(
        new Line()
            .add(id, Style.BOLD)
            .add(" on " + Format.count(slots, "slot") + ", its recorded curves"));
    lines.add(new Line());
    table().lines(screen.columns()).forEach(row -> lines.add(Line.of(row)));
    if (!leftBehind().isEmpty()) {
      lines.add(new Line());
      lines.add(Line.of("would have been stopped, or left waiting at a rung"));
      byEpoch().forEach((epoch, trials) -> lines.addAll(listed("epoch " + epoch, trials, screen)));
    }
    lines.addAll(censored(screen));
    return lines.stream().map(line -> line.on(screen)).toList();
  }

  /** Returns what was decided about one trial and what the other scheduler would have. */
  public List<String> lines(TrialId trial, Screen screen) {
    var lines = new ArrayList<Line>();
    lines.add(
        new Line()
            .add(id + " " + trial, Style.BOLD)
            .add(" on " + Format.count(slots, "slot") + ", its recorded curves"));
    lines.add(new Line());
    lines.addAll(told("was", made(was.summary(trial), ownWords), screen));
    var all = new ArrayList<>(lines.stream().map(line -> line.on(screen)).toList());
    all.addAll(would(trial, screen));
    return all;
  }

  /** Returns what the other scheduler would have decided about one trial. */
  public List<String> would(TrialId trial, Screen screen) {
    Integer wanted = would.censored().get(trial);
    String text =
        other(trial)
            .map(each -> wanted == null ? made(each, otherWords) : unknown(each, wanted))
            .orElse("never started with " + otherWords);
    return told("would be", text, screen).stream().map(line -> line.on(screen)).toList();
  }

  private String unknown(TrialSummary trial, int wanted) {
    return "trained to epoch "
        + wanted
        + " at least with "
        + otherWords
        + ": not known, "
        + trial.note();
  }

  private static String made(TrialSummary trial, String scheduler) {
    return trial.phase().name().toLowerCase(Locale.ROOT)
        + " at epoch "
        + trial.epoch()
        + " with "
        + scheduler
        + (trial.note().isEmpty() ? "" : ": " + trial.note());
  }

  private static List<Line> told(String label, String text, Screen screen) {
    var lines = new ArrayList<Line>();
    for (String part : Format.wrapped(text, " ", screen.columns() - MARGIN)) {
      String margin = Format.left(lines.isEmpty() ? "  " + label : "", MARGIN);
      lines.add(new Line().add(margin, Style.DIM).add(part));
    }
    return lines;
  }

  private Columns table() {
    var table = new Columns(List.of(false, false, false));
    table.line(List.of("", "as it was", "as it would have been"));
    table.line(List.of("scheduler", ownWords, otherWords));
    table.line(List.of("trials", was.size() + "", would.state().size() + ""));
    table.line(List.of("epochs", was.spentEpochs() + "", would.state().spentEpochs() + ""));
    table.line(List.of("winner", winner(was), winner(would.state())));
    table.line(List.of(was.spec().objective().metric(), value(was), value(would.state())));
    was.best()
        .ifPresent(
            best ->
                table.line(
                    List.of("place of " + best.id(), "1", place() == 0 ? "none" : place() + "")));
    return table;
  }

  private static String winner(SweepState sweep) {
    return sweep.best().map(best -> best.id().toString()).orElse("none");
  }

  private static String value(SweepState sweep) {
    return sweep.best().map(best -> Describe.number(sweep.spec(), best)).orElse("-");
  }

  private Map<Integer, List<TrialSummary>> byEpoch() {
    return leftBehind().stream()
        .collect(Collectors.groupingBy(TrialSummary::epoch, TreeMap::new, Collectors.toList()));
  }

  private static List<Line> listed(String head, List<TrialSummary> trials, Screen screen) {
    String ids = trials.stream().map(each -> each.id().toString()).collect(Collectors.joining(" "));
    String margin = "  " + Format.left(head, 10) + "  ";
    var lines = new ArrayList<Line>();
    for (String part : Format.wrapped(ids, " ", screen.columns() - margin.length())) {
      lines.add(Line.of((lines.isEmpty() ? margin : " ".repeat(margin.length())) + part));
    }
    return lines;
  }

  private List<Line> censored(Screen screen) {
    var lines = new ArrayList<Line>();
    lines.add(new Line());
    if (would.censored().isEmpty()) {
      lines.add(Line.of("Every curve is recorded as far as it would have been trained."));
      return lines;
    }
    String trials = Format.count(would.censored().size(), "trial");
    lines.add(
        new Line()
            .add(trials + " would have been trained further than recorded: not known", Style.WARN));
    var table = new Columns(List.of(false, true, true));
    table.line(List.of("trial", "recorded to", "trained to at least"));
    would
        .censored()
        .forEach(
            (trial, wanted) ->
                table.line(
                    List.of(
                        trial.toString(), would.state().summary(trial).epoch() + "", wanted + "")));
    table.lines(screen.columns()).forEach(row -> lines.add(Line.of(row)));
    return lines;
  }
}

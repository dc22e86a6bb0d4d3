package dev.rungs.cli.view;

import dev.rungs.analyze.Bar;
import dev.rungs.analyze.Reasons;
import dev.rungs.analyze.Reasons.AtRung;
import dev.rungs.analyze.Reasons.Decided;
import dev.rungs.analyze.Reasons.Moment;
import dev.rungs.cli.view.Line.Style;
import dev.rungs.schedule.Population;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Limit;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Why a trial was stopped, waits or went on, in words. Numbers to act on keep every digit. */
public record Explanation(String id, SweepState state, Reasons reasons) {

  private static final int LABEL = 11;

  /** Returns a paragraph for each rung, then what may become of the trial. */
  public List<String> lines(Screen screen) {
    TrialSummary trial = state.summary(reasons.trial());
    var lines = new ArrayList<Line>();
    lines.add(
        new Line()
            .add(id + " " + trial.id(), Style.BOLD)
            .add("  " + trial.phase().name().toLowerCase(Locale.ROOT)));
    int from = 0;
    for (int i = 0; i < reasons.rungs().size(); i++) {
      AtRung at = reasons.rungs().get(i);
      boolean goesOn =
          kept(at) && i + 1 < reasons.rungs().size() && kept(reasons.rungs().get(i + 1));
      if (!goesOn) {
        lines.add(new Line());
        lines.add(Line.of(heading(reasons.rungs().get(from), at)));
        told(at, screen).forEach(each -> lines.addAll(each.lines(screen)));
        from = i + 1;
      }
    }
    if (reasons.rungs().isEmpty()) {
      lines.add(Line.of("It has arrived at no rung yet."));
    }
    prospect(trial).lines(screen).forEach(lines::add);
    if (!trial.score().kept()) {
      lines.addAll(new Told("", broken(trial)).lines(screen));
    }
    if (!state.lessons().isEmpty()) {
      lines.addAll(new Told("", suggested(trial)).lines(screen));
    }
    if (state.dropped(trial.id())) {
      String text = "Its checkpoints made room for others: if promoted it trains from the start.";
      lines.addAll(new Told("", text).lines(screen));
    }
    if (!state.lighter(trial.id()).isEmpty()) {
      String text = "It trains with " + state.lighter(trial.id()) + ".";
      lines.addAll(new Told("", text).lines(screen));
    }
    lineage(trial, screen).forEach(lines::add);
    return lines.stream().map(line -> line.on(screen)).toList();
  }

  private String broken(TrialSummary trial) {
    return "It cannot win: "
        + state.spec().aims().problems(trial.counted())
        + " at epoch "
        + trial.counted().epoch()
        + ", must keep "
        + state.spec().aims().requirements()
        + ". That stops no trial, since a later epoch may keep it.";
  }

  private String suggested(TrialSummary trial) {
    return "Suggested: "
        + trial.origin()
        + "; the sampler had learned "
        + state.lessons().stream().map(TrialsLearned::words).collect(Collectors.joining("; "))
        + ".";
  }

  /** Returns whether bounds kept the trial there: several such rungs are told by their last. */
  private static boolean kept(AtRung at) {
    return at.verdicts().stream().anyMatch(each -> each.verdict() instanceof Verdict.Keep);
  }

  private static String heading(AtRung first, AtRung last) {
    return first.rung() == last.rung()
        ? "rung " + last.rung() + ", epoch " + last.epoch()
        : "rungs "
            + first.rung()
            + " to "
            + last.rung()
            + ", epochs "
            + first.epoch()
            + " to "
            + last.epoch()
            + ": within bounds at each, at the last of them";
  }

  /** Returns how the trial's model came about; nothing if it copied nobody. */
  private List<Line> lineage(TrialSummary trial, Screen screen) {
    List<Leg> legs = state.lineage(trial.id(), Math.max(1, trial.epoch()));
    if (legs.size() == 1) {
      return List.of();
    }
    var lines = new ArrayList<>(List.of(new Line(), Line.of("lineage, to epoch " + trial.epoch())));
    Ancestry.table(legs, screen.columns() - 2).forEach(row -> lines.add(Line.of("  " + row)));
    return lines;
  }

  private record Told(String label, String text) {
    List<Line> lines(Screen screen) {
      String margin = "  " + Format.left(label, LABEL);
      var lines = new ArrayList<Line>();
      for (String part : Format.wrapped(text, " ", screen.columns() - margin.length())) {
        lines.add(
            new Line()
                .add(lines.isEmpty() ? margin : " ".repeat(margin.length()), Style.DIM)
                .add(part));
      }
      return lines;
    }
  }

  private List<Told> told(AtRung at, Screen screen) {
    var told = new ArrayList<Told>();
    List<Moment> moments = at.moments();
    if (!moments.isEmpty()) {
      told.add(
          new Told(
              "arrived", stands(moments.get(0).standing()) + cutoff(moments.get(0).standing())));
      told.add(new Told("to pass", bar(moments.get(0).bar(), at.epoch())));
    }
    at.verdicts().forEach(each -> limit(each.verdict()).ifPresent(it -> told.addAll(compared(it))));
    List<Told> decided =
        at.verdicts().stream().map(each -> new Told("decided", decided(each, screen))).toList();
    decided.stream().limit(1).forEach(told::add);
    if (moments.size() > 1) {
      Moment now = moments.get(moments.size() - 1);
      told.add(new Told("afterwards", moved(moments)));
      told.add(new Told("at last", stands(now.standing()) + cutoff(now.standing())));
      told.add(new Told("to pass", bar(now.bar(), at.epoch())));
    }
    decided.stream().skip(1).forEach(told::add);
    return told;
  }

  private static Optional<Limit> limit(Verdict verdict) {
    if (verdict instanceof Verdict.Keep keep) {
      return Optional.of(keep.limit());
    }
    return verdict instanceof Verdict.Drop drop ? Optional.of(drop.limit()) : Optional.empty();
  }

  private List<Told> compared(Limit limit) {
    String value =
        Double.isNaN(limit.loss()) ? "no " + metric() : metric() + " " + exact(limit.loss());
    return List.of(
        new Told("compared", value), new Told("to pass", bounds(limit) + ": " + limit.what()));
  }

  private String bounds(Limit limit) {
    boolean lower = objective().direction() == Objective.Direction.MINIMIZE;
    if (Double.isFinite(limit.lowest()) && Double.isFinite(limit.highest())) {
      String best = exact(limit.lowest());
      String worst = exact(limit.highest());
      return "a " + metric() + " from " + (lower ? best : worst) + " to " + (lower ? worst : best);
    }
    if (Double.isFinite(limit.highest())) {
      return "a "
          + metric()
          + " of "
          + exact(limit.highest())
          + (lower ? " or lower" : " or higher");
    }
    return Double.isFinite(limit.lowest())
        ? "a " + metric() + " of " + exact(limit.lowest()) + (lower ? " or higher" : " or lower")
        : "any " + metric();
  }

  private String stands(Standing standing) {
    String value =
        Double.isNaN(standing.loss()) ? "no " + metric() : metric() + " " + exact(standing.loss());
    String pass =
        standing.passing() == 0 ? "none passes yet" : "the best " + standing.passing() + " pass";
    return value + ", rank " + standing.rank() + " of " + standing.of() + "; " + pass;
  }

  private String cutoff(Standing standing) {
    double margin = standing.margin();
    if (Double.isNaN(standing.cutoff())) {
      return "";
    }
    String distance =
        Double.isNaN(margin) || margin == 0
            ? ""
            : ", " + Format.metric(Math.abs(margin)) + (margin > 0 ? " better" : " worse");
    return ", cut-off " + exact(standing.cutoff()) + distance;
  }

  private String bar(Bar bar, int epoch) {
    if (bar instanceof Bar.Shut) {
      return "no " + metric() + " would do: too few have arrived for one to pass";
    }
    if (bar instanceof Bar.AtMost most) {
      boolean lower = objective().direction() == Objective.Direction.MINIMIZE;
      String number = exact(most.loss());
      return most.below()
          ? "a " + metric() + (lower ? " below " : " above ") + number + " at epoch " + epoch
          : "a "
              + metric()
              + " of "
              + number
              + (lower ? " or lower" : " or higher")
              + " at epoch "
              + epoch;
    }
    return "any " + metric() + " at epoch " + epoch;
  }

  private static String moved(List<Moment> moments) {
    Standing first = moments.get(0).standing();
    Standing last = moments.get(moments.size() - 1).standing();
    long cuts =
        IntStream.range(1, moments.size())
            .filter(
                i ->
                    Double.compare(
                            moments.get(i - 1).standing().cutoff(),
                            moments.get(i).standing().cutoff())
                        != 0)
            .count();
    return Format.count(last.of() - first.of(), "trial")
        + " arrived, and the cut-off moved "
        + Format.count(cuts, "time");
  }

  private String decided(Decided decided, Screen screen) {
    Verdict verdict = decided.verdict();
    String event = " (event " + decided.event() + ")";
    if (verdict instanceof Verdict.TrainOn on) {
      return "goes on to epoch " + on.untilEpoch() + event;
    }
    if (verdict instanceof Verdict.Promote promote) {
      return "promoted to epoch " + promote.untilEpoch() + ": " + promote.reason() + event;
    }
    if (verdict instanceof Verdict.Exploit copy) {
      return "becomes a copy of "
          + copy.source()
          + " at epoch "
          + copy.sourceEpoch()
          + ", goes on to epoch "
          + copy.untilEpoch()
          + ": "
          + Ancestry.changes(
              copied(copy.source(), copy.sourceEpoch()),
              copy.configuration(),
              screen.glyph("→", "->"))
          + event;
    }
    if (verdict instanceof Verdict.Pause) {
      return "waits" + event;
    }
    boolean stopped = verdict instanceof Verdict.Stop || verdict instanceof Verdict.Drop;
    return (stopped ? "stopped" : "complete: " + verdict.reason()) + event;
  }

  /** Returns the values that a trial had at an epoch. */
  private Configuration copied(TrialId source, int epoch) {
    List<Leg> legs = state.lineage(source, epoch);
    return legs.get(legs.size() - 1).configuration();
  }

  private Told prospect(TrialSummary trial) {
    boolean over = state.ended().isPresent();
    String text =
        switch (reasons.prospect()) {
          case NEXT ->
              over
                  ? "The sweep has ended; this trial would be the next to be promoted."
                  : "It is the next to be promoted, as soon as a slot is free.";
          case OPEN ->
              state.spec().scheduler() instanceof Population
                  ? "It goes on when the whole population has arrived."
                  : over
                      ? "The sweep has ended; trials that it is given yet may lift this one."
                      : "It may still be promoted: more pass when more have arrived.";
          case NONE -> none(trial);
        };
    return new Told("", text);
  }

  private static String none(TrialSummary trial) {
    if (trial.phase() == Phase.FAILED) {
      return "It failed for good: " + trial.note();
    }
    return trial.phase() == Phase.PAUSED || trial.phase().over()
        ? "It is not trained again."
        : "It goes on to epoch " + trial.untilEpoch() + ".";
  }

  private Objective objective() {
    return state.spec().objective();
  }

  private String metric() {
    return objective().metric();
  }

  private String exact(double loss) {
    return Double.toString(objective().value(loss));
  }
}

package dev.rungs.analyze;

import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Rung;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/**
 * Why a trial went on, waited or was stopped at each rung, and with which loss it would have
 * passed.
 *
 * @param rungs those the trial has arrived at, lowest first
 * @param prospect what may become of it yet
 */
public record Reasons(TrialId trial, List<AtRung> rungs, Prospect prospect) {

  /** What may become of a trial that waits. */
  public enum Prospect {
    /** It trains, is about to, or never will again. */
    NONE,
    /** It is promoted as soon as a slot is free. */
    NEXT,
    /** It waits: trials that arrive later may lift it over the cut-off. */
    OPEN
  }

  /**
   * A trial at one rung.
   *
   * @param moments where it stood: when it arrived, then whenever the cut-off or the number of
   *     those who pass was another, last when it left the rung or the log ended; empty where nobody
   *     is ranked: at the top rung, and where bounds decide
   * @param verdicts what was decided about it there, with the numbers of the events
   */
  public record AtRung(int rung, int epoch, List<Moment> moments, List<Decided> verdicts) {
    public AtRung {
      moments = List.copyOf(moments);
      verdicts = List.copyOf(verdicts);
    }
  }

  /**
   * Where a trial stood after an event.
   *
   * @param event its number, from 1
   * @param bar the losses with which it would have been among the passing at that moment
   */
  public record Moment(long event, Standing standing, Bar bar) {}

  /** A decision and the number of its event, from 1. */
  public record Decided(long event, Verdict verdict) {}

  public Reasons {
    rungs = List.copyOf(rungs);
  }

  /**
   * Returns a trial's reasons.
   *
   * @param log the events of its sweep, from the first
   * @throws IllegalArgumentException if the sweep has no such trial
   */
  public static Reasons of(Iterable<? extends SweepEvent> log, TrialId trial) {
    var fold = new Fold(trial);
    log.forEach(fold::next);
    return fold.reasons();
  }

  private static final class Fold {

    private final TrialId trial;
    private final SweepState state = new SweepState();
    private final List<AtRung> left = new ArrayList<>();
    private final List<Moment> moments = new ArrayList<>();
    private final List<Decided> verdicts = new ArrayList<>();
    private int bracket;
    private int rung = -1;

    Fold(TrialId trial) {
      this.trial = trial;
    }

    void next(SweepEvent event) {
      state.apply(event);
      if (event instanceof RungReached reached && reached.trial().equals(trial)) {
        arrive();
      } else if (event instanceof TrialFailed failed && failed.trial().equals(trial)) {
        arrive();
      } else if (event instanceof TrialJudged judged && judged.trial().equals(trial)) {
        verdicts.add(new Decided(state.events(), judged.verdict()));
        if (state.summary(trial).rung() > rung) {
          leave();
        }
      } else if (rung >= 0) {
        look(Fold::moved);
      }
    }

    private void arrive() {
      TrialSummary summary = state.summary(trial);
      bracket = summary.bracket();
      rung = summary.rung();
      look(Fold::moved);
    }

    private void leave() {
      left.add(here());
      moments.clear();
      verdicts.clear();
      rung = -1;
    }

    private AtRung here() {
      int epoch = scheduler().bracket(bracket).ladder().epoch(rung);
      return new AtRung(rung, epoch, moments, verdicts);
    }

    /** Notes where the trial stands, if it differs enough from what was noted last. */
    private void look(BiPredicate<Standing, Standing> differs) {
      standing(scheduler().judge(state.board(), trial, bracket, rung))
          .filter(now -> moments.isEmpty() || differs.test(last(), now))
          .ifPresent(now -> moments.add(new Moment(state.events(), now, bar(now))));
    }

    private Standing last() {
      return moments.get(moments.size() - 1).standing();
    }

    private static boolean moved(Standing before, Standing now) {
      return before.passing() != now.passing()
          || Double.compare(before.cutoff(), now.cutoff()) != 0;
    }

    private Bar bar(Standing standing) {
      return Bar.of(state.board().rung(bracket, rung), trial, standing.passing());
    }

    private Scheduler scheduler() {
      return state.spec().scheduler();
    }

    Reasons reasons() {
      Prospect prospect = prospect(state.summary(trial));
      if (rung >= 0) {
        look((before, now) -> !before.equals(now));
        leave();
      }
      return new Reasons(trial, left, prospect);
    }

    private Prospect prospect(TrialSummary summary) {
      if (summary.phase() != Phase.PAUSED || scheduler() instanceof Stopping) {
        return Prospect.NONE;
      }
      Optional<TrialId> next = scheduler().promote(state.board()).map(Promotion::trial);
      if (next.equals(Optional.of(trial))) {
        return Prospect.NEXT;
      }
      boolean cohorts =
          scheduler() instanceof Hyperband || scheduler() instanceof SuccessiveHalving;
      return !cohorts || undecided() ? Prospect.OPEN : Prospect.NONE;
    }

    /** A cohort promotes nobody before all have arrived, and then the best that wait. */
    private boolean undecided() {
      Rung here = state.board().rung(bracket, rung);
      boolean passes =
          standing(scheduler().judge(state.board(), trial, bracket, rung))
              .filter(Standing::passes)
              .isPresent();
      return passes || (here.promoted() == 0 && !scheduler().ended(state.board(), bracket));
    }
  }

  private static Optional<Standing> standing(Verdict verdict) {
    if (verdict instanceof Verdict.Continue on) {
      return Optional.of(on.standing());
    }
    if (verdict instanceof Verdict.Pause pause) {
      return Optional.of(pause.standing());
    }
    return verdict instanceof Verdict.Stop stop ? Optional.of(stop.standing()) : Optional.empty();
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Bar;
import dev.rungs.analyze.Reasons;
import dev.rungs.analyze.Reasons.AtRung;
import dev.rungs.analyze.Reasons.Decided;
import dev.rungs.analyze.Reasons.Moment;
import dev.rungs.analyze.Reasons.Prospect;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonsTest {

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  /** Those whose verdicts follow from ranks alone, if there are any. */
  static List<Scheduler> ranking() {
    return schedulers().stream().filter(each -> !(each instanceof Patient)).toList();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void everyDecisionAboutATrialIsToldAtItsRung(Scheduler scheduler) {
    List<SweepEvent> log = log(scheduler, 30);
    for (TrialSummary trial : folded(log).trials()) {
      List<Decided> told =
          Reasons.of(log, trial.id()).rungs().stream()
              .flatMap(at -> at.verdicts().stream())
              .toList();
      List<Decided> taken =
          IntStream.range(0, log.size())
              .filter(i -> log.get(i) instanceof TrialJudged of && of.trial().equals(trial.id()))
              .mapToObj(i -> new Decided(i + 1L, ((TrialJudged) log.get(i)).verdict()))
              .toList();
      assertThat(told).isEqualTo(taken);
    }
  }

  /** Puts the loss that the bar names in the place of the trial's own, and asks the scheduler. */
  @ParameterizedTest
  @MethodSource("ranking")
  void withTheLossThatTheBarNamesTheTrialPassesAndWithTheNextWorseItDoesNot(Scheduler scheduler) {
    List<SweepEvent> log = log(scheduler, 30);
    for (TrialSummary trial : folded(log).trials()) {
      for (AtRung at : Reasons.of(log, trial.id()).rungs()) {
        at.moments().stream()
            .filter(moment -> !Double.isNaN(moment.standing().loss()))
            .forEach(moment -> check(log, trial.id(), at.rung(), moment));
      }
    }
  }

  private static void check(List<SweepEvent> log, TrialId trial, int rung, Moment moment) {
    for (double loss : around(moment.bar())) {
      assertThat(passes(log, trial, rung, moment, loss))
          .as("%s with %s at %s", trial, loss, moment)
          .isEqualTo(moment.bar().clearedBy(loss));
    }
  }

  private static double[] around(Bar bar) {
    return bar instanceof Bar.AtMost most
        ? new double[] {Math.nextDown(most.loss()), most.loss(), Math.nextUp(most.loss())}
        : new double[] {-1e9, 1e9};
  }

  private static boolean passes(
      List<SweepEvent> log, TrialId trial, int rung, Moment moment, double loss) {
    var state = new SweepState();
    for (SweepEvent event : log.subList(0, (int) moment.event())) {
      boolean own =
          event instanceof RungReached at && at.trial().equals(trial) && at.rung() == rung;
      state.apply(own ? new RungReached(trial, rung, loss) : event);
    }
    int bracket = moment.standing().bracket();
    Verdict verdict = state.spec().scheduler().judge(state.board(), trial, bracket, rung);
    return standing(verdict).passes();
  }

  private static Standing standing(Verdict verdict) {
    if (verdict instanceof Verdict.Continue on) {
      return on.standing();
    }
    return verdict instanceof Verdict.Pause pause
        ? pause.standing()
        : ((Verdict.Stop) verdict).standing();
  }

  @ParameterizedTest
  @MethodSource("ranking")
  void theLastMomentIsWhereTheTrialStandsNow(Scheduler scheduler) {
    List<SweepEvent> log = log(scheduler, 30);
    SweepState state = folded(log);
    for (TrialSummary trial : state.trials()) {
      List<AtRung> rungs = Reasons.of(log, trial.id()).rungs();
      List<Moment> moments = rungs.get(rungs.size() - 1).moments();
      if (!moments.isEmpty()) {
        assertThat(moments.get(moments.size() - 1).standing())
            .isEqualTo(
                standing(
                    scheduler.judge(state.board(), trial.id(), trial.bracket(), trial.rung())));
      }
    }
  }

  @Test
  void theOneThatIsPromotedNextKnowsIt() {
    List<SweepEvent> log = log(new Asha(1, 9, 3), 30);
    for (int events = 1; events <= log.size(); events++) {
      SweepState state = folded(log.subList(0, events));
      Optional<Promotion> next = state.spec().scheduler().promote(state.board());
      for (TrialSummary trial : state.trials()) {
        Prospect prospect = Reasons.of(log.subList(0, events), trial.id()).prospect();
        boolean first =
            trial.phase() == Phase.PAUSED
                && next.map(Promotion::trial).equals(Optional.of(trial.id()));
        assertThat(prospect == Prospect.NEXT).isEqualTo(first);
        assertThat(prospect != Prospect.NONE).isEqualTo(trial.phase() == Phase.PAUSED);
      }
    }
  }

  /** What a cohort has left behind when others have been promoted is never taken up again. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void whoHasNoProspectIsNeverPromoted(Scheduler scheduler) {
    List<SweepEvent> log = log(scheduler, 20);
    SweepState end = folded(log);
    for (int events = 1; events <= log.size(); events += 3) {
      List<SweepEvent> before = log.subList(0, events);
      for (TrialSummary trial : folded(before).trials()) {
        boolean over = Reasons.of(before, trial.id()).prospect() == Prospect.NONE;
        if (over && trial.phase() == Phase.PAUSED) {
          assertThat(end.summary(trial.id()).rung()).isEqualTo(trial.rung());
        }
      }
    }
  }

  @Test
  void aTrialThatStopsAtOnceHasNoProspect() {
    List<SweepEvent> log = log(new AshaStopping(1, 9, 3), 30);
    assertThat(folded(log).trials())
        .allMatch(trial -> Reasons.of(log, trial.id()).prospect() == Prospect.NONE);
  }

  private static SweepState folded(List<SweepEvent> log) {
    var state = new SweepState();
    log.forEach(state::apply);
    return state;
  }

  private static List<SweepEvent> log(Scheduler scheduler, int trials) {
    SweepSpec spec = Sweeps.of(scheduler).seed(7).stop(StopRules.trials(trials)).build();
    var truth = new Truth(7, spec.aims(), 5);
    return new ArrayList<>(
        new World(spec, truth, 3, new World.Troubles(10, 10, 5, 2, 2, 0, 0), 7, Core.REAL)
            .run()
            .log());
  }
}

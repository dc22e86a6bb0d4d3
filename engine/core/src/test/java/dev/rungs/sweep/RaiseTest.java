package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.analyze.Replay;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.AsyncHyperband;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.PercentileStopping;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.schedule.ThresholdStopping;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.trial.Best;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class RaiseTest {

  private static final Asha LOW = new Asha(1, 9, 3);
  private static final Asha HIGH = new Asha(1, 27, 3);

  @Test
  void theBestAtTheOldTopTrainOnAndNoOthers() {
    SweepState state = ended(spec(LOW, Objective.Use.BEST));
    List<TrialSummary> finishers =
        state.trials().stream()
            .filter(trial -> trial.phase() == Phase.COMPLETE && trial.rung() == 2)
            .sorted(
                Comparator.<TrialSummary>comparingInt(
                    trial -> state.board().rung(0, 2).rank(trial.id())))
            .toList();
    assertThat(finishers).hasSizeGreaterThanOrEqualTo(3);

    List<SweepEvent> more = goOn(state, state.raise(HIGH));

    Set<TrialId> promoted =
        more.stream()
            .filter(event -> event instanceof TrialJudged)
            .map(event -> (TrialJudged) event)
            .filter(judged -> judged.verdict() instanceof Verdict.Promote)
            .map(TrialJudged::trial)
            .collect(Collectors.toSet());
    assertThat(promoted)
        .containsExactlyInAnyOrderElementsOf(
            finishers.subList(0, finishers.size() / 3).stream().map(TrialSummary::id).toList());
    assertThat(promoted).allMatch(trial -> state.summary(trial).epoch() == 27);
    assertThat(state.ended()).isPresent();
  }

  /** So nothing depends on when it rises, before anybody has reached the old top. */
  @Test
  void raisedAtTheStartItIsTheSweepThatBeganSo() {
    List<SweepEvent> raised = log(spec(LOW, Objective.Use.BEST), HIGH);
    List<SweepEvent> begun = log(spec(HIGH, Objective.Use.BEST), HIGH);
    raised.removeIf(event -> event instanceof SweepCreated || event instanceof SchedulerRaised);
    begun.removeIf(event -> event instanceof SweepCreated);
    assertThat(raised).isEqualTo(begun);
  }

  @ParameterizedTest
  @EnumSource(Objective.Use.class)
  void aRaisedLogFoldsAndReplaysToTheSame(Objective.Use use) {
    SweepSpec spec = spec(LOW, use);
    var truth = new Truth(3, spec.aims(), 5);
    List<SweepEvent> log =
        new World(spec, truth, 4, new World.Troubles(10, 10, 4, 2, 1, 9, 0), 3, Core.REAL)
            .run()
            .log();
    assertThat(log).hasAtLeastOneElementOfType(SchedulerRaised.class);
    assertThat(Replay.of(log).exact()).isTrue();
  }

  @Test
  void whoCountsOnlyAtTheTopHasNoResultUntilItIsThere() {
    SweepState state = ended(spec(LOW, Objective.Use.AT_MAX));
    assertThat(state.ranking()).isNotEmpty();
    state.raise(HIGH).forEach(state::apply);
    assertThat(state.ranking()).isEmpty();
    goOn(state, next(state));
    assertThat(state.ranking()).isNotEmpty().allMatch(trial -> trial.epoch() == 27);
  }

  static List<List<Object>> refused() {
    return List.of(
        List.of(LOW, new Asha(1, 3, 3), "max is 3, must be >= 9, as it was"),
        List.of(LOW, new Asha(2, 27, 3), "only max may rise"),
        List.of(LOW, new Asha(1, 27, 2), "only max may rise"),
        List.of(LOW, new AshaStopping(1, 27, 3), "only max may rise"),
        List.of(
            new Asha(1, 10, 3),
            HIGH,
            "max was 10, must be min * eta^k to rise, or the rung at epoch 10 would move"),
        List.of(
            new AshaStopping(1, 9, 3),
            new AshaStopping(1, 27, 3),
            "who stops at once is never come back to"),
        List.of(
            new SuccessiveHalving(27, 1, 9, 3),
            new SuccessiveHalving(27, 1, 27, 3),
            "halving never comes back to a cohort"),
        List.of(new Hyperband(1, 9, 3), new Hyperband(1, 27, 3), "hyperband takes all rungs"),
        List.of(
            new AsyncHyperband(1, 9, 3),
            new AsyncHyperband(1, 27, 3),
            "hyperband-async takes all rungs"),
        List.of(
            new MedianStopping(1, 9, 0, 5),
            new MedianStopping(1, 27, 0, 5),
            "the best that ended at epoch 9 would stay there"),
        List.of(
            new PercentileStopping(1, 9, 0, 5, 50),
            new PercentileStopping(1, 27, 0, 5, 50),
            "the best that ended at epoch 9 would stay there"),
        List.of(
            new ThresholdStopping(1, 9, 0, 0, 1),
            new ThresholdStopping(1, 27, 0, 0, 1),
            "the best that ended at epoch 9 would stay there"),
        List.of(
            new Patient(new AshaStopping(1, 9, 3), new Patience(3, 0)),
            new Patient(new AshaStopping(1, 27, 3), new Patience(3, 0)),
            "the best that ended at epoch 9 would stay there"),
        List.of(new Pasha(1, 10, 3), new Pasha(1, 27, 3), "max was 10, must be min * eta^k"),
        List.of(new RunToEnd(9), new RunToEnd(27), "nobody waits at a rung"));
  }

  @ParameterizedTest
  @MethodSource("refused")
  void whatWouldUndoADecisionIsRefusedWithTheReason(List<Object> each) {
    var state = new SweepState();
    SweepState.create(spec((Scheduler) each.get(0), Objective.Use.BEST)).forEach(state::apply);
    var raised = (Scheduler) each.get(1);
    assertThatThrownBy(() -> state.raise(raised))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(each.get(2).toString());
    assertThatThrownBy(() -> state.apply(new SchedulerRaised(raised, List.of())))
        .isInstanceOf(InvariantBreach.class);
  }

  @Test
  void theSameIsNoChange() {
    assertThat(ended(spec(LOW, Objective.Use.BEST)).raise(LOW)).isEmpty();
  }

  private static SweepSpec spec(Scheduler scheduler, Objective.Use use) {
    return Sweeps.of(scheduler)
        .objective(Objective.minimize(Truth.METRIC).withUse(use))
        .seed(5)
        .stop(StopRules.trials(40))
        .build();
  }

  private static SweepState ended(SweepSpec spec) {
    var state = new SweepState();
    goOn(state, SweepState.create(spec));
    return state;
  }

  private static List<SweepEvent> log(SweepSpec spec, Scheduler raised) {
    var state = new SweepState();
    SweepState.create(spec).forEach(state::apply);
    var log = new ArrayList<>(SweepState.create(spec));
    List<SweepEvent> first = state.raise(raised);
    log.addAll(goOn(state, first.isEmpty() ? next(state) : first));
    return log;
  }

  /** Folds events, then trains on one slot, without troubles, to the end. */
  private static List<SweepEvent> goOn(SweepState state, List<SweepEvent> first) {
    var log = new ArrayList<SweepEvent>();
    for (List<SweepEvent> events = first; !events.isEmpty(); events = next(state)) {
      log.addAll(events);
      events.forEach(state::apply);
    }
    return log;
  }

  private static List<SweepEvent> next(SweepState state) {
    List<SweepEvent> due = state.due();
    if (!due.isEmpty() || state.running().isEmpty()) {
      return due.isEmpty() ? state.offer(0) : due;
    }
    var truth = new Truth(5, state.spec().aims(), 0);
    TrialSummary trial = state.summary(state.running().get(0));
    return state.segmentEnded(
        trial.id(),
        trial.attempt(),
        truth.outcome(trial.id(), trial.attempt(), trial.epoch(), trial.untilEpoch(), 0),
        best(truth, trial));
  }

  private static Best best(Truth truth, TrialSummary trial) {
    Best best = Best.NONE;
    for (int epoch = 1; epoch <= trial.untilEpoch(); epoch++) {
      Report report = truth.report(trial.id(), trial.attempt(), epoch);
      best = best.or(epoch, truth.aims().objective().loss(report.metrics()));
    }
    return best;
  }
}

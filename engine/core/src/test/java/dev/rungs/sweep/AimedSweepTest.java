package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.schedule.Asha;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sweeps that want more of their trials than a low loss. */
class AimedSweepTest {

  private static final TrialId FIRST = new TrialId(0);

  private final SweepLog log = new SweepLog();
  private final Map<TrialId, Best> bests = new HashMap<>();
  private final Map<TrialId, List<Report>> reports = new HashMap<>();

  @Test
  void whoBreaksARequirementDoesNotWin() {
    begin(sweep(new RunToEnd(1)).requireAtMost("ms", 20));
    train(0.1, 25);
    assertThat(state().best()).isEmpty();
    assertThat(state().ranking()).extracting(TrialSummary::id).containsExactly(FIRST);
    train(0.9, 20);
    assertThat(state().best().orElseThrow().result()).isEqualTo(0.9);
    train(0.5, 21);
    train(0.8, 5);
    assertThat(ranking()).containsExactly(3, 1, 2, 0);
  }

  @Test
  void aSweepInWhichNobodyKeepsARequirementSaysWhoWasNearest() {
    begin(sweep(new RunToEnd(1)).requireAtMost("ms", 20).stop(StopRules.trials(2)));
    train(0.1, 31.5);
    train(0.9, 25);
    settle();
    SweepResult result = SweepResult.of("q", log);
    assertThat(result.winner()).isEmpty();
    assertThat(result.front()).isEmpty();
    assertThatThrownBy(result::best)
        .hasMessage("sweep q has no winner: no trial kept ms <= 20; nearest: t001 with ms 25.0");
    assertThat(state().tested(new WinnerTested(FIRST, 1, Metrics.NONE, true))).isEmpty();
  }

  @Test
  void aGoalIsReachedOnlyByWhoKeepsARequirement() {
    begin(
        sweep(new RunToEnd(1))
            .objective(Objective.minimize("loss").withGoal(0.5))
            .requireAtMost("ms", 20));
    train(0.1, 25);
    assertThat(state().stopping()).isEmpty();
    train(0.5, 19);
    assertThat(state().ended().orElseThrow().reason())
        .isEqualTo("the goal is reached: t001 has loss 0.5");
  }

  @Test
  void schedulersGoByTheObjectiveAlone() {
    begin(sweep(new Asha(1, 3, 3)).requireAtMost("ms", 20));
    train(0.1, 99);
    train(0.2, 1);
    train(0.3, 1);
    SegmentGranted promoted = grant();
    assertThat(promoted.trial()).isEqualTo(FIRST);
    assertThat(state().summary(FIRST).note()).startsWith("rank 1 of 3");
  }

  @Test
  void theEpochThatKeepsARequirementCountsThoughAnEarlierOneWasBetter() {
    begin(sweep(new Asha(1, 3, 3)).requireAtMost("ms", 20));
    train(0.1, 99);
    train(0.2, 99);
    train(0.3, 99);
    end(grant(), 0.4, 20);
    assertThat(state().best().orElseThrow().counted().epoch()).isEqualTo(3);
    assertThat(state().resultEpoch(FIRST)).isEqualTo(3);
    assertThat(state().best().orElseThrow().result()).isEqualTo(0.4);
  }

  @ParameterizedTest
  @EnumSource(Objective.Use.class)
  void theFurtherValuesAreThoseOfTheEpochThatCounts(Objective.Use use) {
    begin(
        sweep(new Asha(1, 3, 3))
            .objective(Objective.minimize("loss").withUse(use))
            .alsoMinimize("ms"));
    train(0.1, 5);
    train(0.2, 6);
    train(0.3, 7);
    end(grant(), 0.4, 50);
    Score score = state().summary(FIRST).score();
    List<Double> expected = use == Objective.Use.BEST ? List.of(0.1, 5.0) : List.of(0.4, 50.0);
    assertThat(score.losses()).isEqualTo(expected);
    assertThat(state().history().score(FIRST).losses())
        .as("samplers learn of the best epoch, whichever counts")
        .containsExactly(0.1, 5.0);
    assertThat(state().history().objectives()).isEqualTo(2);
  }

  @Test
  void theFrontIsWhatNoOtherTrialBeatsInEverything() {
    begin(sweep(new RunToEnd(1)).alsoMaximize("ms"));
    train(0.5, 5);
    train(0.1, 1);
    train(0.6, 4);
    train(0.9, 9);
    train(0.9, Double.NaN);
    assertThat(SweepResult.of("q", log).front())
        .extracting(trial -> trial.id().number())
        .containsExactly(1, 0, 3);
  }

  @Test
  void whatIsLearnedFromAnEarlierSweepHasItsFurtherValues() {
    begin(sweep(new Asha(1, 3, 3)).requireAtMost("ms", 20));
    train(0.1, 99);
    train(0.2, 5);
    train(0.3, 6);
    end(grant(), 0.4, 20);
    SweepSpec spec =
        sweep(new Asha(1, 9, 3)).alsoMinimize("ms").requireAtMost("ms", 10).learnFrom("q").build();
    var earlier = new EarlierSweep("q", state(), trial -> reports.getOrDefault(trial, List.of()));
    var next = new SweepState();
    SweepState.create(spec, EarlierSweep.learn(spec, List.of(earlier))).forEach(next::apply);
    assertThat(next.history().score(FIRST)).isEqualTo(Score.of(0.4, 20).beyond(1));
    assertThat(next.history().score(new TrialId(1))).isEqualTo(Score.of(0.2, 5));
  }

  private static SweepSpec.Builder sweep(Scheduler scheduler) {
    return Sweeps.of(scheduler).minimize("loss");
  }

  private SweepState state() {
    return log.state();
  }

  private List<Integer> ranking() {
    return state().ranking().stream().map(trial -> trial.id().number()).toList();
  }

  private void begin(SweepSpec.Builder sweep) {
    fold(SweepState.create(sweep.build()));
  }

  private void train(double loss, double ms) {
    end(grant(), loss, ms);
  }

  /** Returns the next segment, whatever has to be decided before. */
  private SegmentGranted grant() {
    settle();
    List<SweepEvent> answer = fold(state().offer(0));
    while (!(answer.get(0) instanceof SegmentGranted)) {
      settle();
      answer = fold(state().offer(0));
    }
    return (SegmentGranted) answer.get(0);
  }

  private void end(SegmentGranted granted, double loss, double ms) {
    var report = new Report(granted.untilEpoch(), Metrics.of("loss", loss, "ms", ms));
    reports.computeIfAbsent(granted.trial(), absent -> new ArrayList<>()).add(report);
    Best best =
        state().spec().aims().better(bests.getOrDefault(granted.trial(), Best.NONE), report);
    bests.put(granted.trial(), best);
    fold(
        state()
            .segmentEnded(granted.trial(), granted.attempt(), new Outcome.Reached(report), best));
    settle();
  }

  private void settle() {
    while (!fold(state().due()).isEmpty()) {}
  }

  private List<SweepEvent> fold(List<SweepEvent> events) {
    events.forEach(event -> log.apply(0, event));
    return events;
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.sample.GridSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each rule of a sweep by its name. */
class SweepStateTest {

  private static final Scheduler ONE_EPOCH = new RunToEnd(1);
  private static final TrialId FIRST = new TrialId(0);
  private static final TrialId SECOND = new TrialId(1);

  private final SweepState state = new SweepState();

  // ------------------------------------------------------------------------------------ stop rules

  @Test
  void endsWhenAllTrialsHaveEnded() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(3)));
    trainAll(1, 2, 3);
    assertThat(grants(0)).isEmpty();
    assertThat(state.ended()).contains(new SweepEnded(Ending.FINISHED, "all 3 trials have ended"));
    assertThat(state.size()).isEqualTo(3);
  }

  @Test
  void waitsForTheLastTrialBeforeItEnds() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(1)));
    SegmentGranted only = grant(0);
    assertThat(state.offer(1)).isEmpty();
    reach(only, 1);
    grants(0);
    assertThat(state.ended()).isPresent();
  }

  @Test
  void stopsWhenItsTimeIsUpAndEndsWhenNothingTrains() {
    begin(sweep(ONE_EPOCH).stop(StopRules.wallClock(Duration.ofMinutes(5))));
    SegmentGranted running = grant(0);
    assertThat(state.elapsed(Duration.ofMinutes(5).minusMillis(1))).isEmpty();
    fold(state.elapsed(Duration.ofMinutes(5)));
    assertThat(state.stopping())
        .contains(new SweepStopping(Ending.FINISHED, "its time is up (PT5M)"));
    assertThat(state.elapsed(Duration.ofMinutes(6))).isEmpty();
    settle();
    assertThat(state.ended()).isEmpty();
    assertThat(state.offer(1)).isEmpty();
    end(running, new Outcome.Interrupted(0));
    assertThat(state.ended()).isPresent();
    assertThat(phase(FIRST)).isEqualTo(Phase.QUEUED);
  }

  @Test
  void withoutALimitOfTimeNoTimeIsTooLong() {
    begin(sweep(ONE_EPOCH));
    assertThat(state.elapsed(Duration.ofDays(10_000))).isEmpty();
  }

  @Test
  void neverPromisesMoreEpochsThanTheBudget() {
    begin(sweep(new RunToEnd(4)).stop(StopRules.trials(100).withEpochs(11)));
    SegmentGranted one = grant(0);
    SegmentGranted two = grant(1);
    assertThat(state.offer(2)).isEmpty();
    reach(one, 1);
    reach(two, 2);
    grants(0);
    assertThat(state.ended().orElseThrow().reason())
        .isEqualTo("the budget of 11 epochs leaves no room for more");
    assertThat(state.spentEpochs()).isEqualTo(8);
  }

  @Test
  void aTrialThatMayContinueWaitsIfTheBudgetDoesNotAllowIt() {
    begin(sweep(new AshaStopping(1, 9, 3)).stop(StopRules.trials(100).withEpochs(5)));
    reach(grant(0), 1);
    assertThat(phase(FIRST)).isEqualTo(Phase.QUEUED);
    reach(grant(0), 1);
    assertThat(state.summary(FIRST).epoch()).isEqualTo(3);
    assertThat(phase(FIRST)).as("6 epochs more would make 9 of 5").isEqualTo(Phase.PAUSED);
  }

  @Test
  void whatAFailedTrialLeavesOfItsShareIsGivenToOthers() {
    begin(sweep(new RunToEnd(4)).stop(StopRules.trials(100).withEpochs(6)));
    fail(grant(0), 2, FailureKind.DIVERGED);
    reach(grant(0), 1);
    assertThat(state.spentEpochs()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(Objective.Use.class)
  void aGoalEndsTheSweepWhicheverEpochCounts(Objective.Use use) {
    begin(
        sweep(new Asha(1, 3, 3))
            .objective(Objective.minimize(Truth.METRIC).withUse(use).withGoal(0.5)));
    reach(grant(0), 0.4);
    boolean atRung = use != Objective.Use.AT_MAX;
    assertThat(state.stopping().isPresent()).isEqualTo(atRung);
    if (!atRung) {
      trainAll(1, 2);
      reach(grant(0), 0.5);
    }
    assertThat(state.ended().orElseThrow().ending()).isEqualTo(Ending.GOAL);
    assertThat(state.ended().orElseThrow().reason())
        .isEqualTo("the goal is reached: t000 has loss " + (atRung ? 0.4 : 0.5));
  }

  @Test
  void endsWhenTheBestStandsStill() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(100).withPlateau(3, 0.1)));
    trainAll(10, 9.5, 9.2);
    assertThat(state.stopping()).isEmpty();
    reach(grant(0), 8.9);
    assertThat(state.stopping()).as("small steps add up to more than a tenth").isEmpty();
    trainAll(8.8, 20, 8.1);
    assertThat(state.ended().orElseThrow().reason())
        .isEqualTo("the best has not improved by a share of 0.1 in 3 trials");
  }

  @Test
  void givesUpAfterTooManyFailedTrials() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(100).withFailed(2)));
    fail(grant(0), 0, FailureKind.DIVERGED);
    assertThat(state.stopping()).isEmpty();
    fail(grant(0), 0, FailureKind.DIVERGED);
    assertThat(state.ended()).contains(new SweepEnded(Ending.GAVE_UP, "2 trials failed"));
  }

  @Test
  void endsWhenTheSpaceIsUsedUp() {
    begin(
        sweep(ONE_EPOCH)
            .over(Parameter.choice("kind", "a", "b"))
            .sampler(new GridSampler(2))
            .stop(StopRules.trials(100)));
    trainAll(1, 2);
    grants(0);
    assertThat(state.ended().orElseThrow().reason())
        .isEqualTo("the space is used up after 2 trials");
  }

  @Test
  void goesOnWhenTheTrialsOfAFinishedSweepAreRaised() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(1)));
    trainAll(1);
    grants(0);
    assertThat(state.ended()).isPresent();
    assertThat(state.change(StopRules.trials(1))).as("nothing changes").isEmpty();
    fold(state.change(StopRules.trials(2)));
    assertThat(state.ended()).isEmpty();
    assertThat(grant(0).trial()).isEqualTo(SECOND);
  }

  @Test
  void goesOnWhenTheEpochsOfAFinishedSweepAreRaised() {
    StopRules rules = StopRules.trials(3).withEpochs(4);
    begin(sweep(new Asha(1, 3, 3)).stop(rules));
    trainAll(1, 2, 3);
    grants(0);
    assertThat(state.ended().orElseThrow().reason()).startsWith("the budget of 4 epochs");
    fold(state.change(rules.withEpochs(5)));
    assertThat(grant(0).untilEpoch()).isEqualTo(3);
  }

  @Test
  void stopsAgainIfTheGoalStillHolds() {
    begin(sweep(ONE_EPOCH).objective(Objective.maximize(Truth.METRIC).withGoal(0.9)));
    reach(grant(0), 0.95);
    fold(state.change(StopRules.trials(7)));
    settle();
    assertThat(state.ended().orElseThrow().ending()).isEqualTo(Ending.GOAL);
  }

  // ------------------------------------------------------------------------------ failed attempts

  @ParameterizedTest
  @EnumSource(
      value = FailureKind.class,
      names = {"EXCEPTION", "OUT_OF_MEMORY", "TIMEOUT"})
  void whatMayPassByItselfIsTriedAgainAsOftenAsAllowed(FailureKind kind) {
    begin(sweep(ONE_EPOCH).retry(new Retry(1, List.of(kind))));
    assertThat(fail(grant(0), 0, kind))
        .contains(new TrialRequeued(FIRST, "retry 1 of 1: it broke"));
    SegmentGranted second = grant(0);
    assertThat(second.trial()).isEqualTo(FIRST);
    assertThat(second.attempt()).isEqualTo(2);
    assertThat(fail(second, 0, kind)).contains(new TrialFailed(FIRST, kind, "it broke"));
    assertThat(phase(FIRST)).isEqualTo(Phase.FAILED);
  }

  @Test
  void aKindThatThePolicyLeavesOutIsNotTriedAgain() {
    begin(sweep(ONE_EPOCH).retry(new Retry(5, List.of(FailureKind.TIMEOUT))));
    fail(grant(0), 0, FailureKind.EXCEPTION);
    assertThat(phase(FIRST)).isEqualTo(Phase.FAILED);
  }

  @Test
  void aLossThatDivergedIsNeverTriedAgain() {
    begin(sweep(ONE_EPOCH));
    fail(grant(0), 0, FailureKind.DIVERGED);
    assertThat(phase(FIRST)).isEqualTo(Phase.FAILED);
    assertThatThrownBy(() -> new Retry(1, List.of(FailureKind.DIVERGED)))
        .hasMessage("retry.on holds diverged, must not: the same input would diverge again");
  }

  @Test
  void aNanAtTheRungStopsTheTrialAndIsNoResult() {
    begin(sweep(new Asha(1, 9, 3)));
    List<SweepEvent> events = reach(grant(0), Double.NaN);
    assertThat(events).contains(new RungReached(FIRST, 0, Double.NaN));
    assertThat(phase(FIRST)).isEqualTo(Phase.STOPPED);
    assertThat(state.ranking()).isEmpty();
  }

  @Test
  void aTrialInFlightAtTwoDeathsTrainsAloneAndAtThreeItIsGivenUp() {
    begin(sweep(new RunToEnd(5)));
    grant(0);
    grant(1);
    assertThat(fold(state.open()))
        .contains(new TrialRequeued(FIRST, "the process died while it was in flight"));
    assertThat(grant(0).trial()).isEqualTo(FIRST);
    assertThat(grant(1).trial()).isEqualTo(SECOND);
    fold(state.open());
    assertThat(grant(0).trial()).isEqualTo(SECOND);
    assertThat(grants(1)).as("nothing beside it").isEmpty();
    assertThat(fold(state.open()))
        .contains(
            new TrialFailed(
                SECOND, FailureKind.CRASHED, "the process died while it was in flight"));
    assertThat(grant(0).trial()).isEqualTo(FIRST);
    assertThat(grants(1)).as("nothing beside it").isEmpty();
  }

  @Test
  void anEpochRecordedSinceTheLastDeathAcquitsATrial() {
    begin(sweep(new RunToEnd(9)));
    for (int death = 1; death <= 6; death++) {
      grant(0);
      grant(1);
      fold(state.open(Map.of(FIRST, death, SECOND, death)));
    }
    assertThat(state.spentEpochs()).isEqualTo(12);
    assertThat(state.failed()).isZero();
  }

  @Test
  void aTrialThatRanOutOfMemoryIsTriedOnceAlone() {
    begin(sweep(ONE_EPOCH).retry(new Retry(9, List.of(FailureKind.OUT_OF_MEMORY))));
    SegmentGranted greedy = grant(0);
    SegmentGranted other = grant(1);
    fail(greedy, 0, FailureKind.OUT_OF_MEMORY);
    assertThat(grants(0)).as("while another trains").isEmpty();
    reach(other, 1);
    SegmentGranted alone = grant(0);
    assertThat(alone.trial()).isEqualTo(greedy.trial());
    assertThat(grants(1)).isEmpty();
    fail(alone, 0, FailureKind.OUT_OF_MEMORY);
    assertThat(phase(greedy.trial())).isEqualTo(Phase.FAILED);
    grant(0);
    grant(1);
  }

  @Test
  void aTrialThatRanOutOfMemoryTrainsWithHalfBesideOthers() {
    begin(hungry(Retry.DEFAULT, Parameter.powerOfTwo("batch", 32, 128)));
    SegmentGranted first = grant(0);
    Configuration suggested = state.configuration(FIRST);
    assertThat(fail(first, 0, FailureKind.OUT_OF_MEMORY))
        .element(1)
        .isEqualTo(
            new ConfigurationChanged(
                FIRST,
                Configuration.of(Map.of("batch", 64)),
                "batch 64 instead of 128: ran out of memory (retry 1 of 2)"));
    assertThat(state.summary(FIRST).configuration().integer("batch")).isEqualTo(64);
    assertThat(state.lineage(FIRST, 1).get(0).configuration().integer("batch")).isEqualTo(64);
    assertThat(state.history().contains(suggested))
        .as("what was too much is not tried again")
        .isTrue();
    SegmentGranted second = grant(0);
    assertThat(second.trial()).isEqualTo(FIRST);
    assertThat(grant(1).trial()).as("beside it").isEqualTo(SECOND);
    fail(second, 0, FailureKind.OUT_OF_MEMORY);
    assertThat(batch(FIRST)).isEqualTo(32);
    fail(grant(0), 0, FailureKind.OUT_OF_MEMORY);
    assertThat(phase(FIRST)).as("its two retries are used up").isEqualTo(Phase.FAILED);
  }

  @Test
  void whoHasNothingLeftToHalveIsTriedOnceAlone() {
    var often = new Retry(9, List.of(FailureKind.OUT_OF_MEMORY));
    begin(hungry(often, Parameter.powerOfTwo("batch", 64, 128)));
    fail(grant(0), 0, FailureKind.OUT_OF_MEMORY);
    assertThat(fail(grant(0), 0, FailureKind.OUT_OF_MEMORY))
        .contains(
            new TrialRequeued(
                FIRST,
                "retry 2 of 9: it broke; alone, since the space has no smaller batch for it"));
    SegmentGranted alone = grant(0);
    assertThat(grants(1)).as("nothing beside it").isEmpty();
    fail(alone, 0, FailureKind.OUT_OF_MEMORY);
    assertThat(phase(FIRST)).isEqualTo(Phase.FAILED);
  }

  @Test
  void aCurveIsOfOneConfiguration() {
    begin(hungry(Retry.DEFAULT, Parameter.powerOfTwo("batch", 1, 128)));
    assertThat(fail(grant(0), 3, FailureKind.OUT_OF_MEMORY))
        .contains(
            new TrialRequeued(
                FIRST,
                "retry 1 of 2: it broke; alone, since batch changes before the first epoch only"));
    assertThat(batch(FIRST)).isEqualTo(128);
    grant(0);
    assertThat(grants(1)).as("nothing beside it").isEmpty();
  }

  @Test
  void anotherFailureHalvesNothing() {
    begin(hungry(Retry.DEFAULT, Parameter.powerOfTwo("batch", 1, 128)));
    fail(grant(0), 0, FailureKind.EXCEPTION);
    assertThat(batch(FIRST)).isEqualTo(128);
  }

  @Test
  void inOrderSamplersLearnOfLessWhenTheTrialHasItsTurn() {
    begin(
        hungry(Retry.DEFAULT, Parameter.powerOfTwo("batch", 32, 128)).order(new Order.Ordered(2)));
    SegmentGranted first = grant(0);
    SegmentGranted second = grant(1);
    fail(first, 0, FailureKind.OUT_OF_MEMORY);
    assertThat(batch(FIRST)).isEqualTo(64);
    assertThat(state.configuration(FIRST).integer("batch")).as("not yet").isEqualTo(128);
    reach(grant(0), 1);
    assertThat(state.configuration(FIRST).integer("batch")).isEqualTo(64);
    assertThat(state.history().contains(Configuration.of(Map.of("batch", 64)))).isTrue();
    reach(second, 1);
  }

  @ParameterizedTest
  @MethodSource("wrongHalves")
  void whatCannotBeHalvedIsRefused(SweepSpec.Builder sweep, String problem) {
    assertThatThrownBy(sweep::build)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(problem);
  }

  static Stream<Arguments> wrongHalves() {
    var population = new Pbt(4, 1, 9, 0.25, 0.25, 0.8, 1.2, List.of());
    return Stream.of(
        Arguments.of(
            sweep(ONE_EPOCH).retry(Retry.DEFAULT.halving("bacth")),
            "retry.halve is bacth, must name a parameter of the space, one of rate, units, kind"),
        Arguments.of(
            sweep(ONE_EPOCH).retry(Retry.DEFAULT.halving("rate")),
            "retry.halve is rate, must name a parameter whose values are whole numbers,"
                + " not 1.0E-4 … 1.0"),
        Arguments.of(
            sweep(population)
                .over(Parameter.real("rate", 0, 1), Parameter.constant("batch", 128))
                .retry(Retry.DEFAULT.halving("batch")),
            "retry.halve is batch, must name a parameter that varies, since trials of a population"
                + " copy it"));
  }

  @Test
  void whatIsNeverTriedAgainIsNeverHalved() {
    assertThatThrownBy(() -> new Retry(0, Retry.DEFAULT.on()).halving("batch"))
        .hasMessage(
            "retry.halve is batch, must go with times >= 1 and with out_of_memory among what is"
                + " retried");
    assertThatThrownBy(() -> new Retry(1, List.of(FailureKind.TIMEOUT)).halving("batch"))
        .hasMessageStartingWith("retry.halve is batch, must go with");
  }

  @Test
  void aConfigurationThatChangesInMidTrainingIsABreach() {
    begin(hungry(Retry.DEFAULT, Parameter.powerOfTwo("batch", 1, 128)));
    SegmentGranted granted = grant(0);
    var half = new ConfigurationChanged(FIRST, Configuration.of(Map.of("batch", 64)), "half");
    assertBreach(half, 5, "only a trial that ran out of memory gets less");
    var failed = new Outcome.Failed(3, FailureKind.OUT_OF_MEMORY, "it broke");
    state.apply(new SegmentEnded(FIRST, granted.attempt(), failed, Best.NONE));
    assertBreach(half, 6, "a configuration changes before the first epoch");
  }

  private static SweepSpec.Builder hungry(Retry retry, Parameter batch) {
    return sweep(new RunToEnd(5))
        .over(batch)
        .retry(retry.halving("batch"))
        .startWith(Map.of("batch", 128));
  }

  private long batch(TrialId trial) {
    return state.summary(trial).configuration().integer("batch");
  }

  @Test
  void aLostAttemptDoesNotCountAsARetry() {
    begin(sweep(ONE_EPOCH).retry(new Retry(0, List.of())));
    for (int attempt = 1; attempt <= 5; attempt++) {
      SegmentGranted granted = grant(0);
      assertThat(granted.attempt()).isEqualTo(attempt);
      fold(state.leaseLost(FIRST, attempt, "silent"));
    }
    reach(grant(0), 1);
    assertThat(phase(FIRST)).isEqualTo(Phase.COMPLETE);
  }

  @Test
  void anAttemptThatWasGivenUpIsFenced() {
    begin(sweep(ONE_EPOCH));
    SegmentGranted old = grant(0);
    fold(state.leaseLost(FIRST, 1, "silent"));
    assertThat(reach(old, 1)).as("while it is queued").isEmpty();
    SegmentGranted second = grant(1);
    assertThat(reach(old, 1)).as("while another attempt runs").isEmpty();
    assertThat(state.leaseLost(FIRST, 1, "silent")).isEmpty();
    reach(second, 2);
    assertThat(reach(second, 2)).as("told twice").isEmpty();
    assertThat(state.best().orElseThrow().result()).isEqualTo(2);
  }

  @Test
  void anInterruptedTrialGoesFirstAndKeepsItsEpochs() {
    begin(sweep(new RunToEnd(9)));
    SegmentGranted granted = grant(0);
    end(granted, new Outcome.Interrupted(4));
    assertThat(state.spentEpochs()).isEqualTo(4);
    assertThat(grant(1).trial()).isEqualTo(FIRST);
  }

  @Test
  void aFreeSlotGetsTheTrialItTrainedLast() {
    begin(sweep(new RunToEnd(9)));
    SegmentGranted one = grant(1);
    SegmentGranted two = grant(2);
    end(one, new Outcome.Interrupted(1));
    end(two, new Outcome.Interrupted(1));
    assertThat(grant(1).trial()).isEqualTo(one.trial());
    assertThat(grant(2).trial()).isEqualTo(two.trial());
  }

  @Test
  void whatEndsEarlyEntersItsRungWithoutAValueAndIsComplete() {
    begin(sweep(new Asha(3, 9, 3)));
    List<SweepEvent> events = end(grant(0), new Outcome.EndedEarly(report(2, 0.25), "no progress"));
    assertThat(events)
        .contains(
            new RungReached(FIRST, 0, Double.NaN),
            new TrialJudged(FIRST, new Verdict.Complete("no progress")));
    assertThat(phase(FIRST)).isEqualTo(Phase.COMPLETE);
    assertThat(state.board().rung(0, 0).arrived()).isEqualTo(1);
    assertThat(state.best().orElseThrow().result()).isEqualTo(0.25);
  }

  @Test
  void aSegmentThatEndsShortOfItsRungHasNoValueThere() {
    begin(sweep(new Asha(3, 9, 3)));
    end(grant(0), new Outcome.Reached(report(2, 0.25)));
    assertThat(state.board().rung(0, 0).loss(FIRST)).isNaN();
    assertThat(phase(FIRST)).isEqualTo(Phase.STOPPED);
  }

  @Test
  void aSegmentThatEndsBeyondItsRungIsRefused() {
    begin(sweep(new Asha(3, 9, 3)));
    SegmentGranted granted = grant(0);
    assertThatThrownBy(() -> end(granted, new Outcome.Reached(report(4, 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("t000 is at epoch 4, must be at most 3");
  }

  // --------------------------------------------------------------------------- given
  // configurations

  @Test
  void triesWhatItStartsWithFirstThenWhatIsEnqueuedThenItsOwn() {
    begin(sweep(ONE_EPOCH).over(Parameter.integer("units", 1, 99)).startWith(Map.of("units", 7)));
    fold(state.enqueue(Configuration.of(Map.of("units", 8))));
    for (int slot = 0; slot < 3; slot++) {
      grant(slot);
    }
    assertThat(state.trials().stream().map(TrialSummary::origin))
        .containsExactly("given", "given", "random draw");
    assertThat(state.configuration(FIRST)).hasToString("units=7");
    assertThat(state.configuration(SECOND)).hasToString("units=8");
  }

  @Test
  void refusesAConfigurationThatDoesNotLieInTheSpace() {
    begin(sweep(ONE_EPOCH).over(Parameter.integer("units", 1, 99)));
    assertThatThrownBy(() -> state.enqueue(Configuration.of(Map.of("units", 100))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("units is 100");
  }

  @Test
  void refusesAConfigurationThatWouldNeverBeTried() {
    begin(sweep(ONE_EPOCH).over(Parameter.integer("units", 1, 99)).stop(StopRules.trials(2)));
    SegmentGranted first = grant(0);
    var given = Configuration.of(Map.of("units", 5));
    fold(state.enqueue(given));
    assertThatThrownBy(() -> state.enqueue(given))
        .hasMessage(
            "the sweep takes no further trial: 1 have started and 1 wait, must be fewer than 2");
    reach(first, 1);
    trainAll(2);
    grants(0);
    assertThatThrownBy(() -> state.enqueue(given))
        .hasMessage("the sweep takes no further trial: it has ended");
  }

  @Test
  void takesAConfigurationThoughTheSamplerHasNoMore() {
    begin(
        sweep(ONE_EPOCH)
            .over(Parameter.real("rate", 0, 1))
            .sampler(new GridSampler(1))
            .stop(StopRules.trials(9)));
    SegmentGranted only = grant(0);
    assertThat(grants(1)).as("the grid has one point").isEmpty();
    fold(state.enqueue(Configuration.of(Map.of("rate", 0.125))));
    assertThat(grant(1).trial()).isEqualTo(SECOND);
    reach(only, 1);
    assertThat(state.ended()).isEmpty();
  }

  // ------------------------------------------------------------------------------ pause and
  // restart

  @Test
  void grantsNothingWhileItIsPaused() {
    begin(sweep(ONE_EPOCH));
    fold(state.pause(Pauser.USER, "lunch"));
    assertThat(state.pause(Pauser.USER, "again")).isEmpty();
    assertThat(state.offer(0)).isEmpty();
    fold(state.resume(Pauser.USER));
    assertThat(state.resume(Pauser.USER)).isEmpty();
    grant(0);
  }

  @Test
  void aNewProcessQueuesWhatAnotherWasTraining() {
    begin(sweep(new RunToEnd(5)));
    grant(0);
    grant(1);
    assertThat(state.open().stream().map(Object::getClass))
        .isEqualTo(
            List.of(
                SweepOpened.class,
                SegmentEnded.class,
                TrialRequeued.class,
                SegmentEnded.class,
                TrialRequeued.class));
    fold(state.open());
    assertThat(state.running()).isEmpty();
    assertThat(grant(0).attempt()).isEqualTo(2);
  }

  @Test
  void aNewProcessEndsASweepThatWasStopping() {
    begin(sweep(ONE_EPOCH).stop(StopRules.wallClock(Duration.ofSeconds(1))));
    grant(0);
    fold(state.elapsed(Duration.ofSeconds(1)));
    fold(state.open());
    assertThat(state.due())
        .containsExactly(new SweepEnded(Ending.FINISHED, "its time is up (PT1S)"));
  }

  @Test
  void theWinnerIsTestedOnce() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(1)));
    trainAll(1);
    assertThat(grants(0)).isEmpty();
    var tested = new WinnerTested(FIRST, 1, Metrics.of(Truth.METRIC, 2), true);
    fold(state.tested(tested));
    assertThat(state.tested(tested)).isEmpty();
    assertThat(state.tested()).contains(tested);
  }

  @Test
  void anotherWinnerIsTestedIfAnEndedSweepGoesOn() {
    begin(sweep(ONE_EPOCH).stop(StopRules.trials(1)));
    trainAll(2);
    assertThat(grants(0)).isEmpty();
    fold(state.tested(new WinnerTested(FIRST, 1, Metrics.NONE, true)));
    fold(state.change(StopRules.trials(2)));
    var second = new WinnerTested(SECOND, 1, Metrics.NONE, true);
    trainAll(1);
    assertThat(state.tested(second)).as("before the end").isEmpty();
    assertThat(grants(0)).isEmpty();
    assertThat(state.tested()).isEmpty();
    fold(state.tested(second));
    assertThat(state.tested()).contains(second);
  }

  // -------------------------------------------------------------------------------- which epoch
  // wins

  @Test
  void theBestEpochCountsIfTheObjectiveSaysSo() {
    begin(climber(Objective.Use.BEST));
    reach(grant(0), 1);
    reach(grant(0), 2);
    assertThat(state.best().orElseThrow().result()).isEqualTo(1);
    assertThat(state.resultEpoch(FIRST)).isEqualTo(1);
  }

  @Test
  void theLastEpochCountsIfTheObjectiveSaysSo() {
    begin(climber(Objective.Use.LAST));
    reach(grant(0), 1);
    reach(grant(0), 2);
    assertThat(state.best().orElseThrow().result()).isEqualTo(2);
    assertThat(state.resultEpoch(FIRST)).isEqualTo(3);
  }

  @Test
  void onlyAFullyTrainedTrialHasAResultIfTheObjectiveSaysSo() {
    begin(climber(Objective.Use.AT_MAX));
    reach(grant(0), 1);
    reach(grant(0), 2);
    assertThat(state.best()).isEmpty();
    SegmentGranted top = grant(0);
    end(top, new Outcome.Interrupted(9));
    assertThat(state.best()).as("its last value is of epoch 3, not 9").isEmpty();
    reach(grant(0), 3);
    assertThat(state.best().orElseThrow().result()).isEqualTo(3);
    assertThat(state.resultEpoch(FIRST)).isEqualTo(9);
  }

  @Test
  void anInterruptedSegmentLeavesTheLastResultWithItsEpoch() {
    begin(climber(Objective.Use.LAST));
    reach(grant(0), 1);
    end(grant(0), new Outcome.Interrupted(2));
    assertThat(state.best().orElseThrow().result()).isEqualTo(1);
    assertThat(state.resultEpoch(FIRST)).isEqualTo(1);
  }

  @Test
  void zerosOfBothSignsTieAndTheLowerNumberWins() {
    begin(sweep(ONE_EPOCH).objective(Objective.maximize(Truth.METRIC)));
    trainAll(-0.0, 0.0);
    assertThat(state.best().orElseThrow().id()).isEqualTo(FIRST);
  }

  // ------------------------------------------------------------------------------------ invariants

  @Test
  void aSweepIsCreatedOnceAndFirst() {
    assertBreach(new SweepOpened(), 1, "a sweep is created once, first");
    SweepSpec spec = sweep(ONE_EPOCH).build();
    fold(SweepState.create(spec));
    assertBreach(SweepState.create(spec).get(0), 2, "a sweep is created once, first");
  }

  @Test
  void aBreachNamesTheNumberTheRuleAndTheEvent() {
    begin(sweep(new RunToEnd(3)));
    SegmentGranted granted = grant(0);
    assertThatThrownBy(() -> state.apply(granted))
        .isInstanceOf(InvariantBreach.class)
        .hasMessage(
            "event 5 breaks a rule: only a queued trial is granted; the event is " + granted);
  }

  @Test
  void whatCannotHaveHappenedIsRefused() {
    begin(sweep(new Asha(1, 9, 3)).stop(StopRules.trials(2)));
    SegmentGranted granted = grant(0);
    var early = new SegmentEnded(FIRST, 2, reached(1, 1), state.summary(FIRST).best());
    assertBreach(early, 5, "only the last attempt counts");
    assertBreach(new TrialRequeued(FIRST, "x"), 5, "only a segment that ended is queued again");
    assertBreach(new RungReached(FIRST, 0, 1), 5, "only a segment that ended reaches a rung");
    assertBreach(new SegmentGranted(SECOND, 1, 0, 1), 5, "a trial is suggested first");
    assertBreach(
        new TrialSuggested(new TrialId(5), Configuration.EMPTY, "x", 0),
        5,
        "trials are numbered in order");
    assertBreach(new SweepEnded(Ending.FINISHED, "x"), 5, "a sweep stops before it ends");
    state.apply(new SegmentEnded(FIRST, 1, reached(1, 1), state.summary(FIRST).best()));
    assertBreach(new RungReached(FIRST, 1, 1), 6, "a trial climbs rung by rung");
    state.apply(new RungReached(FIRST, 0, 1));
    settle();
    assertBreach(
        new TrialJudged(FIRST, new Verdict.Complete("x")),
        8,
        "a trial is judged when it reaches a rung");
    assertThat(granted.attempt()).isEqualTo(1);
  }

  @Test
  void nothingIsGrantedAfterTheEndEvenIfAJournalSaysSo() {
    begin(sweep(new RunToEnd(3)).stop(StopRules.wallClock(Duration.ofSeconds(1))));
    SegmentGranted granted = grant(0);
    end(granted, new Outcome.Interrupted(1));
    fold(state.elapsed(Duration.ofSeconds(1)));
    settle();
    assertBreach(
        new SegmentGranted(FIRST, 2, 0, 3),
        9,
        "nothing is granted while the sweep waits, ends or has ended");
  }

  @Test
  void asksForATrialThatExists() {
    begin(sweep(ONE_EPOCH));
    assertThatThrownBy(() -> state.summary(FIRST))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trial is t000, must be one of the 0 suggested");
  }

  // ----------------------------------------------------------------------------------------- words

  private void assertBreach(SweepEvent event, int number, String rule) {
    assertThatThrownBy(() -> state.apply(event))
        .isInstanceOf(InvariantBreach.class)
        .hasMessageStartingWith("event " + number + " breaks a rule: " + rule + "; ");
  }

  private static SweepSpec.Builder sweep(Scheduler scheduler) {
    return Sweeps.of(scheduler);
  }

  /** The first trial always trains on. */
  private static SweepSpec.Builder climber(Objective.Use use) {
    return sweep(new AshaStopping(1, 9, 3))
        .objective(Objective.minimize(Truth.METRIC).withUse(use));
  }

  private void begin(SweepSpec.Builder sweep) {
    fold(SweepState.create(sweep.build()));
    fold(state.open());
    settle();
  }

  private List<SweepEvent> fold(List<SweepEvent> events) {
    events.forEach(state::apply);
    return events;
  }

  private List<SweepEvent> settle() {
    var all = new ArrayList<SweepEvent>();
    for (var due = state.due(); !due.isEmpty(); due = state.due()) {
      all.addAll(fold(due));
    }
    return all;
  }

  /** Offers a slot until it has a segment or has to wait. */
  private List<SegmentGranted> grants(int slot) {
    settle();
    for (var answer = state.offer(slot); !answer.isEmpty(); answer = state.offer(slot)) {
      fold(answer);
      settle();
      if (answer.get(0) instanceof SegmentGranted granted) {
        return List.of(granted);
      }
    }
    return List.of();
  }

  private SegmentGranted grant(int slot) {
    List<SegmentGranted> grants = grants(slot);
    assertThat(grants).as("slot %s is granted a segment", slot).hasSize(1);
    return grants.get(0);
  }

  private void trainAll(double... values) {
    for (double value : values) {
      reach(grant(0), value);
    }
  }

  private List<SweepEvent> reach(SegmentGranted granted, double value) {
    return end(granted, reached(granted.untilEpoch(), value));
  }

  private List<SweepEvent> fail(SegmentGranted granted, int epoch, FailureKind kind) {
    return end(granted, new Outcome.Failed(epoch, kind, "it broke"));
  }

  private List<SweepEvent> end(SegmentGranted granted, Outcome outcome) {
    var best = state.summary(granted.trial()).best();
    if (outcome instanceof Outcome.Reached reached) {
      best = best.or(outcome.epoch(), loss(reached.report()));
    } else if (outcome instanceof Outcome.EndedEarly early) {
      best = best.or(outcome.epoch(), loss(early.report()));
    }
    var all = new ArrayList<SweepEvent>();
    all.addAll(fold(state.segmentEnded(granted.trial(), granted.attempt(), outcome, best)));
    all.addAll(settle());
    return all;
  }

  private double loss(Report report) {
    return state.spec().objective().loss(report.metrics());
  }

  private Phase phase(TrialId trial) {
    return state.summary(trial).phase();
  }

  private static Outcome reached(int epoch, double value) {
    return new Outcome.Reached(report(epoch, value));
  }

  private static Report report(int epoch, double value) {
    return new Report(epoch, Metrics.of(Truth.METRIC, value));
  }
}

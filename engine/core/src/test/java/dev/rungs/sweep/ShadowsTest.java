package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.analyze.RecordedSweep;
import dev.rungs.analyze.Replay;
import dev.rungs.analyze.Shadow;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.World.Troubles;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Shadows decide nothing, and what they would have made of a sweep is what asking for them says.
 */
class ShadowsTest {

  private static final Troubles SOME = new Troubles(10, 10, 2, 2, 1, 0, 1);

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers().stream().filter(each -> !(each instanceof Population)).toList();
  }

  private static List<Scheduler> others(Scheduler scheduler) {
    return schedulers().stream().filter(each -> !each.equals(scheduler)).toList();
  }

  private static SweepSpec spec(Scheduler scheduler, List<Scheduler> shadows, int seed) {
    SweepSpec.Builder sweep = Sweeps.of(scheduler).seed(seed).stop(StopRules.trials(20));
    shadows.forEach(sweep::shadow);
    return sweep.build();
  }

  private static Truth truth(SweepSpec spec, int failing) {
    return new Truth(spec.seed(), spec.aims(), failing);
  }

  private static World world(SweepSpec spec) {
    return new World(spec, truth(spec, 4), 3, SOME, spec.seed(), Core.REAL).run();
  }

  private static RecordedSweep recorded(World world, Truth truth) {
    Function<TrialId, List<Report>> reports =
        trial ->
            IntStream.rangeClosed(1, world.state().summary(trial).epoch())
                .mapToObj(epoch -> truth.report(trial, 1, epoch))
                .toList();
    return RecordedSweep.of(world.log(), reports);
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void shadowsChangeNoEventButTheFirst(Scheduler scheduler) {
    for (int seed = 0; seed < 10; seed++) {
      List<SweepEvent> alone = world(spec(scheduler, List.of(), seed)).log();
      List<SweepEvent> followed = world(spec(scheduler, others(scheduler), seed)).log();
      assertThat(followed.get(0)).isNotEqualTo(alone.get(0));
      assertThat(followed.subList(1, followed.size())).isEqualTo(alone.subList(1, alone.size()));
      assertThat(Replay.of(followed).exact()).isTrue();
    }
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void aShadowIsWhatAskingForItsSchedulerSays(Scheduler scheduler) {
    SweepSpec spec = spec(scheduler, others(scheduler), 3);
    World world = new World(spec, truth(spec, 0), 3, Troubles.NONE, 5, Core.REAL).run();
    RecordedSweep recorded = recorded(world, truth(spec, 0));
    assertThat(recorded.slots()).isEqualTo(3);
    assertThat(recorded.shadows()).extracting(Shadow::scheduler).isEqualTo(others(scheduler));
    for (Shadow shadow : recorded.shadows()) {
      var asked = recorded.with(shadow.scheduler());
      assertThat(shadow.would().censored()).isEqualTo(asked.censored());
      assertThat(shadow.would().state().trials()).isEqualTo(asked.state().trials());
    }
  }

  /** On one slot nothing but the curves decides, so a shadow is the sweep that it stands for. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void aShadowDecidesWhatItWouldHaveDecidedAsTheScheduler(Scheduler scheduler) {
    Scheduler whole = new RunToEnd(Sweeps.MAX);
    if (scheduler.equals(whole)) {
      return;
    }
    SweepSpec spec = spec(whole, List.of(scheduler), 3);
    World world = new World(spec, truth(spec, 0), 1, Troubles.NONE, 5, Core.REAL).run();
    SweepSpec real = spec(scheduler, List.of(), 3);
    World itself = new World(real, truth(real, 0), 1, Troubles.NONE, 5, Core.REAL).run();
    SweepState would = recorded(world, truth(spec, 0)).shadows().get(0).would().state();
    assertThat(would.spentEpochs()).isEqualTo(itself.state().spentEpochs());
    assertThat(would.trials())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("origin")
        .isEqualTo(itself.state().trials());
  }

  @Test
  void aSweepWithoutATrialHasNothingToTellOfItsShadows() {
    SweepSpec spec = spec(new Asha(1, 9, 3), List.of(new RunToEnd(9)), 1);
    assertThat(RecordedSweep.of(SweepState.create(spec), trial -> List.of()).shadows()).isEmpty();
  }

  @Test
  void shadowsThatCannotBeAskedOrSayNothingNewAreRefused() {
    var asha = new Asha(1, 9, 3);
    Scheduler population =
        Sweeps.schedulers().stream().filter(Population.class::isInstance).findFirst().orElseThrow();
    assertThatThrownBy(() -> spec(asha, List.of(asha), 1))
        .hasMessage(
            "shadow is Asha[min=1, max=9, eta=3], must differ from the scheduler and from other"
                + " shadows");
    assertThatThrownBy(() -> spec(asha, List.of(new RunToEnd(3), new RunToEnd(3)), 1))
        .hasMessageContaining("shadow is RunToEnd[max=3], must differ");
    assertThatThrownBy(() -> spec(asha, List.of(population), 1))
        .hasMessageStartingWith("shadow is " + population + " beside Asha[")
        .hasMessageEndingWith("what a copy would have become is not recorded");
    assertThatThrownBy(() -> spec(population, List.of(asha), 1))
        .hasMessageStartingWith("shadow is Asha[min=1, max=9, eta=3] beside " + population);
  }

  @Test
  void aSchedulerThatRisesBringsItsShadowsOrKeepsThem() {
    var median = new MedianStopping(1, 9, 0, 5);
    var higher = new MedianStopping(1, 27, 0, 5);
    var raised = new Asha(1, 27, 3);
    SweepSpec spec = spec(new Asha(1, 9, 3), List.of(median, raised), 1);
    SweepState state = new SweepState();
    SweepState.create(spec).forEach(state::apply);
    assertThat(state.raise(raised)).containsExactly(new SchedulerRaised(raised, List.of(median)));
    assertThat(state.raise(raised, List.of(higher)))
        .containsExactly(new SchedulerRaised(raised, List.of(higher)));
    assertThatThrownBy(() -> state.raise(raised, List.of(raised)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("must differ from the scheduler");
    state.raise(raised, List.of(higher)).forEach(state::apply);
    assertThat(state.spec().shadows()).containsExactly(higher);
  }
}

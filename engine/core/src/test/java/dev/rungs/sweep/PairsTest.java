package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Replay;
import dev.rungs.analyze.WhatIf;
import dev.rungs.analyze.WhatIf.Recorded;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every scheduler with every sampler, and asked of what another one recorded. */
class PairsTest {

  private static final int TRIALS = 15;

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void withEverySamplerASweepEndsAndReplays(Scheduler scheduler) {
    for (Sampler sampler : Sweeps.SAMPLERS) {
      SweepSpec spec =
          Sweeps.of(scheduler).sampler(sampler).seed(3).stop(StopRules.trials(TRIALS)).build();
      var truth = new Truth(3, spec.objective(), 6);
      World world = new World(spec, truth, 2, World.Troubles.NONE, 5, Core.REAL).run();
      assertThat(world.state().ended()).as("with %s", sampler).isPresent();
      assertThat(world.state().size()).as("with %s", sampler).isBetween(1, TRIALS);
      assertThat(Replay.of(world.log()).exact()).as("with %s", sampler).isTrue();
    }
  }

  /** Whole curves leave nothing unknown, and what was recorded is what is judged. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void ofWholeCurvesNothingStaysUnknown(Scheduler scheduler) {
    Ladder ladder = scheduler.bracket(0).ladder();
    int last = ladder.epoch(ladder.top());
    SweepSpec spec = Sweeps.of(new RunToEnd(last)).seed(3).stop(StopRules.trials(TRIALS)).build();
    var truth = new Truth(3, spec.objective(), 0);
    World whole = new World(spec, truth, 2, World.Troubles.NONE, 5, Core.REAL).run();
    List<Recorded> recorded =
        whole.state().trials().stream()
            .map(trial -> new Recorded(trial.configuration(), reports(truth, trial.id(), last)))
            .toList();
    WhatIf would = WhatIf.of(spec, scheduler, recorded, 2);
    assertThat(would.censored()).isEmpty();
    assertThat(would.state().size()).isEqualTo(TRIALS);
    assertThat(would.state().spentEpochs()).isLessThanOrEqualTo((long) TRIALS * last);
    assertThat(would.state().ended()).isPresent();
  }

  private static List<Report> reports(Truth truth, TrialId trial, int last) {
    return IntStream.rangeClosed(1, last).mapToObj(epoch -> truth.report(trial, 1, epoch)).toList();
  }
}

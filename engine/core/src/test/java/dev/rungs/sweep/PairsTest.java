package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.WhatIf;
import dev.rungs.analyze.WhatIf.Recorded;
import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.World.Troubles;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every sampler with every scheduler, to the end, through failures and lost slots, each event
 * audited and each answer asked again of a fold of the journal.
 */
class PairsTest {

  private static final int TRIALS = 20;
  private static final Troubles SOME = new Troubles(10, 10, 2, 2, 1, 0, 0);
  private static final SearchSpace CONSTRAINED = Sweeps.WIDE.where("units * rate <= 4");

  @Test
  void everySamplerGoesWithEveryScheduler() {
    for (Sampler sampler : Sweeps.SAMPLERS) {
      for (Scheduler scheduler : Sweeps.schedulers()) {
        assertThat(ended(sampler, scheduler, Sweeps.WIDE)).as("%s", sampler).hasSize(TRIALS);
        if (!(scheduler instanceof Population)) { // which has nothing to change there
          assertThat(ended(sampler, scheduler, Sweeps.SMALL)).as("%s", sampler).hasSize(12);
        }
      }
    }
  }

  @Test
  void constraintsAndFixedValuesGoWithAll() {
    for (Sampler sampler : Sweeps.SAMPLERS) {
      var fixed = new FixedSampler(sampler, Configuration.of(Map.of("kind", "b")));
      for (Scheduler scheduler : Sweeps.schedulers()) {
        assertThat(ended(sampler, scheduler, CONSTRAINED))
            .as("%s", sampler)
            .hasSize(TRIALS)
            .allMatch(CONSTRAINED::allows);
        assertThat(ended(fixed, scheduler, CONSTRAINED))
            .as("%s", sampler)
            .hasSize(TRIALS)
            .allMatch(each -> each.text("kind").equals("b"));
      }
    }
  }

  /** Returns what a sweep has tried, each configuration once. */
  private static List<Configuration> ended(
      Sampler sampler, Scheduler scheduler, SearchSpace space) {
    SweepSpec spec =
        Sweeps.of(scheduler)
            .over(space)
            .sampler(sampler)
            .seed(3)
            .stop(StopRules.trials(TRIALS))
            .build();
    var truth = new Truth(3, Aims.of(Objective.minimize(Truth.METRIC)), 4);
    World world = new World(spec, truth, 4, SOME, 7, Core.REAL).run();
    world.replay();
    var tried = new ArrayList<Configuration>();
    for (SweepEvent event : world.log()) {
      if (event instanceof SweepEvent.TrialSuggested suggested) {
        tried.add(suggested.configuration());
      }
    }
    assertThat(tried).doesNotHaveDuplicates();
    return tried;
  }

  /** Those that can be asked of recorded curves. */
  static List<Scheduler> schedulers() {
    return Sweeps.schedulers().stream().filter(each -> !(each instanceof Population)).toList();
  }

  /** Whole curves leave nothing unknown, and what was recorded is what is judged. */
  @ParameterizedTest
  @MethodSource("schedulers")
  void ofWholeCurvesNothingStaysUnknown(Scheduler scheduler) {
    Ladder ladder = scheduler.bracket(0).ladder();
    int last = ladder.epoch(ladder.top());
    SweepSpec spec = Sweeps.of(new RunToEnd(last)).seed(3).stop(StopRules.trials(TRIALS)).build();
    var truth = new Truth(3, spec.aims(), 0);
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

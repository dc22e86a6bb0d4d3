package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.World.Troubles;
import dev.rungs.trial.Objective;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

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
        assertThat(ended(sampler, scheduler, Sweeps.SMALL)).as("%s", sampler).hasSize(12);
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
    var truth = new Truth(3, Objective.minimize(Truth.METRIC), 4);
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
}

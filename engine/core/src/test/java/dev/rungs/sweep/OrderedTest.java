package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sample.TpeSampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link Order.Ordered}: real slots and their troubles decide only how long a sweep takes. */
class OrderedTest {

  private record Result(TrialId trial, double loss) {}

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void anyNumberOfSlotsAndAnyTroubleGiveTheSameDecisionsAndTheSameWinner(Scheduler scheduler) {
    for (int seed = 0; seed < 15; seed++) {
      for (Objective.Use use : Objective.Use.values()) {
        SweepSpec spec = spec(scheduler, use, seed);
        World calm = world(spec, seed, 1, World.Troubles.NONE).run();
        assertThat(decided(calm)).isNotEmpty();
        for (int slots : new int[] {1, 2, 3, 7, 16}) {
          World rough = world(spec, seed, slots, new World.Troubles(15, 10, 3, 2, 3, 0, 2)).run();
          String where = "seed " + seed + ", " + slots + " slots, " + use;
          assertSame(where, decided(rough), decided(calm));
          assertThat(ranking(rough)).as(where).isEqualTo(ranking(calm));
          assertThat(rough.state().ended()).as(where).isEqualTo(calm.state().ended());
        }
      }
    }
  }

  private static void assertSame(String where, List<SweepEvent> actual, List<SweepEvent> expected) {
    for (int i = 0; i < Math.min(actual.size(), expected.size()); i++) {
      assertThat(actual.get(i)).as("%s, decision %s", where, i).isEqualTo(expected.get(i));
    }
    assertThat(actual).as(where).hasSameSizeAs(expected);
  }

  private static SweepSpec spec(Scheduler scheduler, Objective.Use use, int seed) {
    StopRules stop = StopRules.trials(30);
    return Sweeps.of(scheduler)
        .objective(Objective.minimize(Truth.METRIC).withUse(use))
        .sampler(TpeSampler.KIND.make(Configuration.EMPTY)) // learns, so the order shows
        .seed(seed)
        .order(new Order.Ordered(1 + seed % 9))
        .retry(new Retry(2, Retry.DEFAULT.on(), 0, "units")) // deaths are no part of the result
        .stop(
            switch (seed % 4) {
              case 0 -> stop;
              case 1 -> stop.withEpochs(60);
              case 2 -> stop.withPlateau(6, 0.05);
              default -> stop.withFailed(3);
            })
        .build();
  }

  private static World world(SweepSpec spec, int seed, int slots, World.Troubles troubles) {
    return new World(
        spec, new Truth(seed, spec.aims(), 4), slots, troubles, 31L * slots, Core.REAL);
  }

  private static List<SweepEvent> decided(World world) {
    return Campaign.decisions(world.log());
  }

  private static List<Result> ranking(World world) {
    return world.state().ranking().stream()
        .map(trial -> new Result(trial.id(), trial.result()))
        .toList();
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Replay;
import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Scheduler;
import dev.rungs.trial.Objective;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Hundreds of sweeps through every trouble there is, each event audited. */
class SimulationTest {

  private static final int SEEDS = 120;

  private static final List<Objective.Use> USES = List.of(Objective.Use.values());

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void throughEveryTroubleASweepKeepsItsRulesAndEnds(Scheduler scheduler) {
    List<Sampler> samplers = Sweeps.samplers();
    for (int seed = 0; seed < SEEDS; seed++) {
      Sampler sampler = samplers.get(seed % samplers.size());
      World world = world(scheduler, sampler, seed);
      try {
        world.run();
        replay(world);
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "seed " + seed + ", " + scheduler + ", " + sampler + ", " + last(world), e);
      }
    }
  }

  /** Asked the same, a fold of the log answers the same, every time. */
  private static void replay(World world) {
    var again = new SweepState();
    for (World.Step step : world.steps()) {
      assertThat(step.question().apply(again)).isEqualTo(step.answer());
      step.answer().forEach(again::apply);
    }
    World.assertSame(again, world.state());
    assertThat(Replay.of(world.log()).differences()).isEmpty();
  }

  private static World world(Scheduler scheduler, Sampler sampler, int seed) {
    var draw = new SplittableRandom(seed);
    Objective objective = objective(draw);
    Order order = draw.nextBoolean() ? new Order.Replay() : new Order.Ordered(1 + draw.nextInt(20));
    SweepSpec spec =
        Sweeps.of(scheduler)
            .objective(objective)
            .over(draw.nextInt(4) == 0 ? Sweeps.SMALL : Sweeps.WIDE)
            .sampler(sampler)
            .seed(seed)
            .order(order)
            .stop(stop(draw))
            .retry(new Retry(draw.nextInt(4), Retry.DEFAULT.on(), draw.nextInt(4)))
            .build();
    var truth = new Truth(seed, objective, draw.nextInt(6));
    var troubles =
        new World.Troubles(
            draw.nextInt(25), draw.nextInt(8), draw.nextInt(4), draw.nextInt(3) * draw.nextInt(6));
    return new World(spec, truth, 1 + draw.nextInt(16), troubles, seed);
  }

  private static Objective objective(SplittableRandom draw) {
    Objective plain =
        draw.nextBoolean() ? Objective.minimize(Truth.METRIC) : Objective.maximize(Truth.METRIC);
    Objective used = plain.withUse(USES.get(draw.nextInt(USES.size())));
    boolean goal = draw.nextInt(5) == 0;
    return goal ? used.withGoal(used.value(used.loss(20) - 19)) : used;
  }

  private static StopRules stop(SplittableRandom draw) {
    StopRules rules = StopRules.trials(1 + draw.nextInt(60));
    if (draw.nextInt(3) == 0) {
      rules = rules.withEpochs(1 + draw.nextInt(200));
    }
    if (draw.nextInt(4) == 0) {
      rules = rules.withPlateau(5 + draw.nextInt(20), draw.nextDouble() / 10);
    }
    return draw.nextInt(4) == 0 ? rules.withFailed(1 + draw.nextInt(9)) : rules;
  }

  private static List<SweepEvent> last(World world) {
    List<SweepEvent> log = world.log();
    return log.subList(Math.max(0, log.size() - 8), log.size());
  }
}

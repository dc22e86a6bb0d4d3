package dev.rungs.sweep;

import dev.rungs.sample.Sampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.schedule.AsyncHyperband;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Pb2;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.PercentileStopping;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Stopping;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.schedule.ThresholdStopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.World.Troubles;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * All that follows from one seed: a small sweep drawn from a wide mix of schedulers, samplers,
 * objectives, orders and limits, what its training gives, and which troubles it meets.
 */
record Scenario(SweepSpec spec, Truth truth, int slots, Troubles troubles, long luck) {

  /** One sweep in 64 learns from its trials, which takes far longer than all else. */
  private static Sampler sampler(SplittableRandom draw) {
    List<Sampler> from = draw.nextInt(64) == 0 ? Sweeps.SAMPLERS : Sweeps.FAST;
    return from.get(draw.nextInt(from.size()));
  }

  private static final int TOP_EPOCH = 12;

  private static final List<Objective.Use> USES = List.of(Objective.Use.values());

  static Scenario of(long seed) {
    var draw = new SplittableRandom(seed);
    Objective objective = objective(draw);
    SearchSpace space = draw.nextInt(3) == 0 ? Sweeps.SMALL : Sweeps.WIDE;
    Scheduler scheduler = fitting(scheduler(draw), space, draw);
    SweepSpec.Builder builder =
        Sweeps.of(scheduler)
            .objective(objective)
            .over(space)
            .sampler(sampler(draw))
            .seed(seed)
            .order(draw.nextBoolean() ? new Order.Replay() : new Order.Ordered(1 + draw.nextInt(8)))
            .stop(stop(draw))
            .retry(retry(space, draw));
    for (int given = draw.nextInt(8) - 5; given > 0; given--) {
      builder.startWith(given(space, draw).plain());
    }
    if (seed % 5 == 0) {
      builder.learnFrom("earlier", "earliest");
    }
    int wild = draw.nextInt(4) == 0 ? 0 : 1;
    var troubles =
        new Troubles(
            wild * draw.nextInt(25),
            wild * draw.nextInt(25),
            wild * draw.nextInt(6),
            wild * draw.nextInt(5),
            draw.nextInt(3),
            draw.nextInt(2) * draw.nextInt(6),
            draw.nextInt(3));
    aim(builder, new SplittableRandom(~seed));
    shadow(builder, scheduler, new SplittableRandom(-seed));
    SweepSpec spec = builder.build();
    return new Scenario(
        spec,
        new Truth(seed, spec.aims(), draw.nextInt(6)),
        1 + draw.nextInt(8),
        troubles,
        draw.nextLong());
  }

  /** One sweep in three wants more of its trials than a low loss. */
  private static void aim(SweepSpec.Builder sweep, SplittableRandom draw) {
    if (draw.nextInt(3) > 0) {
      return;
    }
    switch (draw.nextInt(3)) {
      case 0 -> sweep.alsoMinimize(Truth.TIME);
      case 1 -> sweep.alsoMaximize(Truth.SIZE).alsoMinimize(Truth.TIME);
      default -> sweep.requireAtLeast(Truth.SIZE, draw.nextInt(30));
    }
    if (draw.nextBoolean()) {
      sweep.requireAtMost(Truth.TIME, 5 + draw.nextInt(30));
    }
  }

  /** Names a scheduler that decides nothing, where one may be. */
  private static void shadow(SweepSpec.Builder sweep, Scheduler scheduler, SplittableRandom draw) {
    Scheduler shadow = scheduler(draw);
    boolean copies = scheduler instanceof Population || shadow instanceof Population;
    if (!copies && !shadow.equals(scheduler)) {
      sweep.shadow(shadow);
    }
  }

  /** One in two that try again lets who runs out of memory train with half of a number. */
  private static Retry retry(SearchSpace space, SplittableRandom draw) {
    var retry = new Retry(draw.nextInt(4), Retry.DEFAULT.on(), draw.nextInt(4));
    String whole =
        space.parameters().stream()
            .filter(Parameter.Int.class::isInstance)
            .map(Parameter::name)
            .findFirst()
            .orElseThrow();
    return draw.nextBoolean() && retry.times() > 0 ? retry.halving(whole) : retry;
  }

  /** Lets a population change every parameter of its space, or some. */
  private static Scheduler fitting(Scheduler drawn, SearchSpace space, SplittableRandom draw) {
    if (!(drawn instanceof Population population)) {
      return drawn;
    }
    List<String> names = space.varying().stream().map(Parameter::name).toList();
    return population.mutating(names.subList(draw.nextInt(names.size()), names.size()));
  }

  World world(Core core) {
    return new World(spec, truth, slots, troubles, luck, core);
  }

  /**
   * Returns the same sweep on one slot and without trouble, if that must decide the same: in order,
   * nobody wishing anything, no clock and no death being part of the rules.
   */
  Optional<Scenario> calm() {
    boolean same =
        spec.order() instanceof Order.Ordered
            && troubles.wishes() == 0
            && spec.stop().wallClock().isZero()
            && spec.retry().deaths() == 0;
    return same ? Optional.of(new Scenario(spec, truth, 1, Troubles.NONE, luck)) : Optional.empty();
  }

  /** Returns one trial in how many passes a rung; 1 if all do. */
  static int eta(Scheduler scheduler) {
    if (scheduler instanceof Asha asha) {
      return asha.eta();
    }
    if (scheduler instanceof Pasha pasha) {
      return pasha.eta();
    }
    if (scheduler instanceof AshaStopping stopping) {
      return stopping.eta();
    }
    if (scheduler instanceof Patient patient) {
      return eta(patient.of());
    }
    if (scheduler instanceof SuccessiveHalving halving) {
      return halving.eta();
    }
    if (scheduler instanceof AsyncHyperband hyperband) {
      return hyperband.eta();
    }
    return scheduler instanceof Hyperband hyperband ? hyperband.eta() : 1;
  }

  private static Scheduler scheduler(SplittableRandom draw) {
    int eta = 2 + draw.nextInt(3);
    int max = 1 + draw.nextInt(TOP_EPOCH);
    int min = draw.nextBoolean() ? 1 : 1 + draw.nextInt(max);
    return switch (draw.nextInt(17)) {
      case 0 -> new RunToEnd(max);
      case 1 -> new AshaStopping(min, max, eta);
      case 2 -> new Hyperband(min, max, eta);
      case 3 -> new SuccessiveHalving(cohort(min, max, eta) + draw.nextInt(6), min, max, eta);
      case 4 -> new AsyncHyperband(min, max, eta);
      case 5, 6 -> new Pasha(min, max, eta);
      case 7, 8 -> stopping(draw, max);
      case 9 ->
          new Patient(
              draw.nextBoolean() ? new AshaStopping(min, max, eta) : stopping(draw, max),
              new Patience(1 + draw.nextInt(4), draw.nextInt(3)));
      case 10, 11 -> population(max, draw);
      default -> new Asha(min, max, eta);
    };
  }

  /** Losses are 0 to 39, or the negatives. */
  private static Stopping stopping(SplittableRandom draw, int max) {
    int interval = 1 + draw.nextInt(3);
    int grace = draw.nextInt(5);
    int startup = 1 + draw.nextInt(5);
    return switch (draw.nextInt(3)) {
      case 0 -> new MedianStopping(interval, max, grace, startup);
      case 1 -> new PercentileStopping(interval, max, grace, startup, 1 + draw.nextInt(99));
      default -> new ThresholdStopping(interval, max, grace, draw.nextInt(10) - 40, 35);
    };
  }

  private static Population population(int max, SplittableRandom draw) {
    int interval = 1 + draw.nextInt(Math.min(max, 4));
    double quantile = draw.nextBoolean() ? 0.25 : 0.5;
    int size = 2 + draw.nextInt(9);
    // Seldom: a copy of pb2 takes as long to decide as a whole history of others.
    return draw.nextInt(40) == 0
        ? new Pb2(size, interval, max, quantile, List.of())
        : new Pbt(size, interval, max, quantile, 0.25, 0.8, 1.2, List.of());
  }

  /** Returns the smallest cohort of which one trial reaches the top. */
  private static int cohort(int min, int max, int eta) {
    int trials = 1;
    for (int epoch = min; epoch < max; epoch *= eta) {
      trials *= eta;
    }
    return trials;
  }

  private static Objective objective(SplittableRandom draw) {
    Objective plain =
        draw.nextBoolean() ? Objective.minimize(Truth.METRIC) : Objective.maximize(Truth.METRIC);
    Objective used = plain.withUse(USES.get(draw.nextInt(USES.size())));
    boolean goal = draw.nextInt(6) == 0;
    return goal ? used.withGoal(used.value(used.loss(20) - 19)) : used;
  }

  private static StopRules stop(SplittableRandom draw) {
    StopRules rules = StopRules.trials(1 + draw.nextInt(1 + draw.nextInt(36)));
    if (draw.nextInt(3) == 0) {
      rules = rules.withEpochs(1 + draw.nextInt(100));
    }
    if (draw.nextInt(5) == 0) {
      rules = rules.withPlateau(3 + draw.nextInt(10), draw.nextDouble() / 10);
    }
    if (draw.nextInt(5) == 0) {
      rules = rules.withWallClock(Duration.ofMillis(1 + draw.nextInt(300)));
    }
    return draw.nextInt(5) == 0 ? rules.withFailed(1 + draw.nextInt(5)) : rules;
  }

  private static Configuration given(SearchSpace space, SplittableRandom draw) {
    return space.at(draw.doubles(space.varying().size()).toArray());
  }
}

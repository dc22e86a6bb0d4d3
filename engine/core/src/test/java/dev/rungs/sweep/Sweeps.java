package dev.rungs.sweep;

import dev.rungs.sample.GridSampler;
import dev.rungs.sample.RandomSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.sample.SobolSampler;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.schedule.Stopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Sweeps to test with: every scheduler and sampler of the registries, small. */
final class Sweeps {

  static final int ETA = 3;
  static final int MAX = 9;

  static final SearchSpace WIDE =
      SearchSpace.of(
          Parameter.real("rate", 1e-4, 1).log(),
          Parameter.integer("units", 1, 64),
          Parameter.choice("kind", "a", "b", "c"));

  /** Twelve configurations. */
  static final SearchSpace SMALL =
      SearchSpace.of(Parameter.integer("depth", 1, 4), Parameter.choice("kind", "a", "b", "c"));

  private static final Map<String, Integer> SETTINGS =
      new TreeMap<>(
          Map.of(
              "min",
              1,
              "max",
              MAX,
              "eta",
              ETA,
              "trials",
              13,
              "candidates",
              10,
              "startup",
              3,
              "upper",
              35,
              "population",
              7,
              "interval",
              2));

  static final List<Sampler> SAMPLERS = samplers();

  /** Those that ask nothing of the trials before. */
  static final List<Sampler> FAST =
      SAMPLERS.stream()
          .filter(
              each ->
                  each instanceof RandomSampler
                      || each instanceof GridSampler
                      || each instanceof SobolSampler)
          .toList();

  private Sweeps() {}

  static List<Scheduler> schedulers() {
    var schedulers = new ArrayList<Scheduler>();
    for (Kind<? extends Scheduler> kind : Schedulers.ALL) {
      Scheduler scheduler = made(kind);
      schedulers.add(scheduler);
      if (scheduler instanceof Stopping stopping) {
        schedulers.add(new Patient(stopping, new Patience(3, 0)));
      }
    }
    return schedulers;
  }

  static List<Sampler> samplers() {
    return Samplers.ALL.stream().<Sampler>map(Sweeps::made).toList();
  }

  private static <T> T made(Kind<? extends T> kind) {
    var known = new TreeMap<>(SETTINGS);
    known.keySet().removeIf(name -> kind.setting(name).isEmpty());
    return kind.make(Configuration.of(known));
  }

  /** Returns some trials for each sweep that one learns from, drawn by its seed. */
  static List<TrialsLearned> lessons(SweepSpec spec) {
    var draw = new SplittableRandom(~spec.seed());
    return spec.learnFrom().stream()
        .map(from -> new TrialsLearned(from, learned(spec, draw), 0, 0, 0))
        .toList();
  }

  private static List<Learned> learned(SweepSpec spec, SplittableRandom draw) {
    var learned = new ArrayList<Learned>();
    int dimensions = spec.space().varying().size();
    for (int number = 0; number < 4; number++) {
      double loss = draw.nextInt(4) == 0 ? Double.NaN : draw.nextInt(40);
      learned.add(
          new Learned(
              new TrialId(number),
              spec.space().at(draw.doubles(dimensions).toArray()),
              loss,
              List.of(),
              Double.isNaN(loss) ? List.of() : List.of(new Learned.Level(1, loss, List.of()))));
    }
    return learned;
  }

  static SweepSpec.Builder of(Scheduler scheduler) {
    return SweepSpec.named("simulated")
        .objective(Objective.minimize(Truth.METRIC))
        .over(WIDE)
        .sampler(new RandomSampler())
        .scheduler(scheduler);
  }
}

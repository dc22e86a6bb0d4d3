package dev.rungs.benchmarks.sim;

import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A sampler and a scheduler, by their words in a sweep file, with their default settings: a sweep.
 *
 * @param times how many budgets it gets
 */
public record Pair(Kind<? extends Sampler> sampler, Kind<? extends Scheduler> scheduler, int times)
    implements Contender {

  private static final int ETA = 3;

  /**
   * Returns a pair by names.
   *
   * @throws IllegalArgumentException if there is no such sampler or scheduler
   */
  public static Pair of(String sampler, String scheduler) {
    return new Pair(
        Named.kind("sampler", Samplers.ALL, sampler),
        Named.kind("scheduler", Schedulers.ALL, scheduler),
        1);
  }

  /** Returns this pair with so many budgets. */
  public Pair withTimes(int budgets) {
    return new Pair(sampler, scheduler, budgets);
  }

  /** Returns "sampler+scheduler", and how many budgets if more than one. */
  @Override
  public String name() {
    String pair = sampler.name() + "+" + scheduler.name();
    return times == 1 ? pair : pair + " x" + times;
  }

  /**
   * Returns the strategy for a problem: rungs by 3 to its last epoch, cohorts just large enough
   * that one trial reaches it.
   *
   * @param min the lowest rung
   */
  public Strategy on(Problem problem, int min) {
    return new Strategy(make(sampler, problem, min), make(scheduler, problem, min));
  }

  @Override
  public List<Run.Incumbent> search(
      Problem problem, Workers workers, int min, long epochs, long seed) {
    return Simulation.run(problem, on(problem, min), workers, Budget.epochs(epochs), seed)
        .incumbents();
  }

  private static <T> T make(Kind<? extends T> kind, Problem problem, int min) {
    int max = problem.epochs();
    int cohort = 1;
    for (long epoch = min; epoch < max; epoch *= ETA) {
      cohort *= ETA;
    }
    Map<String, Integer> settings =
        new LinkedHashMap<>(Map.of("min", min, "max", max, "eta", ETA, "trials", cohort));
    settings.keySet().removeIf(name -> kind.setting(name).isEmpty());
    return kind.make(Configuration.of(settings));
  }
}

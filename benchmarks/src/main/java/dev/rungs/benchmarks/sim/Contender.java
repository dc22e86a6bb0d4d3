package dev.rungs.benchmarks.sim;

import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.Schedulers;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A sampler and a scheduler, by their words in a sweep file, with their default settings.
 *
 * @param times how many budgets it gets
 */
public record Contender(
    Kind<? extends Sampler> sampler, Kind<? extends Scheduler> scheduler, int times) {

  private static final int ETA = 3;

  /**
   * Returns a contender by names.
   *
   * @throws IllegalArgumentException if there is no such sampler or scheduler
   */
  public static Contender of(String sampler, String scheduler) {
    return new Contender(
        Named.kind("sampler", Samplers.ALL, sampler),
        Named.kind("scheduler", Schedulers.ALL, scheduler),
        1);
  }

  /** Returns this contender with so many budgets. */
  public Contender withTimes(int budgets) {
    return new Contender(sampler, scheduler, budgets);
  }

  /** Returns "sampler+scheduler", and how many budgets if more than one. */
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

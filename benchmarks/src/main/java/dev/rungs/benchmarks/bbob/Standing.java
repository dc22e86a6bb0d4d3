package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.sim.Interval;
import dev.rungs.benchmarks.sim.Standings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * How one sampler stands among others, over functions: means of what it reached on each function.
 *
 * @param rank 1 is the best; searches with equal regret share the mean of their ranks
 * @param regret normalised: 0 at the optimum, 1 at the median of random points
 */
record Standing(String sampler, Interval rank, Interval regret) {

  /**
   * The regrets of all samplers, in one order, on one function and seed.
   *
   * @param usual what a random point misses the optimum by
   */
  record Race(int function, List<Double> regrets, double usual) {

    Race {
      regrets = List.copyOf(regrets);
    }

    private double rank(int column) {
      return Standings.rank(
          regrets.get(column), regrets.stream().mapToDouble(Double::doubleValue).toArray());
    }

    private double normalised(int column) {
      return regrets.get(column) / usual;
    }
  }

  /**
   * Returns the standing of each sampler.
   *
   * @param races at least one
   */
  static List<Standing> of(List<String> samplers, List<Race> races) {
    int[] functions = races.stream().mapToInt(Race::function).distinct().toArray();
    var standings = new ArrayList<Standing>();
    for (int sampler = 0; sampler < samplers.size(); sampler++) {
      var ranks = new ArrayList<Double>();
      var regrets = new ArrayList<Double>();
      int column = sampler;
      for (int function : functions) {
        List<Race> played = races.stream().filter(race -> race.function() == function).toList();
        ranks.add(mean(played, race -> race.rank(column)));
        regrets.add(mean(played, race -> race.normalised(column)));
      }
      standings.add(new Standing(samplers.get(sampler), interval(ranks), interval(regrets)));
    }
    return standings;
  }

  /**
   * Returns a mean over functions; its interval is over the same draws of them for all samplers.
   */
  private static Interval interval(List<Double> byFunction) {
    return Interval.bootstrap(byFunction.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static double mean(List<Race> races, ToDoubleFunction<Race> value) {
    return races.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}

package dev.rungs.benchmarks.bbob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * How one sampler stands among others, over functions: means of what it reached on each function.
 *
 * @param rank 1 is the best; searches with equal regret share the mean of their ranks
 * @param regret normalised: 0 at the optimum, 1 at the median of random points
 */
record Standing(String sampler, Interval rank, Interval regret) {

  private static final int RESAMPLES = 10_000;

  /** A mean with its 95 % bootstrap interval (Efron 1979, percentile method) over functions. */
  record Interval(double mean, double low, double high) {

    static Interval of(List<Double> byFunction) {
      double[] all = byFunction.stream().mapToDouble(Double::doubleValue).toArray();
      // One seed for all samplers: their intervals are over the same draws of functions.
      var random = new SplittableRandom(1);
      var means = new double[RESAMPLES];
      Arrays.setAll(
          means,
          ignored ->
              random.ints(all.length, 0, all.length).mapToDouble(i -> all[i]).average().orElse(0));
      Arrays.sort(means);
      return new Interval(
          Arrays.stream(all).average().orElse(Double.NaN),
          means[RESAMPLES / 40],
          means[RESAMPLES - 1 - RESAMPLES / 40]);
    }

    /** Returns whether this interval lies wholly below another. */
    boolean below(Interval other) {
      return high < other.low;
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", mean, low, high);
    }
  }

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
      double own = regrets.get(column);
      double lower = regrets.stream().filter(each -> each < own).count();
      double equal = regrets.stream().filter(each -> each == own).count();
      return lower + (equal + 1) / 2;
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
      standings.add(new Standing(samplers.get(sampler), Interval.of(ranks), Interval.of(regrets)));
    }
    return standings;
  }

  private static double mean(List<Race> races, ToDoubleFunction<Race> value) {
    return races.stream().mapToDouble(value).average().orElse(Double.NaN);
  }
}

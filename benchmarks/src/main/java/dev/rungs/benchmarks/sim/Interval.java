package dev.rungs.benchmarks.sim;

import java.util.Arrays;
import java.util.Locale;
import java.util.SplittableRandom;

/** A mean with its 95 % interval. */
public record Interval(double mean, double low, double high) {

  private static final int RESAMPLES = 10_000;

  /**
   * Returns the mean of independent values plus and minus 1.96 standard errors; without width if
   * there is one value.
   */
  public static Interval normal(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    return new Interval(mean, mean - 1.96 * error, mean + 1.96 * error);
  }

  /**
   * Returns the mean with its bootstrap interval (Efron 1979, percentile method): how it would move
   * had other values of the same kind been drawn. The same values always give the same interval.
   */
  public static Interval bootstrap(double[] values) {
    var random = new SplittableRandom(1);
    var means = new double[RESAMPLES];
    Arrays.setAll(
        means,
        ignored ->
            random
                .ints(values.length, 0, values.length)
                .mapToDouble(i -> values[i])
                .average()
                .orElseThrow());
    Arrays.sort(means);
    return new Interval(
        Arrays.stream(values).average().orElseThrow(),
        means[RESAMPLES / 40],
        means[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  /** The mean, then its interval. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.4f [%.4f, %.4f]", mean, low, high);
  }
}

package dev.rungs.benchmarks;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * A median with its 95 % bootstrap interval (Efron 1979, percentile method), which assumes nothing
 * about how the values are spread.
 */
record Median(double value, double low, double high) {

  private static final int RESAMPLES = 10_000;

  /** Returns the median of at least one value; the same values always give the same interval. */
  static Median of(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    var random = new SplittableRandom(1);
    var medians = new double[RESAMPLES];
    Arrays.setAll(
        medians,
        ignored -> {
          double[] drawn =
              random.ints(all.length, 0, all.length).mapToDouble(i -> all[i]).toArray();
          return middle(drawn);
        });
    Arrays.sort(medians);
    return new Median(
        middle(all), medians[RESAMPLES / 40], medians[RESAMPLES - 1 - RESAMPLES / 40]);
  }

  private static double middle(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }

  /** The median, then its interval. */
  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.3f [%.3f, %.3f]", value, low, high);
  }
}

package dev.rungs.benchmarks;

import dev.rungs.benchmarks.sim.Bootstrap;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A median with its {@link Bootstrap} interval. */
record Median(double value, double low, double high) {

  /** Returns the median of at least one value; the same values always give the same interval. */
  static Median of(List<Double> values) {
    double[] all = values.stream().mapToDouble(Double::doubleValue).toArray();
    Bootstrap interval = Bootstrap.of(all, Median::middle);
    return new Median(middle(all), interval.low(), interval.high());
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

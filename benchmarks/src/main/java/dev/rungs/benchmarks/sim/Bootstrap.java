package dev.rungs.benchmarks.sim;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;

/**
 * A 95 % bootstrap interval (Efron 1979, percentile method): how a statistic would move had other
 * values of the same kind been drawn. It assumes nothing about how the values are spread.
 */
public record Bootstrap(double low, double high) {

  private static final int RESAMPLES = 10_000;

  /**
   * Returns the interval of a statistic of at least one value. The same values always give the same
   * interval, and as many other values are drawn by the same places.
   */
  public static Bootstrap of(double[] values, ToDoubleFunction<double[]> statistic) {
    var random = new SplittableRandom(1);
    var drawn = new double[RESAMPLES];
    Arrays.setAll(
        drawn,
        ignored ->
            statistic.applyAsDouble(
                random
                    .ints(values.length, 0, values.length)
                    .mapToDouble(i -> values[i])
                    .toArray()));
    Arrays.sort(drawn);
    return new Bootstrap(drawn[RESAMPLES / 40], drawn[RESAMPLES - 1 - RESAMPLES / 40]);
  }
}

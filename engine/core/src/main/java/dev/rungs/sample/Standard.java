package dev.rungs.sample;

import java.util.Arrays;

/** Numbers as models like them: of mean 0 and standard deviation 1. */
final class Standard {

  private static final int FENCE = 2;

  private Standard() {}

  /** Returns the losses of some trials in standard form; those that failed are as the worst. */
  static double[] of(int[] trials, Losses losses) {
    return of(finite(trials, losses));
  }

  /**
   * Returns the same, where what is worse than the median by more than {@value #FENCE} times what
   * the median is worse than the best counts as just so bad: a training that exploded must not make
   * all others look alike.
   */
  static double[] fenced(int[] trials, Losses losses) {
    double[] values = finite(trials, losses);
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double fence = median + FENCE * (median - sorted[0]);
    return of(
        median > sorted[0]
            ? Arrays.stream(values).map(value -> Math.min(value, fence)).toArray()
            : values);
  }

  private static double[] finite(int[] trials, Losses losses) {
    double worst =
        Arrays.stream(trials)
            .filter(trial -> !losses.failed(trial))
            .mapToDouble(losses::of)
            .max()
            .orElse(0);
    return Arrays.stream(trials)
        .mapToDouble(trial -> losses.failed(trial) ? worst : losses.of(trial))
        .toArray();
  }

  /** Returns finite numbers less their mean, over their standard deviation unless that is 0. */
  static double[] of(double[] numbers) {
    // Scaled first, so that squares of large numbers stay finite.
    double largest = Arrays.stream(numbers).map(Math::abs).max().orElse(0);
    double scale = Math.max(Double.MIN_NORMAL, largest);
    double[] scaled = Arrays.stream(numbers).map(number -> number / scale).toArray();
    double mean = Arrays.stream(scaled).average().orElse(0);
    double deviation = deviation(scaled);
    double divisor = deviation > 0 ? deviation : 1;
    return Arrays.stream(scaled).map(number -> (number - mean) / divisor).toArray();
  }

  static double deviation(double[] numbers) {
    double mean = Arrays.stream(numbers).average().orElse(0);
    return Math.sqrt(Arrays.stream(numbers).map(x -> (x - mean) * (x - mean)).average().orElse(0));
  }
}

package dev.rungs.sample;

import java.util.Arrays;

/** Numbers as models like them: of mean 0 and standard deviation 1. */
final class Standard {

  private static final int FENCE = 2;

  private Standard() {}

  /**
   * Returns the losses of some trials in standard form. Those that failed are as the worst. What is
   * worse than the median of {@code all} by more than {@value #FENCE} times what the median is
   * worse than the best counts as just so bad: a training that exploded must not make all others
   * look alike.
   */
  static double[] of(int[] trials, int[] all, Losses losses) {
    double[] sorted =
        Arrays.stream(all)
            .filter(trial -> !losses.failed(trial))
            .mapToDouble(losses::of)
            .sorted()
            .toArray();
    double median = sorted[sorted.length / 2];
    double worst = sorted[sorted.length - 1];
    double fence = median > sorted[0] ? median + FENCE * (median - sorted[0]) : worst;
    double most = Math.min(fence, worst);
    return of(
        Arrays.stream(trials).mapToDouble(trial -> Math.min(losses.of(trial), most)).toArray());
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

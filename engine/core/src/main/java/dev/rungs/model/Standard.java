package dev.rungs.model;

import java.util.Arrays;

/** Numbers as models like them: of mean 0 and standard deviation 1. */
final class Standard {

  private Standard() {}

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

package dev.rungs.sample;

import java.util.Arrays;

/**
 * What shapes a {@link GaussianProcess}: the logarithms of one length scale per coordinate, of the
 * variance of the function, and of the share of that which the noise has on top. Before anything is
 * seen they are normally distributed.
 */
final class Hyperparameters {

  private static final double LENGTH_SPREAD = 1.0;
  private static final double SIGNAL_SPREAD = 1.0;
  private static final double NOISE = -6;
  private static final double NOISE_SPREAD = 2.5;

  private final double[] logs;

  Hyperparameters(double[] logs) {
    this.logs = logs.clone();
  }

  /** Returns the most probable ones before anything is seen. */
  static Hyperparameters before(int dimensions) {
    var logs = new double[dimensions + 2];
    Arrays.fill(logs, 0, dimensions, usualLength(dimensions));
    logs[dimensions + 1] = NOISE;
    return new Hyperparameters(logs);
  }

  // Distances grow with the square root of the dimension, and so do length scales.
  private static double usualLength(int dimensions) {
    return StrictMath.log(0.5 * Math.sqrt(dimensions));
  }

  /** Returns bounds between which covariances of hundreds of points stay positive definite. */
  static double[] lowest(int dimensions) {
    var low = new double[dimensions + 2];
    Arrays.fill(low, -5);
    low[dimensions + 1] = -17;
    return low;
  }

  /** Returns the other bounds. */
  static double[] highest(int dimensions) {
    var high = new double[dimensions + 2];
    Arrays.fill(high, 5);
    high[dimensions] = 7;
    high[dimensions + 1] = 0;
    return high;
  }

  double[] logs() {
    return logs.clone();
  }

  int dimensions() {
    return logs.length - 2;
  }

  double length(int axis) {
    return StrictMath.exp(logs[axis]);
  }

  double signal() {
    return StrictMath.exp(logs[dimensions()]);
  }

  double noise() {
    return signal() * StrictMath.exp(logs[dimensions() + 1]);
  }

  /** Returns minus the logarithm of the density before anything is seen; adds its gradient. */
  double improbability(double[] gradient) {
    double sum = 0;
    double usual = usualLength(dimensions());
    for (int axis = 0; axis < dimensions(); axis++) {
      sum += normal(axis, usual, LENGTH_SPREAD, gradient);
    }
    sum += normal(dimensions(), 0, SIGNAL_SPREAD, gradient);
    return sum + normal(dimensions() + 1, NOISE, NOISE_SPREAD, gradient);
  }

  private double normal(int index, double mean, double spread, double[] gradient) {
    double z = (logs[index] - mean) / spread;
    gradient[index] += z / spread;
    return z * z / 2;
  }
}

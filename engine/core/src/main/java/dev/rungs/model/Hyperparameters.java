package dev.rungs.model;

/**
 * What shapes a {@link GaussianProcess}, by logarithms: one length scale per coordinate, the
 * variance of the function, the share of that which the noise has on top and, if it is warped, two
 * exponents per coordinate.
 */
final class Hyperparameters {

  private final int dimensions;
  private final double[] logs;

  Hyperparameters(int dimensions, double[] logs) {
    this.dimensions = dimensions;
    this.logs = logs.clone();
  }

  double[] logs() {
    return logs.clone();
  }

  int dimensions() {
    return dimensions;
  }

  double length(int axis) {
    return StrictMath.exp(logs[axis]);
  }

  double signal() {
    return StrictMath.exp(logs[dimensions]);
  }

  double noise() {
    return signal() * StrictMath.exp(logs[dimensions + 1]);
  }

  boolean warped() {
    return logs.length > dimensions + 2;
  }

  /** Returns where the first of a coordinate's two exponents is among the logarithms. */
  int exponents(int axis) {
    return dimensions + 2 + 2 * axis;
  }

  double exponent(int index) {
    return StrictMath.exp(logs[index]);
  }
}

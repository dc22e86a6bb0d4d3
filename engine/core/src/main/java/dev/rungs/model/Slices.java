package dev.rungs.model;

import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;

/**
 * Draws points of a density, each from the one before, coordinate by coordinate: slice sampling by
 * stepping out and shrinking. What it leaves unchanged is the density, whatever the widths.
 *
 * @see <a href="https://doi.org/10.1214/aos/1056562461">Neal 2003</a>, figures 3 and 5
 */
final class Slices {

  /** So far the first interval reaches, in logarithms of hyperparameters about what they vary. */
  private static final double WIDTH = 1;

  private final ToDoubleFunction<double[]> improbability;
  private final double[] low;
  private final double[] high;
  private final RandomGenerator random;

  /**
   * @param improbability minus the logarithm of the density, up to a constant; NaN where it is 0
   * @param low where the density begins; a coordinate that begins where it ends stays
   */
  Slices(
      ToDoubleFunction<double[]> improbability,
      double[] low,
      double[] high,
      RandomGenerator random) {
    this.improbability = improbability;
    this.low = low;
    this.high = high;
    this.random = random;
  }

  /** Returns the next point after one of positive density. */
  double[] next(double[] point) {
    double[] next = point.clone();
    double value = improbability.applyAsDouble(next);
    for (int axis = 0; axis < next.length; axis++) {
      if (low[axis] < high[axis]) {
        value = move(next, axis, value);
      }
    }
    return next;
  }

  /** Moves one coordinate; returns the new value. */
  private double move(double[] point, int axis, double value) {
    double from = point[axis];
    double most = value - StrictMath.log(1 - random.nextDouble());
    double begin = from - WIDTH * random.nextDouble();
    double end = begin + WIDTH;
    while (begin > low[axis] && holds(point, axis, begin, most)) {
      begin -= WIDTH;
    }
    while (end < high[axis] && holds(point, axis, end, most)) {
      end += WIDTH;
    }
    begin = Math.max(begin, low[axis]);
    end = Math.min(end, high[axis]);
    while (true) {
      point[axis] = begin + random.nextDouble() * (end - begin);
      double next = improbability.applyAsDouble(point);
      if (next <= most || point[axis] == from) {
        return next;
      }
      if (point[axis] < from) {
        begin = point[axis];
      } else {
        end = point[axis];
      }
    }
  }

  private boolean holds(double[] point, int axis, double x, double most) {
    point[axis] = x;
    return improbability.applyAsDouble(point) <= most;
  }
}

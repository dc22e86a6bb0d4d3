package dev.rungs.model;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * Bends numbers in [0, 1] so that a function which changes faster at one end looks evenly wavy: by
 * the distribution function of Kumaraswamy, {@code 1 - (1 - x^a)^b}, with exponents of each
 * coordinate's own. With exponents of 1 a number stays as it is; one outside [0, 1] counts as the
 * nearer end.
 *
 * <p>Differs from the paper, which takes the distribution function of beta: this one has the same
 * shapes and a closed form.
 *
 * @see <a href="https://arxiv.org/abs/1402.0929">Snoek et al. 2014</a>, section 3
 */
final class Warp {

  /** Numbers keep so far from 0 and 1, where the slope may be infinite. */
  private static final double MARGIN = 1e-6;

  private final boolean[] bent;
  private final double[] a;
  private final double[] b;

  Warp(List<Coordinate> coordinates, Hyperparameters shape) {
    int dimensions = coordinates.size();
    bent = new boolean[dimensions];
    a = new double[dimensions];
    b = new double[dimensions];
    for (int axis = 0; axis < dimensions && shape.warped(); axis++) {
      bent[axis] = coordinates.get(axis) == Coordinate.NUMBER;
      a[axis] = shape.exponent(shape.exponents(axis));
      b[axis] = shape.exponent(shape.exponents(axis) + 1);
    }
  }

  boolean bends(int axis) {
    return bent[axis];
  }

  double of(int axis, double x) {
    return bent[axis] ? 1 - StrictMath.pow(rest(axis, x), b[axis]) : x;
  }

  double[] point(double[] point) {
    var warped = new double[point.length];
    for (int axis = 0; axis < point.length; axis++) {
      warped[axis] = of(axis, point[axis]);
    }
    return warped;
  }

  /** Returns points by coordinate. */
  double[][] columns(double[][] columns) {
    var warped = new double[columns.length][];
    for (int axis = 0; axis < columns.length; axis++) {
      int here = axis;
      warped[axis] = bent[axis] ? each(columns[axis], x -> of(here, x)) : columns[axis].clone();
    }
    return warped;
  }

  private static double[] each(double[] column, DoubleUnaryOperator change) {
    return Arrays.stream(column).map(change).toArray();
  }

  /** Returns the derivative by the number. */
  double slope(int axis, double x) {
    if (!bent[axis]) {
      return 1;
    }
    return x < 0 || x > 1 ? 0 : (1 - 2 * MARGIN) * steepness(axis, x) / inside(x);
  }

  /** Returns the derivatives by the logarithm of the first exponent, for each of some numbers. */
  double[] byFirst(int axis, double[] column) {
    return each(column, x -> steepness(axis, x) * StrictMath.log(inside(x)));
  }

  /** Returns the derivatives by the logarithm of the second exponent. */
  double[] bySecond(int axis, double[] column) {
    return each(
        column,
        x -> {
          double rest = rest(axis, x);
          return -b[axis] * StrictMath.pow(rest, b[axis]) * StrictMath.log(rest);
        });
  }

  /** Returns a b x^a (1 - x^a)^(b - 1). */
  private double steepness(int axis, double x) {
    double rest = rest(axis, x);
    return a[axis] * b[axis] * (1 - rest) * StrictMath.pow(rest, b[axis] - 1);
  }

  /** Returns 1 - x^a. */
  private double rest(int axis, double x) {
    return -StrictMath.expm1(a[axis] * StrictMath.log(inside(x)));
  }

  private static double inside(double x) {
    return MARGIN + (1 - 2 * MARGIN) * Math.min(1, Math.max(0, x));
  }
}

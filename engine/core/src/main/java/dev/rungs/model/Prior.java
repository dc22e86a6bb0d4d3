package dev.rungs.model;

import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What is believed of a function before any of its values is known: that it is a {@link
 * GaussianProcess}, and that the logarithms of its {@link Hyperparameters} are normal, independent
 * and within bounds between which covariances of hundreds of points stay positive definite.
 */
public final class Prior {

  private static final double LENGTH_SPREAD = 1.0;
  private static final double SIGNAL_SPREAD = 1.0;
  private static final double NOISE = -6;
  private static final double NOISE_SPREAD = 2.5;
  private static final double WARP_SPREAD = 0.75;

  /** So many generations are remembered: of ε = 0.18. */
  private static final double USUAL_AGE = 10;

  private final List<Coordinate> coordinates;
  private final double[] means;
  private final double[] spreads;
  private final double[] low;
  private final double[] high;

  /**
   * @param coordinates of the points
   * @param warped whether numbers are bent first (see {@link Warp}); they should lie in [0, 1]
   */
  public Prior(List<Coordinate> coordinates, boolean warped) {
    this.coordinates = List.copyOf(coordinates);
    int dimensions = coordinates.size();
    int count = dimensions + 2 + (warped ? 2 * dimensions : 0);
    means = new double[count];
    spreads = filled(count, WARP_SPREAD);
    low = filled(count, -2);
    high = filled(count, 2);
    double places = coordinates.stream().filter(each -> each != Coordinate.TIME).count();
    for (int axis = 0; axis < dimensions; axis++) {
      boolean time = coordinates.get(axis) == Coordinate.TIME;
      // Distances grow with the square root of the dimension, and so do length scales.
      means[axis] = StrictMath.log(time ? USUAL_AGE : 0.5 * Math.sqrt(places));
      set(axis, LENGTH_SPREAD, -5, 5);
    }
    set(dimensions, SIGNAL_SPREAD, -5, 7);
    means[dimensions + 1] = NOISE;
    set(dimensions + 1, NOISE_SPREAD, -17, 0);
    for (int index = dimensions + 2; index < count; index++) {
      if (coordinates.get((index - dimensions) / 2 - 1) != Coordinate.NUMBER) {
        set(index, WARP_SPREAD, 0, 0);
      }
    }
  }

  private static double[] filled(int length, double value) {
    var filled = new double[length];
    Arrays.fill(filled, value);
    return filled;
  }

  private void set(int index, double spread, double lowest, double highest) {
    spreads[index] = spread;
    low[index] = lowest;
    high[index] = highest;
  }

  /**
   * Returns the fit with the most probable hyperparameters.
   *
   * @param columns the points, by coordinate
   * @param values what the function is there, finite; any scale
   */
  public Fit mostProbable(double[][] columns, double[] values) {
    return Fit.mostProbable(this, columns, values);
  }

  /**
   * Returns the same fit with some hyperparameters drawn as probable as they are, in place of the
   * most probable ones; its time is that of {@link #mostProbable} many times over.
   */
  public Fit sampled(double[][] columns, double[] values, RandomGenerator random) {
    return mostProbable(columns, values).sampled(this, columns, values, random);
  }

  List<Coordinate> coordinates() {
    return coordinates;
  }

  /** Returns the hyperparameters that are most probable before anything is seen. */
  Hyperparameters before() {
    return shape(means);
  }

  Hyperparameters shape(double[] logs) {
    return new Hyperparameters(coordinates.size(), logs);
  }

  double[] low() {
    return low.clone();
  }

  double[] high() {
    return high.clone();
  }

  /** Returns minus the logarithm of the density, but for a constant; adds its gradient. */
  double improbability(double[] logs, double[] gradient) {
    double sum = 0;
    for (int index = 0; index < logs.length; index++) {
      double z = (logs[index] - means[index]) / spreads[index];
      gradient[index] += z / spreads[index];
      sum += z * z / 2;
    }
    return sum;
  }
}

package dev.rungs.sample;

import java.util.Arrays;
import java.util.List;

/** How alike two points are: the covariance of a {@link GaussianProcess}. */
final class Metric {

  private final boolean[] choice;
  private final double[] inverseSquares;
  private final double signal;

  Metric(List<Axis> axes, Hyperparameters shape) {
    this.choice = new boolean[axes.size()];
    this.signal = shape.signal();
    this.inverseSquares = new double[choice.length];
    for (int axis = 0; axis < choice.length; axis++) {
      choice[axis] = axes.get(axis).kind() == Axis.Kind.CHOICE;
      inverseSquares[axis] = 1 / (shape.length(axis) * shape.length(axis));
    }
  }

  double signal() {
    return signal;
  }

  boolean choice(int axis) {
    return choice[axis];
  }

  double inverseSquare(int axis) {
    return inverseSquares[axis];
  }

  /** Returns the squared distance of two coordinates, not scaled. */
  double square(int axis, double x, double y) {
    return choice[axis] ? (x == y ? 0 : 1) : (x - y) * (x - y);
  }

  /**
   * Fills in the covariance of a point with those from {@code begin} to {@code end}.
   *
   * @param slopes filled in with the derivatives by the squared scaled distance, unless empty
   */
  void covariances(
      double[] point,
      double[][] columns,
      int begin,
      int end,
      double[] covariances,
      double[] slopes) {
    Arrays.fill(covariances, begin, end, 0);
    for (int axis = 0; axis < columns.length; axis++) {
      addSquares(axis, point[axis], columns[axis], begin, end, covariances);
    }
    for (int i = begin; i < end; i++) {
      double distance = Math.sqrt(5 * covariances[i]);
      double decay = signal * StrictMath.exp(-distance);
      covariances[i] = decay * (1 + distance + distance * distance / 3);
      if (slopes.length > 0) {
        slopes[i] = -decay * (1 + distance) * 5 / 6;
      }
    }
  }

  private void addSquares(
      int axis, double x, double[] column, int begin, int end, double[] squares) {
    double inverse = inverseSquares[axis];
    if (choice[axis]) {
      for (int i = begin; i < end; i++) {
        squares[i] += x == column[i] ? 0 : inverse;
      }
    } else {
      for (int i = begin; i < end; i++) {
        double difference = x - column[i];
        squares[i] += difference * difference * inverse;
      }
    }
  }
}

package dev.rungs.model;

import java.util.Arrays;
import java.util.List;

/** How alike two points are: the covariance of a {@link GaussianProcess}. */
final class Metric {

  private final List<Coordinate> coordinates;
  private final double[] inverses;
  private final double[] inverseSquares;
  private final double signal;

  Metric(List<Coordinate> coordinates, Hyperparameters shape) {
    this.coordinates = coordinates;
    this.signal = shape.signal();
    this.inverses = new double[coordinates.size()];
    this.inverseSquares = new double[coordinates.size()];
    for (int axis = 0; axis < inverses.length; axis++) {
      inverses[axis] = 1 / shape.length(axis);
      inverseSquares[axis] = 1 / (shape.length(axis) * shape.length(axis));
    }
  }

  double signal() {
    return signal;
  }

  /** Returns whether the covariance has a slope along a coordinate. */
  boolean smooth(int axis) {
    return coordinates.get(axis) == Coordinate.NUMBER;
  }

  double inverseSquare(int axis) {
    return inverseSquares[axis];
  }

  /** Returns how far apart two values are, not scaled: squared, but for a time. */
  double apart(int axis, double x, double y) {
    return switch (coordinates.get(axis)) {
      case NUMBER -> (x - y) * (x - y);
      case CHOICE -> x == y ? 0 : 1;
      case TIME -> Math.abs(x - y);
    };
  }

  boolean time(int axis) {
    return coordinates.get(axis) == Coordinate.TIME;
  }

  double inverse(int axis) {
    return inverses[axis];
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
    var ages = new double[end];
    for (int axis = 0; axis < columns.length; axis++) {
      double[] column = columns[axis];
      switch (coordinates.get(axis)) {
        case NUMBER -> addSquares(axis, point[axis], column, begin, end, covariances);
        case CHOICE -> addOthers(axis, point[axis], column, begin, end, covariances);
        case TIME -> addAges(axis, point[axis], column, begin, end, ages);
      }
    }
    for (int i = begin; i < end; i++) {
      double distance = Math.sqrt(5 * covariances[i]);
      double decay = signal * StrictMath.exp(-distance - ages[i]);
      covariances[i] = decay * (1 + distance + distance * distance / 3);
      if (slopes.length > 0) {
        slopes[i] = -decay * (1 + distance) * 5 / 6;
      }
    }
  }

  private void addSquares(
      int axis, double x, double[] column, int begin, int end, double[] squares) {
    double inverse = inverseSquares[axis];
    for (int i = begin; i < end; i++) {
      double difference = x - column[i];
      squares[i] += difference * difference * inverse;
    }
  }

  private void addOthers(
      int axis, double x, double[] column, int begin, int end, double[] squares) {
    for (int i = begin; i < end; i++) {
      squares[i] += x == column[i] ? 0 : inverseSquares[axis];
    }
  }

  private void addAges(int axis, double x, double[] column, int begin, int end, double[] ages) {
    for (int i = begin; i < end; i++) {
      ages[i] += Math.abs(x - column[i]) * inverses[axis];
    }
  }
}

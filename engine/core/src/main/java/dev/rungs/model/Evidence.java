package dev.rungs.model;

import java.util.Arrays;

/**
 * How improbable some values are under hyperparameters, and these before: minus the logarithm of
 * the posterior (Rasmussen and Williams 2006, equations 5.8 and 5.9), up to a constant.
 */
final class Evidence implements Descent.Slope {

  private final Prior prior;
  private final double[][] columns;
  private final double[] values;

  /**
   * @param columns the points, by coordinate
   */
  Evidence(Prior prior, double[][] columns, double[] values) {
    this.prior = prior;
    this.columns = columns;
    this.values = values;
  }

  /** Returns the most probable hyperparameters that a few steps from those before lead to. */
  Hyperparameters mostProbable(int iterations) {
    var descent = new Descent(this, prior.low(), prior.high());
    return prior.shape(descent.from(prior.before().logs(), 0.5, iterations));
  }

  /** The covariances of the points, and all that follows from them. */
  private final class Seen {
    final Warp warp;
    final double[][] places;
    final Metric metric;
    final Hyperparameters shape;
    final double[][] covariance = new double[values.length][values.length];
    final double[][] slopes;

    Seen(double[] logs, boolean sloped) {
      shape = prior.shape(logs);
      warp = new Warp(prior.coordinates(), shape);
      places = warp.columns(columns);
      metric = new Metric(prior.coordinates(), shape);
      int size = values.length;
      slopes = new double[size][sloped ? size : 0];
      for (int i = 0; i < size; i++) {
        metric.covariances(point(i), places, i, size, covariance[i], slopes[i]);
        covariance[i][i] += shape.noise();
      }
    }

    private double[] point(int i) {
      return Arrays.stream(places).mapToDouble(column -> column[i]).toArray();
    }

    double improbability(Cholesky factor, double[] weights, double[] gradient) {
      double fit = 0;
      for (int i = 0; i < weights.length; i++) {
        fit += values[i] * weights[i];
      }
      return (fit + factor.logDeterminant()) / 2 + prior.improbability(shape.logs(), gradient);
    }
  }

  /** Returns the value alone, in a third of the time; NaN if it cannot be told. */
  double at(double[] logs) {
    var seen = new Seen(logs, false);
    try {
      Cholesky factor = Cholesky.of(seen.covariance, 0);
      return seen.improbability(factor, factor.solve(values), new double[logs.length]);
    } catch (ArithmeticException notPositive) {
      return Double.NaN;
    }
  }

  @Override
  public double at(double[] logs, double[] gradient) {
    var seen = new Seen(logs, true);
    Cholesky factor;
    try {
      factor = Cholesky.of(seen.covariance, 0);
    } catch (ArithmeticException notPositive) {
      return Double.NaN;
    }
    double[] weights = factor.solve(values);
    double[][] residue = factor.inverse();
    for (int i = 0; i < weights.length; i++) {
      for (int j = i; j < weights.length; j++) {
        residue[i][j] -= weights[i] * weights[j];
      }
    }
    Arrays.fill(gradient, 0);
    for (int axis = 0; axis < columns.length; axis++) {
      addLength(seen, axis, residue, gradient);
      if (seen.warp.bends(axis)) {
        addExponents(seen, axis, residue, gradient);
      }
    }
    addVariances(seen, residue, gradient);
    return seen.improbability(factor, weights, gradient);
  }

  private static void addLength(Seen seen, int axis, double[][] residue, double[] gradient) {
    double[] column = seen.places[axis];
    boolean time = seen.metric.time(axis);
    double[][] changes = time ? seen.covariance : seen.slopes;
    double sum = 0;
    for (int i = 0; i < column.length; i++) {
      for (int j = i + 1; j < column.length; j++) {
        sum += residue[i][j] * changes[i][j] * seen.metric.apart(axis, column[i], column[j]);
      }
    }
    gradient[axis] =
        time ? seen.metric.inverse(axis) * sum : -2 * seen.metric.inverseSquare(axis) * sum;
  }

  private void addExponents(Seen seen, int axis, double[][] residue, double[] gradient) {
    double[] column = seen.places[axis];
    double[] byFirst = seen.warp.byFirst(axis, columns[axis]);
    double[] bySecond = seen.warp.bySecond(axis, columns[axis]);
    double first = 0;
    double second = 0;
    for (int i = 0; i < column.length; i++) {
      for (int j = i + 1; j < column.length; j++) {
        double change = residue[i][j] * seen.slopes[i][j] * (column[i] - column[j]);
        first += change * (byFirst[i] - byFirst[j]);
        second += change * (bySecond[i] - bySecond[j]);
      }
    }
    int index = seen.shape.exponents(axis);
    gradient[index] += 2 * seen.metric.inverseSquare(axis) * first;
    gradient[index + 1] += 2 * seen.metric.inverseSquare(axis) * second;
  }

  private static void addVariances(Seen seen, double[][] residue, double[] gradient) {
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < residue.length; i++) {
      noise += residue[i][i] * seen.shape.noise() / 2;
      signal += residue[i][i] * seen.covariance[i][i] / 2;
      for (int j = i + 1; j < residue.length; j++) {
        signal += residue[i][j] * seen.covariance[i][j];
      }
    }
    gradient[seen.shape.dimensions()] += signal;
    gradient[seen.shape.dimensions() + 1] += noise;
  }
}

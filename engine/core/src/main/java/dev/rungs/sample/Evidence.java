package dev.rungs.sample;

import java.util.Arrays;
import java.util.List;

/**
 * How improbable some values are under hyperparameters, and these before: minus the logarithm of
 * the posterior (Rasmussen and Williams 2006, equations 5.8 and 5.9), up to a constant.
 */
final class Evidence implements Descent.Slope {

  private final List<Axis> axes;
  private final double[][] columns;
  private final double[] values;

  /**
   * @param columns the points, by axis
   */
  Evidence(List<Axis> axes, double[][] columns, double[] values) {
    this.axes = axes;
    this.columns = columns;
    this.values = values;
  }

  /** Returns the most probable hyperparameters that a few steps from those before lead to. */
  Hyperparameters mostProbable(int iterations) {
    int dimensions = axes.size();
    var descent =
        new Descent(this, Hyperparameters.lowest(dimensions), Hyperparameters.highest(dimensions));
    double[] start = Hyperparameters.before(dimensions).logs();
    return new Hyperparameters(descent.from(start, 0.5, iterations));
  }

  /** Returns how improbable the values are under hyperparameters, and these before. */
  double improbability(Hyperparameters shape) {
    double[] logs = shape.logs();
    return at(logs, new double[logs.length]);
  }

  @Override
  public double at(double[] logs, double[] gradient) {
    var shape = new Hyperparameters(logs);
    var metric = new Metric(axes, shape);
    int size = values.length;
    var covariance = new double[size][size];
    var slopes = new double[size][size];
    for (int i = 0; i < size; i++) {
      metric.covariances(point(i), columns, i, size, covariance[i], slopes[i]);
      covariance[i][i] += shape.noise();
    }
    Cholesky factor;
    try {
      factor = Cholesky.of(covariance, 0);
    } catch (ArithmeticException notPositive) {
      return Double.NaN;
    }
    double[] weights = factor.solve(values);
    double[][] residue = factor.inverse();
    for (int i = 0; i < size; i++) {
      for (int j = i; j < size; j++) {
        residue[i][j] -= weights[i] * weights[j];
      }
    }
    Arrays.fill(gradient, 0);
    for (int axis = 0; axis < axes.size(); axis++) {
      gradient[axis] = -2 * metric.inverseSquare(axis) * slope(metric, axis, residue, slopes);
    }
    addVariances(shape, covariance, residue, gradient);
    double fit = 0;
    for (int i = 0; i < size; i++) {
      fit += values[i] * weights[i];
    }
    return (fit + factor.logDeterminant()) / 2 + shape.improbability(gradient);
  }

  private double[] point(int i) {
    return Arrays.stream(columns).mapToDouble(column -> column[i]).toArray();
  }

  private double slope(Metric metric, int axis, double[][] residue, double[][] slopes) {
    double[] column = columns[axis];
    double sum = 0;
    for (int i = 0; i < column.length; i++) {
      for (int j = i + 1; j < column.length; j++) {
        sum += residue[i][j] * slopes[i][j] * metric.square(axis, column[i], column[j]);
      }
    }
    return sum;
  }

  private static void addVariances(
      Hyperparameters shape, double[][] covariance, double[][] residue, double[] gradient) {
    double signal = 0;
    double noise = 0;
    for (int i = 0; i < residue.length; i++) {
      noise += residue[i][i] * shape.noise() / 2;
      signal += residue[i][i] * covariance[i][i] / 2;
      for (int j = i + 1; j < residue.length; j++) {
        signal += residue[i][j] * covariance[i][j];
      }
    }
    gradient[shape.dimensions()] += signal;
    gradient[shape.dimensions() + 1] += noise;
  }
}

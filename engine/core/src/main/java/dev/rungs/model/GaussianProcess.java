package dev.rungs.model;

import java.util.Arrays;
import java.util.List;

/**
 * A Gaussian process of mean 0 with a Matérn 5/2 kernel, one length scale per coordinate (Rasmussen
 * and Williams 2006, sections 2.2, 4.2 and 5.4). Two options of a choice are at distance 1, so a
 * choice has one length scale, however many options it has.
 *
 * <p>Not safe to use from several threads.
 */
public final class GaussianProcess {

  /** What the process expects at a point, and its gradient there: 0 along all but numbers. */
  public static final class Forecast {
    private final double mean;
    private final double variance;
    private final double[] meanSlope;
    private final double[] varianceSlope;

    private Forecast(double mean, double variance, double[] meanSlope, double[] varianceSlope) {
      this.mean = mean;
      this.variance = variance;
      this.meanSlope = meanSlope;
      this.varianceSlope = varianceSlope;
    }

    public double mean() {
      return mean;
    }

    /** Returns the variance of the function, without the noise; above 0. */
    public double variance() {
      return variance;
    }

    public double meanSlope(int axis) {
      return meanSlope[axis];
    }

    public double varianceSlope(int axis) {
      return varianceSlope[axis];
    }
  }

  private final Warp warp;
  private final Metric metric;
  private final double[][] columns;
  private final double noise;
  private final Cholesky factor;
  private double[] values;
  private double[] weights;

  /**
   * @param known the points it knows, by coordinate; {@code values} what the function is there
   * @param more how many points may be added
   */
  GaussianProcess(
      List<Coordinate> coordinates,
      double[][] known,
      double[] values,
      Hyperparameters shape,
      int more) {
    int size = values.length;
    this.warp = new Warp(coordinates, shape);
    this.metric = new Metric(coordinates, shape);
    this.noise = shape.noise();
    this.columns = warp.columns(known);
    var covariance = new double[size][size];
    for (int i = 0; i < size; i++) {
      metric.covariances(point(i), columns, i, size, covariance[i], new double[0]);
      covariance[i][i] += noise;
    }
    this.factor = Cholesky.of(covariance, more);
    this.values = values.clone();
    this.weights = factor.solve(values);
    for (int axis = 0; axis < columns.length; axis++) {
      columns[axis] = Arrays.copyOf(columns[axis], size + more);
    }
  }

  private double[] point(int i) {
    return Arrays.stream(columns).mapToDouble(column -> column[i]).toArray();
  }

  /** Returns the lowest mean at a point it knows; infinite if there is none. */
  public double lowestMean() {
    double lowest = Double.POSITIVE_INFINITY;
    for (int i = 0; i < factor.size(); i++) {
      // K w = y, and K is the covariance plus the noise: so covariance w = y - noise w.
      lowest = Math.min(lowest, values[i] - noise * weights[i]);
    }
    return lowest;
  }

  /**
   * Adds a point whose value is not known yet as if it were what is expected there (the Kriging
   * believer of Ginsbourger et al. 2010, section 4.2.1): the mean stays, the variance falls.
   */
  public void believe(double[] point) {
    double[] place = warp.point(point);
    int size = factor.size();
    double[] covariances = new double[size];
    metric.covariances(place, columns, 0, size, covariances, new double[0]);
    double mean = dot(covariances, weights);
    factor.append(covariances, metric.signal() + noise);
    for (int axis = 0; axis < columns.length; axis++) {
      columns[axis][size] = place[axis];
    }
    values = Arrays.copyOf(values, size + 1);
    values[size] = mean;
    weights = factor.solve(values);
  }

  /** Returns the mean and the variance at a point, without slopes. */
  public Forecast at(double[] point) {
    int size = factor.size();
    var covariances = new double[size];
    metric.covariances(warp.point(point), columns, 0, size, covariances, new double[0]);
    double[] half = factor.solveTransposed(covariances);
    return new Forecast(dot(covariances, weights), variance(half), new double[0], new double[0]);
  }

  /** Returns the mean and the variance at a point with their slopes. */
  public Forecast slopeAt(double[] point) {
    double[] place = warp.point(point);
    int size = factor.size();
    var covariances = new double[size];
    var slopes = new double[size];
    metric.covariances(place, columns, 0, size, covariances, slopes);
    double[] half = factor.solveTransposed(covariances);
    double[] solved = factor.solveUpper(half);
    var meanSlope = new double[columns.length];
    var varianceSlope = new double[columns.length];
    for (int axis = 0; axis < columns.length; axis++) {
      if (metric.smooth(axis)) {
        double bend = warp.slope(axis, point[axis]);
        for (int i = 0; i < size; i++) {
          double slope =
              slopes[i] * 2 * (place[axis] - columns[axis][i]) * metric.inverseSquare(axis) * bend;
          meanSlope[axis] += slope * weights[i];
          varianceSlope[axis] -= 2 * slope * solved[i];
        }
      }
    }
    return new Forecast(dot(covariances, weights), variance(half), meanSlope, varianceSlope);
  }

  private double variance(double[] half) {
    return Math.max(1e-12 * metric.signal(), metric.signal() - dot(half, half));
  }

  private static double dot(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }
}

package dev.rungs.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * A Parzen estimate of where some trials lie: a mixture of one kernel per trial and the uniform
 * density. A kernel is a product over the coordinates, see {@link Kernel}; in a coordinate that its
 * trial lacks it is uniform. Densities are relative to the uniform one, so a coordinate that is
 * absent is one whose factor is 1.
 *
 * <p>Section numbers are those of Watanabe 2023. A coordinate has one width for all trials, so that
 * a density costs one multiplication and addition per trial and coordinate.
 */
final class Parzen {

  /** The standard deviation, in a unit range, of the kernel of a single trial. */
  private static final double SPREAD = 0.15;

  /** Kernels so many nats below the largest add less than 0.0002 of it, were they 10,000. */
  private static final double NEGLIGIBLE = 18;

  /** Below this a product of masses is turned into a logarithm, long before it underflows. */
  private static final double SMALL = 1e-100;

  /** One coordinate of all kernels; NaN for a trial that lacks it. */
  private static final class Column {
    final int axis;
    final Kernel kernel;
    final double[] centres;

    /** Empty if every trial has this coordinate: its masses are in the heights. */
    final double[] logMasses;

    Column(int axis, Kernel kernel, double[] centres, double[] logMasses) {
      this.axis = axis;
      this.kernel = kernel;
      this.centres = centres;
      this.logMasses = logMasses;
    }

    boolean everywhere() {
      return logMasses.length == 0;
    }
  }

  private final Points points;
  private final double widening;
  private final List<Column> columns = new ArrayList<>();
  private final double[] cumulative;

  /** By trial, the logarithm of its weight over the mass of its coordinates that are everywhere. */
  private final double[] heights;

  private final double uniform;
  private final double total;
  private final double[] terms;

  /**
   * @param axes the coordinates to look at
   * @param weights of the trials; the uniform density has {@code prior}
   */
  Parzen(Points points, int[] axes, int[] trials, double[] weights, double prior) {
    this(points, axes, trials, weights, prior, 1);
  }

  /**
   * @param widening by what the widths of kernels are multiplied, at least 1
   */
  Parzen(Points points, int[] axes, int[] trials, double[] weights, double prior, double widening) {
    this.points = points;
    this.widening = widening;
    this.cumulative = new double[trials.length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += weights[i];
      cumulative[i] = sum;
    }
    this.total = sum + prior;
    this.uniform = StrictMath.log(prior / total);
    this.heights = new double[trials.length];
    this.terms = new double[trials.length];
    double[] share = Arrays.stream(weights).map(weight -> weight / total).toArray();
    for (int axis : axes) {
      columns.add(column(axis, axes.length, trials, share));
    }
    for (int i = 0; i < share.length; i++) {
      heights[i] += StrictMath.log(share[i]);
    }
  }

  private Column column(int axis, int dimensions, int[] trials, double[] share) {
    var centres = new double[trials.length];
    for (int i = 0; i < centres.length; i++) {
      centres[i] = points.at(axis, trials[i]);
    }
    Axis described = points.axes().get(axis);
    Kernel kernel = Kernel.of(described, widened(width(described, centres, dimensions)));
    if (described.conditional()) {
      return new Column(axis, kernel, centres, logMasses(kernel, centres));
    }
    for (int i = 0; i < centres.length; i++) {
      share[i] /= kernel.mass(centres[i]);
      if (share[i] > 1 / SMALL) {
        heights[i] += StrictMath.log(share[i]);
        share[i] = 1;
      }
    }
    return new Column(axis, kernel, centres, new double[0]);
  }

  /** A width is at most 1: a choice's is a share. */
  private double widened(double width) {
    return Math.min(1, widening * width);
  }

  // Scott's rule, section 3.3.4, from a fixed spread instead of the trials' own: that of good
  // trials
  // closes in on the first of them. A choice's share of other options falls as 1 / n does.
  private static double width(Axis axis, double[] centres, int dimensions) {
    double count = Arrays.stream(centres).filter(centre -> !Double.isNaN(centre)).count();
    if (axis.kind() == Axis.Kind.CHOICE) {
      return axis.levels() / (count + 1.0 + axis.levels());
    }
    double width = SPREAD * StrictMath.pow(Math.max(1, count), -1.0 / (dimensions + 4));
    return axis.kind() == Axis.Kind.LATTICE ? Math.max(width, 0.5 / axis.levels()) : width;
  }

  private static double[] logMasses(Kernel kernel, double[] centres) {
    return Arrays.stream(centres)
        .map(centre -> Double.isNaN(centre) ? 0 : StrictMath.log(kernel.mass(centre)))
        .toArray();
  }

  /** Draws a point; coordinates that are not looked at stay as they are. */
  void draw(double[] point, RandomGenerator random) {
    int kernel = kernel(random.nextDouble() * total);
    for (Column column : columns) {
      double centre = kernel < heights.length ? column.centres[kernel] : Double.NaN;
      point[column.axis] =
          Double.isNaN(centre) ? random.nextDouble() : column.kernel.draw(centre, random);
    }
  }

  /** Returns a kernel's number by its place among the weights; the uniform density comes last. */
  private int kernel(double place) {
    int found = Arrays.binarySearch(cumulative, place);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Returns the logarithm of the density at a point; NaN coordinates are absent. */
  double logDensity(double[] point) {
    System.arraycopy(heights, 0, terms, 0, terms.length);
    for (Column column : columns) {
      double x = point[column.axis];
      if (column.everywhere()) {
        column.kernel.addLog(x, column.centres, terms);
      } else if (!Double.isNaN(x)) {
        addPresent(column, x);
      }
    }
    return logSum();
  }

  private void addPresent(Column column, double x) {
    var logs = new double[terms.length];
    column.kernel.addLog(x, column.centres, logs);
    for (int i = 0; i < logs.length; i++) {
      if (!Double.isNaN(column.centres[i])) {
        terms[i] += logs[i] - column.logMasses[i];
      }
    }
  }

  private double logSum() {
    double highest = uniform;
    for (double term : terms) {
      highest = Math.max(highest, term);
    }
    double sum = StrictMath.exp(uniform - highest);
    for (double term : terms) {
      if (term > highest - NEGLIGIBLE) {
        sum += StrictMath.exp(term - highest);
      }
    }
    return highest + StrictMath.log(sum);
  }
}

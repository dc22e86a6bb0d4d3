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
 * a density costs one multiplication and two additions per trial and coordinate.
 *
 * <p>Not safe to use from several threads.
 */
final class Parzen {

  /** The standard deviation, in a unit range, of the kernel of a single trial. */
  private static final double SPREAD = 0.15;

  /** A kernel so many nats below the uniform density counts as if it were just these below. */
  private static final double NEGLIGIBLE = 30;

  /** So many kernels are added up before it is asked whether that is enough. */
  private static final int BLOCK = 256;

  // The density of a kernel at a point is exp(peak) * share * exp(-distance). The peak is that of
  // a kernel in a corner and one for all. The share says by how much the masses are more than
  // theirs, which are least, and so is in [2^-d, 1]; the weight is a factor of it. Of a coordinate
  // that the trial lacks, distance and share undo the peak. So no kernel needs a logarithm.

  /** One coordinate of all kernels. */
  private record Column(int axis, boolean conditional, Kernel kernel, double peak) {

    static Column of(Axis described, int axis, double width) {
      Kernel kernel = Kernel.of(described, width);
      double peak = -StrictMath.log(kernel.leastMass());
      return new Column(axis, described.conditional(), kernel, peak);
    }
  }

  /** Some of the kernels. */
  private static final class Block {

    /** By column, NaN for a trial that lacks it. */
    final double[][] centres;

    /** What the weights and all columns but the conditional ones make of them. */
    final double[] shares;

    /** By column, what it makes of the shares; empty but for conditional ones. */
    final double[][] conditional;

    Block(double[][] centres, double[] shares, double[][] conditional) {
      this.centres = centres;
      this.shares = shares;
      this.conditional = conditional;
    }
  }

  private final List<Column> columns = new ArrayList<>();
  private final List<Block> blocks = new ArrayList<>();
  private final double[] cumulative;
  private final double total;

  /** The logarithm of the weight of the uniform density. */
  private final double uniform;

  // What a block is computed in.
  private final double[] terms = new double[BLOCK];
  private final double[] factors = new double[BLOCK];
  private final double[] logs = new double[BLOCK];

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
    this.cumulative = new double[trials.length];
    double sum = 0;
    for (int i = 0; i < cumulative.length; i++) {
      sum += weights[i];
      cumulative[i] = sum;
    }
    this.total = sum + prior;
    this.uniform = StrictMath.log(prior / total);
    for (int axis : axes) {
      Axis described = points.axes().get(axis);
      double width = width(described, points.count(axis, trials), axes.length);
      // A width is at most 1: a choice's is a share.
      columns.add(Column.of(described, axis, Math.min(1, widening * width)));
    }
    for (int from = 0; from < trials.length; from += BLOCK) {
      int to = Math.min(trials.length, from + BLOCK);
      int[] some = Arrays.copyOfRange(trials, from, to);
      blocks.add(block(points, some, Arrays.copyOfRange(weights, from, to)));
    }
  }

  // Scott's rule, section 3.3.4, from a fixed spread instead of the trials' own: that of good
  // trials closes in on the first of them. A choice's share of other options falls as 1 / n does.
  private static double width(Axis axis, int count, int dimensions) {
    if (axis.kind() == Axis.Kind.CHOICE) {
      return axis.levels() / (count + 1.0 + axis.levels());
    }
    double width = SPREAD * StrictMath.pow(Math.max(1, count), -1.0 / (dimensions + 4));
    return axis.kind() == Axis.Kind.LATTICE ? Math.max(width, 0.5 / axis.levels()) : width;
  }

  private Block block(Points points, int[] trials, double[] weights) {
    var centres = new double[columns.size()][];
    var conditional = new double[columns.size()][];
    var masses = new double[trials.length];
    Arrays.fill(masses, total);
    for (int i = 0; i < centres.length; i++) {
      Column column = columns.get(i);
      centres[i] = points.column(column.axis(), trials);
      conditional[i] = column.conditional() ? shares(column, centres[i]) : new double[0];
      if (!column.conditional()) {
        column.kernel().multiplyMasses(centres[i], masses);
      }
    }
    return new Block(centres, ratios(weights, masses), conditional);
  }

  private static double[] shares(Column column, double[] centres) {
    var masses = new double[centres.length];
    Arrays.fill(masses, 1);
    column.kernel().multiplyMasses(centres, masses);
    for (int i = 0; i < masses.length; i++) {
      masses[i] = Double.isNaN(centres[i]) ? column.kernel().leastMass() : 1 / masses[i];
    }
    return masses;
  }

  private static double[] ratios(double[] weights, double[] masses) {
    var ratios = new double[weights.length];
    for (int i = 0; i < ratios.length; i++) {
      ratios[i] = weights[i] / masses[i];
    }
    return ratios;
  }

  /** Draws a point; coordinates that are not looked at stay as they are. */
  void draw(double[] point, RandomGenerator random) {
    int kernel = kernel(random.nextDouble() * total);
    for (int i = 0; i < columns.size(); i++) {
      double centre =
          kernel < cumulative.length
              ? blocks.get(kernel / BLOCK).centres[i][kernel % BLOCK]
              : Double.NaN;
      Column column = columns.get(i);
      point[column.axis()] =
          Double.isNaN(centre) ? random.nextDouble() : column.kernel().draw(centre, random);
    }
  }

  /** Returns a kernel's number by its place among the weights; the uniform density comes last. */
  private int kernel(double place) {
    int found = Arrays.binarySearch(cumulative, place);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** Returns the logarithm of the density at a point; NaN coordinates are absent. */
  double logDensity(double[] point) {
    return logDensity(point, Double.POSITIVE_INFINITY);
  }

  /**
   * Returns the logarithm of the density at a point. If that is at least {@code enough}, it may
   * return less, but no less than {@code enough}.
   *
   * <p>What is more than {@value Exponentials#LOWEST} nats below the kernels' peaks counts as that:
   * in spaces of hundreds of parameters that may be more than the uniform density.
   */
  double logDensity(double[] point, double enough) {
    double peak = 0;
    for (Column column : columns) {
      peak += Double.isNaN(point[column.axis()]) ? 0 : column.peak();
    }
    double lowest = Math.max(Exponentials.LOWEST, uniform - peak - NEGLIGIBLE);
    double limit = StrictMath.exp(enough - peak);
    double sum = StrictMath.exp(Math.max(Exponentials.LOWEST, uniform - peak));
    for (int i = 0; i < blocks.size() && sum < limit; i++) {
      sum += sum(blocks.get(i), point, lowest);
    }
    return peak + StrictMath.log(sum);
  }

  /** Returns the sum of the densities of some kernels, in units of the peak. */
  private double sum(Block block, double[] point, double lowest) {
    int count = block.shares.length;
    Arrays.fill(terms, 0, count, 0);
    System.arraycopy(block.shares, 0, factors, 0, count);
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      double x = point[column.axis()];
      if (!column.conditional()) {
        column.kernel().addLog(x, block.centres[i], terms);
      } else if (!Double.isNaN(x)) {
        addPresent(column.kernel(), x, block.centres[i], block.conditional[i]);
      }
    }
    Exponentials.replace(terms, count, lowest);
    return Exponentials.product(terms, factors, count);
  }

  private void addPresent(Kernel kernel, double x, double[] centres, double[] shares) {
    Arrays.fill(logs, 0, centres.length, 0);
    kernel.addLog(x, centres, logs);
    for (int i = 0; i < centres.length; i++) {
      terms[i] += Double.isNaN(centres[i]) ? 0 : logs[i];
      factors[i] *= shares[i];
    }
  }
}

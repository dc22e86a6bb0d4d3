package dev.rungs.sample;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * One coordinate of a {@link Parzen} kernel, around a centre. Its density, relative to the uniform
 * one, is {@code exp(log(x, centre)) / mass(centre)}: the logarithm is 0 at the centre and nowhere
 * above, the mass is the mean of {@code exp(log)} over [0, 1] and least where the centre is an end.
 */
sealed interface Kernel {

  double ROOT_OF_2 = StrictMath.sqrt(2);

  /** Returns the mass if the centre is an end. */
  double leastMass();

  /** Multiplies each by the mass of its centre over the least; any number for a NaN centre. */
  void multiplyMasses(double[] centres, double[] products);

  /**
   * Adds the logarithm at a place to the first terms, one for each centre; any number for a NaN
   * centre.
   */
  void addLog(double x, double[] centres, double[] terms);

  /** Draws from the density around a centre. */
  double draw(double centre, RandomGenerator random);

  /** Returns the kernel of an axis; {@code width} is in [0, 1] units, for a choice a share. */
  static Kernel of(Axis axis, double width) {
    return switch (axis.kind()) {
      case LINE -> new Line(1 / width);
      case LATTICE -> new Lattice(axis.levels(), width);
      case CHOICE -> Choice.of(axis, width);
    };
  }

  /**
   * A normal density cut to [0, 1].
   *
   * @param inverse of the standard deviation
   */
  record Line(double inverse) implements Kernel {

    private static final int STEPS = 512;
    private static final double[] NORMAL = normal();
    private static final double ROOT = StrictMath.sqrt(2 * StrictMath.PI);

    @Override
    public double leastMass() {
      return ROOT / inverse * around(0);
    }

    @Override
    public void multiplyMasses(double[] centres, double[] products) {
      double scale = 1 / around(0);
      for (int i = 0; i < centres.length; i++) {
        products[i] *= around(centres[i]) * scale;
      }
    }

    @Override
    public void addLog(double x, double[] centres, double[] terms) {
      addSquares(inverse, x, centres, terms);
    }

    @Override
    public double draw(double centre, RandomGenerator random) {
      double x;
      do {
        x = centre + random.nextGaussian() / inverse;
      } while (x < 0 || x > 1);
      return x;
    }

    /** Returns how much of a normal density around a centre lies in [0, 1]. */
    private double around(double centre) {
      return above(centre * inverse) + above((1 - centre) * inverse);
    }

    /** Returns the standard normal's probability of [0, z], to 0.0004. */
    private static double above(double z) {
      return NORMAL[Math.min(NORMAL.length - 1, (int) (z * STEPS))];
    }

    // For the middle of each step, by the rule of the middle; from 6 on nothing is left.
    private static double[] normal() {
      var normal = new double[6 * STEPS + 1];
      double sum = 0;
      for (int i = 0; i < normal.length; i++) {
        double share = density((i + 0.25) / STEPS) / (2 * STEPS);
        normal[i] = sum + share;
        sum = normal[i] + density((i + 0.75) / STEPS) / (2 * STEPS);
      }
      return normal;
    }

    private static double density(double z) {
      return StrictMath.exp(-z * z / 2) / StrictMath.sqrt(2 * StrictMath.PI);
    }
  }

  /** A normal density on evenly spaced points. */
  final class Lattice implements Kernel {

    private final int levels;
    private final double inverse;

    /** Sums of the density by distance in points, without the centre's own. */
    private final double[] cumulative;

    Lattice(int levels, double width) {
      this.levels = levels;
      this.inverse = 1 / width;
      this.cumulative = new double[levels];
      for (int distance = 1; distance < levels; distance++) {
        double z = distance / (levels * width);
        cumulative[distance] = cumulative[distance - 1] + StrictMath.exp(-z * z / 2);
      }
    }

    @Override
    public double leastMass() {
      return sum(0) / levels;
    }

    @Override
    public void multiplyMasses(double[] centres, double[] products) {
      double scale = 1 / sum(0);
      for (int i = 0; i < centres.length; i++) {
        products[i] *= sum(level(centres[i])) * scale;
      }
    }

    @Override
    public void addLog(double x, double[] centres, double[] terms) {
      addSquares(inverse, x, centres, terms);
    }

    @Override
    public double draw(double centre, RandomGenerator random) {
      int level = level(centre);
      double below = cumulative[level];
      double left = random.nextDouble() * sum(level) - 1;
      if (left < 0) {
        return centre;
      }
      int sign = left < below ? -1 : 1;
      double rest = left < below ? left : left - below;
      int distance = 1;
      while (cumulative[distance] <= rest && inside(level + sign * (distance + 1))) {
        distance++;
      }
      return (level + sign * distance + 0.5) / levels;
    }

    /** Returns the sum of the density over all points, around one of them. */
    private double sum(int level) {
      return 1 + cumulative[level] + cumulative[levels - 1 - level];
    }

    private boolean inside(int level) {
      return level >= 0 && level < levels;
    }

    private int level(double unit) {
      return Math.min(levels - 1, (int) (unit * levels));
    }
  }

  /**
   * An option and a share of all options.
   *
   * @param share of what is drawn, which may be any option
   * @param other the logarithm elsewhere than at the centre
   */
  record Choice(int levels, double share, double leastMass, double other) implements Kernel {

    static Choice of(Axis axis, double share) {
      double mass = 1 / (share + (1 - share) * axis.levels());
      return new Choice(axis.levels(), share, mass, StrictMath.log(share * mass));
    }

    @Override
    public void multiplyMasses(double[] centres, double[] products) {
      // All are the same.
    }

    @Override
    public void addLog(double x, double[] centres, double[] terms) {
      // A table in place of a comparison, which the processor could not foresee.
      var logs = new double[levels];
      Arrays.fill(logs, other);
      logs[(int) (x * levels)] = 0;
      for (int i = 0; i < centres.length; i++) {
        terms[i] += logs[(int) (centres[i] * levels)];
      }
    }

    @Override
    public double draw(double centre, RandomGenerator random) {
      boolean any = random.nextDouble() < share;
      return any ? (random.nextInt(levels) + 0.5) / levels : centre;
    }
  }

  private static void addSquares(double inverse, double x, double[] centres, double[] terms) {
    double scale = inverse / ROOT_OF_2;
    for (int i = 0; i < centres.length; i++) {
      double z = (x - centres[i]) * scale;
      terms[i] -= z * z;
    }
  }
}

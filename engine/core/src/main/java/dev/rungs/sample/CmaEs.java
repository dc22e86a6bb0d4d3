package dev.rungs.sample;

import dev.rungs.model.Normal;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The state of one run of CMA-ES over the unit cube: a normal distribution that moves, grows and
 * turns with each generation. Equation numbers are those of Hansen 2016.
 */
final class CmaEs {

  private static final int RESAMPLES = 100;

  private final List<Axis> axes;
  private final int dimensions;
  private final int population;
  private final double expectedNorm;

  private final double[] mean;
  private double step;
  private final double[][] covariance;

  /** What the margin stretches each coordinate by: the matrix A of Hamano et al. 2022. */
  private final double[] stretch;

  private final double[] stepPath;
  private final double[] shapePath;
  private int generation;
  private Eigen eigen;

  CmaEs(List<Axis> axes, int population, double[] mean, double step) {
    this.axes = axes;
    this.dimensions = axes.size();
    this.population = population;
    this.mean = mean.clone();
    this.step = step;
    this.covariance = new double[dimensions][dimensions];
    this.stretch = new double[dimensions];
    this.stepPath = new double[dimensions];
    this.shapePath = new double[dimensions];
    for (int j = 0; j < dimensions; j++) {
      covariance[j][j] = 1;
      stretch[j] = 1;
    }
    double d = dimensions;
    this.expectedNorm = Math.sqrt(d) * (1 - 1 / (4 * d) + 1 / (21 * d * d));
    this.eigen = Eigen.of(covariance);
  }

  int population() {
    return population;
  }

  int generation() {
    return generation;
  }

  /** Draws a point; what lies outside the cube is drawn again, at last cut. */
  double[] draw(RandomGenerator random) {
    double[] x = mean;
    for (int i = 0; i < RESAMPLES; i++) {
      x = drawAnywhere(random);
      if (Arrays.stream(x).allMatch(each -> each >= 0 && each <= 1)) {
        return x;
      }
    }
    return Arrays.stream(x).map(each -> Math.min(1, Math.max(0, each))).toArray();
  }

  private double[] drawAnywhere(RandomGenerator random) {
    var scaled = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      scaled[k] = root(k) * random.nextGaussian();
    }
    double[] x = mean.clone();
    for (int j = 0; j < dimensions; j++) {
      for (int k = 0; k < dimensions; k++) {
        x[j] += step * stretch[j] * eigen.vectors[j][k] * scaled[k];
      }
    }
    return x;
  }

  private double root(int k) {
    return Math.sqrt(Math.max(0, eigen.values[k]));
  }

  /** Returns the standard deviation of a coordinate. */
  private double deviation(int j) {
    return step * stretch[j] * Math.sqrt(covariance[j][j]);
  }

  /**
   * Learns from a generation.
   *
   * @param ranked its points, best first, at least 2; NaN coordinates are absent and teach nothing
   */
  void learn(List<double[]> ranked) {
    var rates = new Rates(dimensions, ranked.size());
    var moves = new double[ranked.size()][];
    for (int i = 0; i < moves.length; i++) {
      moves[i] = move(ranked.get(i));
    }
    var average = new double[dimensions];
    for (int i = 0; i < moves.length; i++) {
      add(Math.max(0, rates.weights[i]), moves[i], average);
    }
    for (int j = 0; j < dimensions; j++) {
      mean[j] = Math.min(1, Math.max(0, mean[j] + step * stretch[j] * average[j]));
    }
    generation++;
    double length = followStep(rates, average);
    boolean steady =
        length / Math.sqrt(1 - StrictMath.pow(1 - rates.step, 2.0 * generation))
            < (1.4 + 2 / (dimensions + 1.0)) * expectedNorm;
    learnShape(rates, moves, average, steady);
    step *= StrictMath.exp(Math.min(1, rates.step / rates.damping * (length / expectedNorm - 1)));
    eigen = Eigen.of(covariance);
    keepMargins();
  }

  /** Returns the step to a point in units of the distribution, shortened if nobody drew it. */
  private double[] move(double[] x) {
    var move = new double[dimensions];
    for (int j = 0; j < dimensions; j++) {
      move[j] = Double.isNaN(x[j]) ? 0 : (x[j] - mean[j]) / (step * stretch[j]);
    }
    // Hansen 2011, "Injecting external solutions into CMA-ES", equation 4.
    double d = dimensions;
    double factor = (Math.sqrt(d) + 2 * d / (d + 2)) / norm(whiten(move));
    if (factor < 1) {
      for (int j = 0; j < dimensions; j++) {
        move[j] *= factor;
      }
    }
    return move;
  }

  /** Returns C^(-1/2) y. */
  private double[] whiten(double[] y) {
    var white = new double[dimensions];
    for (int k = 0; k < dimensions; k++) {
      double along = 0;
      for (int j = 0; j < dimensions; j++) {
        along += eigen.vectors[j][k] * y[j];
      }
      along /= Math.max(1e-150, root(k));
      for (int j = 0; j < dimensions; j++) {
        white[j] += eigen.vectors[j][k] * along;
      }
    }
    return white;
  }

  /** Equation 43: the path that sets the step. Returns its length. */
  private double followStep(Rates rates, double[] average) {
    double[] white = whiten(average);
    double factor = Math.sqrt(rates.step * (2 - rates.step) * rates.mass);
    for (int j = 0; j < dimensions; j++) {
      stepPath[j] = (1 - rates.step) * stepPath[j] + factor * white[j];
    }
    return norm(stepPath);
  }

  /** Equations 45 to 47: the path and the generation that shape the covariance. */
  private void learnShape(Rates rates, double[][] moves, double[] average, boolean steady) {
    double factor = steady ? Math.sqrt(rates.path * (2 - rates.path) * rates.mass) : 0;
    for (int j = 0; j < dimensions; j++) {
      shapePath[j] = (1 - rates.path) * shapePath[j] + factor * average[j];
    }
    double kept = 1 - rates.one - rates.many * Arrays.stream(rates.weights).sum();
    kept += steady ? 0 : rates.one * rates.path * (2 - rates.path);
    for (double[] row : covariance) {
      for (int j = 0; j < dimensions; j++) {
        row[j] *= kept;
      }
    }
    addOuter(rates.one, shapePath);
    for (int i = 0; i < moves.length; i++) {
      double weight = rates.weights[i];
      if (weight < 0) {
        double length = norm(whiten(moves[i]));
        weight *= length == 0 ? 0 : dimensions / (length * length);
      }
      addOuter(rates.many * weight, moves[i]);
    }
  }

  private void addOuter(double factor, double[] y) {
    for (int i = 0; i < dimensions; i++) {
      add(factor * y[i], y, covariance[i]);
    }
  }

  /**
   * Keeps each value next to the mean's own likely enough: Hamano et al. 2022, sections 4.2 and
   * 4.3, with α = 1 / (dimensions · population).
   */
  private void keepMargins() {
    double margin = 1.0 / (dimensions * population);
    for (int j = 0; j < dimensions; j++) {
      int levels = axes.get(j).levels();
      if (levels > 1) {
        keepMargin(j, levels, margin);
      }
    }
  }

  private void keepMargin(int j, int levels, double margin) {
    int level = axes.get(j).level(mean[j]);
    double low = (double) level / levels;
    double high = (level + 1.0) / levels;
    if (level == 0 || level == levels - 1) {
      double edge = level == 0 ? high : low;
      double reach = deviation(j) * Normal.quantile(1 - margin);
      double distance = Math.min(Math.abs(mean[j] - edge), reach);
      mean[j] = level == 0 ? edge - distance : edge + distance;
      return;
    }
    double under = Normal.below((low - mean[j]) / deviation(j));
    double over = Normal.below((mean[j] - high) / deviation(j));
    if (under >= margin / 2 && over >= margin / 2) {
      return;
    }
    double inside = 1 - under - over;
    double atLeastUnder = Math.max(margin / 2, under);
    double atLeastOver = Math.max(margin / 2, over);
    double surplus = 1 - atLeastUnder - atLeastOver - inside;
    double room = atLeastUnder + inside + atLeastOver - 1.5 * margin;
    double newUnder = atLeastUnder + surplus * (atLeastUnder - margin / 2) / room;
    double newOver = atLeastOver + surplus * (atLeastOver - margin / 2) / room;
    double below = Normal.quantile(1 - newUnder);
    double above = Normal.quantile(1 - newOver);
    double deviation = (high - low) / (below + above);
    stretch[j] *= deviation / deviation(j);
    mean[j] = low + below * deviation;
  }

  /** Returns whether the distribution has become too narrow, or too long, to go on. */
  boolean exhausted() {
    double largest = Arrays.stream(eigen.values).max().orElse(1);
    double smallest = Arrays.stream(eigen.values).min().orElse(1);
    double widest = 0;
    for (int j = 0; j < dimensions; j++) {
      widest = Math.max(widest, deviation(j));
    }
    return !(widest > 1e-11) || !(smallest > 1e-14 * largest);
  }

  private static void add(double factor, double[] from, double[] to) {
    for (int j = 0; j < from.length; j++) {
      to[j] += factor * from[j];
    }
  }

  private static double norm(double[] x) {
    return Math.sqrt(Arrays.stream(x).map(each -> each * each).sum());
  }

  /** The default weights and rates, equations 49 to 58. */
  private static final class Rates {
    final double[] weights;

    /** The variance effective selection mass. */
    final double mass;

    final double step;
    final double damping;
    final double path;
    final double one;
    final double many;

    Rates(int dimensions, int population) {
      double d = dimensions;
      var raw = new double[population];
      for (int i = 0; i < population; i++) {
        raw[i] = StrictMath.log((population + 1) / 2.0) - StrictMath.log(i + 1.0);
      }
      double positive = Arrays.stream(raw).filter(each -> each > 0).sum();
      double negative = -Arrays.stream(raw).filter(each -> each < 0).sum();
      mass = positive * positive / squares(raw, 1);
      double negativeMass = negative == 0 ? 0 : negative * negative / squares(raw, -1);
      path = (4 + mass / d) / (d + 4 + 2 * mass / d);
      step = (mass + 2) / (d + mass + 5);
      damping = 1 + 2 * Math.max(0, Math.sqrt((mass - 1) / (d + 1)) - 1) + step;
      one = 2 / ((d + 1.3) * (d + 1.3) + mass);
      many =
          Math.min(1 - one, 2 * (0.25 + mass + 1 / mass - 2) / ((d + 2) * (d + 2) + 2 * mass / 2));
      double most =
          Math.min(
              1 + one / many,
              Math.min(1 + 2 * negativeMass / (mass + 2), (1 - one - many) / (d * many)));
      weights =
          Arrays.stream(raw)
              .map(each -> each >= 0 ? each / positive : each * Math.max(0, most) / negative)
              .toArray();
    }

    private static double squares(double[] raw, int sign) {
      return Arrays.stream(raw).filter(each -> each * sign > 0).map(each -> each * each).sum();
    }
  }
}

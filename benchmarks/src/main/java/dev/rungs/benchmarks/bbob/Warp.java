package dev.rungs.benchmarks.bbob;

/**
 * What BBOB's functions do to space: section 0.2 of Hansen et al. 2009. Every method returns a new
 * vector. Coordinates count from 0; coordinate i of n has exponent i / (n - 1).
 */
final class Warp {

  private Warp() {}

  static double exponent(int i, int dimension) {
    return (double) i / (dimension - 1);
  }

  static double[] minus(double[] x, double[] y) {
    var difference = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      difference[i] = x[i] - y[i];
    }
    return difference;
  }

  static double[] times(double[][] matrix, double[] x) {
    var product = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < x.length; j++) {
        product[i] += matrix[i][j] * x[j];
      }
    }
    return product;
  }

  /** Stretches coordinate i by condition^(exponent / 2): the paper's Λ. */
  static double[] stretch(double condition, double[] x) {
    var stretched = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      stretched[i] = Math.pow(condition, exponent(i, x.length) / 2) * x[i];
    }
    return stretched;
  }

  /** Adds smooth wiggles, other ones on each side of 0: the paper's T_osz. */
  static double[] wiggle(double[] x) {
    var wiggled = new double[x.length];
    for (int i = 0; i < x.length; i++) {
      wiggled[i] = wiggle(x[i]);
    }
    return wiggled;
  }

  static double wiggle(double x) {
    if (x == 0) {
      return 0;
    }
    double log = Math.log(Math.abs(x)) / 0.1;
    double first = x > 0 ? 1 : 0.55;
    double second = x > 0 ? 0.79 : 0.31;
    double wiggled = log + 0.49 * (Math.sin(first * log) + Math.sin(second * log));
    return Math.signum(x) * Math.pow(Math.exp(wiggled), 0.1);
  }

  /** Bends the positive half of each coordinate: the paper's T_asy. */
  static double[] bend(double beta, double[] x) {
    double[] bent = x.clone();
    for (int i = 0; i < x.length; i++) {
      if (x[i] > 0) {
        bent[i] = Math.pow(x[i], 1 + beta * exponent(i, x.length) * Math.sqrt(x[i]));
      }
    }
    return bent;
  }

  static double squares(double[] x) {
    double sum = 0;
    for (double each : x) {
      sum += each * each;
    }
    return sum;
  }

  /** How far outside [-5, 5]^n a point is, squared: the paper's f_pen. */
  static double outside(double[] x) {
    double sum = 0;
    for (double each : x) {
      double over = Math.max(0, Math.abs(each) - 5);
      sum += over * over;
    }
    return sum;
  }
}

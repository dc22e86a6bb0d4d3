package dev.rungs.benchmarks.bbob;

/**
 * Where the optimum of an instance lies, how its coordinates are turned and which value its optimum
 * has.
 */
final class Instance {

  /** Of its chance. */
  final long seed;

  /** Where the optimum is unless the function says otherwise, in [-4, 4]^n. */
  final double[] best;

  /** The function's value there, rounded to hundredths, in [-1000, 1000]. */
  final double optimum;

  /** A rotation: the paper's R. */
  final double[][] turn;

  /** Another: the paper's Q. */
  final double[][] tilt;

  private Instance(long seed, double[] best, double optimum, double[][] turn, double[][] tilt) {
    this.seed = seed;
    this.best = best;
    this.optimum = optimum;
    this.turn = turn;
    this.tilt = tilt;
  }

  static Instance of(int function, int instance, int dimension) {
    // These two share the chance of the function before them.
    int chance = function == 4 || function == 18 ? function - 1 : function;
    long seed = chance + 10_000L * instance;
    long other = seed + 1_000_000;
    return new Instance(
        seed,
        best(function == 12 ? other : seed, dimension),
        optimum(seed),
        rotation(other, dimension),
        rotation(seed, dimension));
  }

  int dimension() {
    return best.length;
  }

  private static double[] best(long seed, int dimension) {
    double[] best = LegacyRandom.uniform(dimension, seed);
    for (int i = 0; i < dimension; i++) {
      best[i] = 8 * Math.floor(1e4 * best[i]) / 1e4 - 4;
      best[i] = best[i] == 0 ? -1e-5 : best[i];
    }
    return best;
  }

  private static double optimum(long seed) {
    double above = LegacyRandom.normal(1, seed)[0];
    double below = LegacyRandom.normal(1, seed + 1)[0];
    double cauchy = Math.floor(100 * 100 * above / below + 0.5) / 100;
    return Math.min(1000, Math.max(-1000, cauchy));
  }

  /**
   * Returns normal numbers, filled in by column, whose columns Gram and Schmidt made orthonormal.
   */
  private static double[][] rotation(long seed, int n) {
    double[] normal = LegacyRandom.normal(n * n, seed);
    var columns = new double[n][n];
    for (int i = 0; i < n; i++) {
      System.arraycopy(normal, i * n, columns[i], 0, n);
      for (int j = 0; j < i; j++) {
        double along = dot(columns[i], columns[j]);
        for (int k = 0; k < n; k++) {
          columns[i][k] -= along * columns[j][k];
        }
      }
      double length = Math.sqrt(dot(columns[i], columns[i]));
      for (int k = 0; k < n; k++) {
        columns[i][k] /= length;
      }
    }
    return transposed(columns);
  }

  private static double[][] transposed(double[][] matrix) {
    var transposed = new double[matrix.length][matrix.length];
    for (int i = 0; i < matrix.length; i++) {
      for (int j = 0; j < matrix.length; j++) {
        transposed[j][i] = matrix[i][j];
      }
    }
    return transposed;
  }

  private static double dot(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += x[i] * y[i];
    }
    return sum;
  }
}

package dev.rungs.sample;

/**
 * The logarithm of the expected improvement, exact where the improvement itself underflows.
 *
 * <p>With h(z) = φ(z) + z Φ(z) the expected improvement is σ h((best − mean) / σ). Far below 0, h
 * is φ(z) (1 + z M(z)) with Mills' ratio M = Φ / φ: the form of equation 9 of Ament et al. 2023.
 *
 * @param value the logarithm
 * @param byMean its derivative by the mean
 * @param byDeviation its derivative by the standard deviation
 * @see <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, section 4.1
 */
record LogImprovement(double value, double byMean, double byDeviation) {

  private static final double LOG_ROOT = StrictMath.log(2 * StrictMath.PI) / 2;
  private static final double FAR = 1e4;
  private static final double CERTAIN = 30;

  static LogImprovement of(double best, double mean, double deviation) {
    double z = (best - mean) / deviation;
    if (z > CERTAIN) {
      return new LogImprovement(StrictMath.log(best - mean), -1 / (best - mean), 0);
    }
    // h, Φ and φ, all over φ.
    double mills = mills(z);
    double h = z < -FAR ? 1 / (z * z) : 1 + z * mills;
    double value = StrictMath.log(deviation) + StrictMath.log(h) - z * z / 2 - LOG_ROOT;
    return new LogImprovement(value, -mills / h / deviation, 1 / h / deviation);
  }

  /** Returns Φ(z) / φ(z), for z up to {@value #CERTAIN}. */
  static double mills(double z) {
    if (z > 0) {
      return StrictMath.exp(z * z / 2 + LOG_ROOT) - mills(-z);
    }
    return z > -3 ? StrictMath.exp(z * z / 2 + LOG_ROOT) / 2 + series(z) : fraction(-z);
  }

  // (Φ(z) - 1/2) / φ(z) = z + z^3 / 3 + z^5 / 15 + ...
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int k = 3; Math.abs(term) > 1e-17 * Math.abs(sum); k += 2) {
      term *= z * z / k;
      sum += term;
    }
    return sum;
  }

  // 1 / (z + 1 / (z + 2 / (z + 3 / ...))), from behind.
  private static double fraction(double z) {
    double rest = z;
    for (int k = 60; k >= 1; k--) {
      rest = z + k / rest;
    }
    return 1 / rest;
  }
}

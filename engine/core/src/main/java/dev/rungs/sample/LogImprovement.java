package dev.rungs.sample;

import dev.rungs.model.Normal;

/**
 * The logarithm of the expected improvement, exact where the improvement itself underflows.
 *
 * <p>With h(z) = φ(z) + z Φ(z) the expected improvement is σ h((best − mean) / σ), and h is φ(z) (1
 * + z Φ(z) / φ(z)): the form of equation 9 of the paper.
 *
 * @param value the logarithm
 * @param byMean its derivative by the mean
 * @param byDeviation its derivative by the standard deviation
 * @see <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, section 4.1
 */
record LogImprovement(double value, double byMean, double byDeviation) {

  /** From here on h(z) is φ(z) / z² to 8 digits, and 1 + z Φ(z) / φ(z) has no more. */
  private static final double FAR = -1e4;

  private static final double CERTAIN = 30;

  static LogImprovement of(double best, double mean, double deviation) {
    double z = (best - mean) / deviation;
    if (z > CERTAIN) {
      return new LogImprovement(StrictMath.log(best - mean), -1 / (best - mean), 0);
    }
    double ratio = Normal.ratio(z);
    double h = z < FAR ? 1 / (z * z) : 1 + z * ratio;
    double value = StrictMath.log(deviation * h) - z * z / 2 - Normal.LOG_ROOT;
    return new LogImprovement(value, -ratio / h / deviation, 1 / h / deviation);
  }
}

package dev.rungs.model;

/** The standard normal distribution. */
public final class Normal {

  /** The logarithm of the root of 2π. */
  public static final double LOG_ROOT = StrictMath.log(2 * StrictMath.PI) / 2;

  private static final int BISECTIONS = 60;

  private Normal() {}

  /** Returns the probability of a value below z. */
  public static double below(double z) {
    return z > 0 ? 1 - below(-z) : ratio(z) * StrictMath.exp(-z * z / 2 - LOG_ROOT);
  }

  /** Returns the z below which a value is with probability {@code p}, to 1e-16; p in (0, 1). */
  public static double quantile(double p) {
    double low = -40;
    double high = 40;
    for (int i = 0; i < BISECTIONS; i++) {
      double middle = (low + high) / 2;
      if (below(middle) < p) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return (low + high) / 2;
  }

  /** Returns Φ(z) / φ(z), Mills' ratio of -z, without loss of digits for any z &lt;= 0. */
  public static double ratio(double z) {
    if (z > 0) {
      return StrictMath.exp(z * z / 2 + LOG_ROOT) - ratio(-z);
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

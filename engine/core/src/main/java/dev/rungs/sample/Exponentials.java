package dev.rungs.sample;

/**
 * Many exponentials at once, by additions and multiplications alone: the same on every machine, as
 * {@link StrictMath}'s are, and several times as fast.
 */
final class Exponentials {

  /** What is lower counts as this. */
  static final double LOWEST = -690;

  private static final double STEP = 1.0 / (16 * 16 * 16);

  private Exponentials() {}

  // exp(x) is the 4,096th power of exp(x / 4096). With x in [-690, 0] that is of a t from -0.169 to
  // 0, where the Taylor polynomial of degree 8 is wrong by at most |t|^9 / 9! = 3.1e-13, so at most
  // 3.7e-13 of the value, and its power by 4,096 times as much, 1.5e-9. The 20 or so roundings add
  // 4,096 times 2e-15 at most, or 1e-11.

  /**
   * Replaces the first {@code count} exponents, at most 0, by their exponentials, to 2e-9 of each.
   *
   * @param lowest at least {@link #LOWEST}; what is lower counts as this
   */
  static void replace(double[] exponents, int count, double lowest) {
    for (int i = 0; i < count; i++) {
      double t = Math.max(lowest, exponents[i]) * STEP;
      double high =
          1 / 24.0 + t * (1 / 120.0 + t * (1 / 720.0 + t * (1 / 5_040.0 + t * (1 / 40_320.0))));
      double root = 1 + t * (1 + t * (1 / 2.0 + t * (1 / 6.0 + t * high)));
      exponents[i] = to16(to16(to16(root)));
    }
  }

  private static double to16(double number) {
    double to2 = number * number;
    double to4 = to2 * to2;
    double to8 = to4 * to4;
    return to8 * to8;
  }

  /** Returns the inner product of the first {@code count} numbers of two arrays. */
  static double product(double[] ones, double[] others, int count) {
    // Four sums, since an addition waits for the one before.
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < count; i += 4) {
      a += ones[i] * others[i];
      b += ones[i + 1] * others[i + 1];
      c += ones[i + 2] * others[i + 2];
      d += ones[i + 3] * others[i + 3];
    }
    for (; i < count; i++) {
      a += ones[i] * others[i];
    }
    return a + b + c + d;
  }
}

package dev.rungs.sweep;

/** A rule that a simulated history breaks. Rules that hold cost no more than their comparison. */
final class Violation extends AssertionError {

  private static final long serialVersionUID = 1;

  Violation(String message) {
    super(message);
  }

  static void require(boolean holds, String rule, Object about) {
    if (!holds) {
      throw new Violation(rule + ": " + about);
    }
  }

  static void requireSame(long actual, long expected, String name, Object about) {
    if (actual != expected) {
      throw new Violation(name + " is " + actual + ", must be " + expected + ": " + about);
    }
  }

  /** NaN is the same as NaN. */
  static void requireSame(double actual, double expected, String name, Object about) {
    if (Double.compare(actual, expected) != 0) {
      throw new Violation(name + " is " + actual + ", must be " + expected + ": " + about);
    }
  }

  static void requireSame(Object actual, Object expected, String name, Object about) {
    if (!actual.equals(expected)) {
      throw new Violation(name + " is " + actual + ", must be " + expected + ": " + about);
    }
  }
}

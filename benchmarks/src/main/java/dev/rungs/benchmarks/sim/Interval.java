package dev.rungs.benchmarks.sim;

import java.util.Arrays;
import java.util.Locale;

/** A mean with its 95 % interval. */
public record Interval(double mean, double low, double high) {

  /**
   * Returns the mean of independent values plus and minus 1.96 standard errors; without width if
   * there is one value.
   */
  public static Interval normal(double[] values) {
    double mean = mean(values);
    double squares = Arrays.stream(values).map(value -> (value - mean) * (value - mean)).sum();
    double error = values.length < 2 ? 0 : Math.sqrt(squares / (values.length - 1) / values.length);
    return new Interval(mean, mean - 1.96 * error, mean + 1.96 * error);
  }

  /** Returns the mean with its {@link Bootstrap} interval. */
  public static Interval bootstrap(double[] values) {
    Bootstrap interval = Bootstrap.of(values, Interval::mean);
    return new Interval(mean(values), interval.low(), interval.high());
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  /** Returns whether this interval lies wholly below another. */
  public boolean below(Interval other) {
    return high < other.low;
  }

  /** Returns the mean, then the interval, with so many digits behind the point. */
  public String text(int digits) {
    String number = "%." + digits + "f";
    return String.format(
        Locale.ROOT, number + " [" + number + ", " + number + "]", mean, low, high);
  }

  /** The mean, then its interval. */
  @Override
  public String toString() {
    return text(4);
  }
}

package dev.rungs.trial;

import dev.rungs.space.Constraint.Comparison;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a metric has to keep, such as {@code latency_ms <= 20}. It is measured: only training tells.
 * What holds between parameters, before anything is trained, is a {@link
 * dev.rungs.space.Constraint}.
 *
 * @param metric the name of a metric the trainer reports
 * @param comparison {@link Comparison#AT_MOST} or {@link Comparison#AT_LEAST}
 * @param bound a finite number
 */
public record Requirement(String metric, Comparison comparison, double bound) {

  private static final String RULE = "must be <= or >=";
  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>=!\\s]+)\\s*([<>=!]+)\\s*([^<>=!\\s]+)\\s*");

  public Requirement {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("metric is blank, must name a metric of the trainer");
    }
    if (comparison != Comparison.AT_MOST && comparison != Comparison.AT_LEAST) {
      throw new IllegalArgumentException(
          "operator of '" + text(metric, comparison, bound) + "' is " + comparison + ", " + RULE);
    }
    if (!Double.isFinite(bound)) {
      throw new IllegalArgumentException(
          "bound of " + metric + " is " + bound + ", must be a finite number");
    }
  }

  /**
   * Reads a requirement: the name of a metric, {@code <=} or {@code >=}, and a number.
   *
   * @throws IllegalArgumentException saying what the text must be
   */
  public static Requirement parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "requirement is '" + text + "', must be a metric, <= or >=, and a number");
    }
    return new Requirement(
        form.group(1), comparison(text, form.group(2)), bound(text, form.group(3)));
  }

  private static Comparison comparison(String text, String sign) {
    for (Comparison each : Comparison.values()) {
      if (each.toString().equals(sign)) {
        return each;
      }
    }
    throw new IllegalArgumentException("operator of '" + text + "' is " + sign + ", " + RULE);
  }

  private static double bound(String text, String number) {
    try {
      return Double.parseDouble(number);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "bound of '" + text + "' is " + number + ", must be a finite number", e);
    }
  }

  /**
   * Returns how far a value is beyond the bound, as a share of it so that requirements of different
   * metrics add up; of a bound of 0 the distance itself. 0 if the value keeps it, positive infinity
   * if it is NaN.
   */
  public double violation(double value) {
    if (Double.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    double beyond = comparison == Comparison.AT_MOST ? value - bound : bound - value;
    return beyond <= 0 ? 0 : beyond / (bound == 0 ? 1 : Math.abs(bound));
  }

  /** Returns how some metrics break it, such as {@code latency_ms 31.2}, if they do. */
  public Optional<String> problem(Metrics metrics) {
    double value = metrics.get(metric);
    return violation(value) == 0
        ? Optional.empty()
        : Optional.of(metrics.has(metric) ? metric + " " + value : "no " + metric);
  }

  @Override
  public String toString() {
    return text(metric, comparison, bound);
  }

  private static String text(String metric, Comparison comparison, double bound) {
    boolean whole = bound == Math.rint(bound) && Math.abs(bound) < 1e15;
    return metric + " " + comparison + " " + (whole ? Long.toString((long) bound) : "" + bound);
  }
}

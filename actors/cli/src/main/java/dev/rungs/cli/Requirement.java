package dev.rungs.cli;

import dev.rungs.sweep.SweepResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the winner must reach, such as {@code val_loss<0.1}.
 *
 * @param metric the sweep's objective
 * @param relation one of {@code <}, {@code <=}, {@code >}, {@code >=}
 */
record Requirement(String metric, String relation, double bound) {

  private static final Pattern FORM =
      Pattern.compile("\\s*([^<>=\\s]+)\\s*(<=|>=|<|>)\\s*(\\S+)\\s*");

  /**
   * Returns the requirement that a text states.
   *
   * @throws IllegalArgumentException saying what the text must be
   */
  static Requirement parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      throw new IllegalArgumentException(
          "--require is '" + text + "', must be metric, one of < <= > >=, and a number");
    }
    try {
      double bound = Double.parseDouble(form.group(3));
      return new Requirement(form.group(1), form.group(2), bound);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(
          "--require compares with '" + form.group(3) + "', must be a number", e);
    }
  }

  /** Returns whether the winner reaches it; a sweep without a winner does not. */
  boolean isMet(SweepResult result) {
    if (result.winner().isEmpty()) {
      return false;
    }
    double value = result.bestValue();
    return switch (relation) {
      case "<" -> value < bound;
      case "<=" -> value <= bound;
      case ">" -> value > bound;
      default -> value >= bound;
    };
  }

  @Override
  public String toString() {
    return metric + " " + relation + " " + bound;
  }
}

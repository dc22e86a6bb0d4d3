package dev.rungs.space;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;

/**
 * A rule about the numbers of a configuration, such as {@code width * layers <= 1024}: two
 * expressions and how they compare.
 *
 * <p>It is data and not code, so a journal keeps it and a replay needs nobody's classes. It holds
 * where a parameter that it names does not take part. Arithmetic is that of doubles; a comparison
 * with what is not a number, such as 0 / 0, does not hold.
 */
public record Constraint(Expression left, Comparison comparison, Expression right) {

  /** How two numbers compare. */
  public enum Comparison {
    AT_MOST("<=") {
      @Override
      boolean holds(double left, double right) {
        return left <= right;
      }
    },
    BELOW("<") {
      @Override
      boolean holds(double left, double right) {
        return left < right;
      }
    },
    AT_LEAST(">=") {
      @Override
      boolean holds(double left, double right) {
        return left >= right;
      }
    },
    ABOVE(">") {
      @Override
      boolean holds(double left, double right) {
        return left > right;
      }
    },
    EQUAL("==") {
      @Override
      boolean holds(double left, double right) {
        return left == right;
      }
    },
    UNEQUAL("!=") {
      @Override
      boolean holds(double left, double right) {
        return left < right || left > right;
      }
    };

    private final String sign;

    Comparison(String sign) {
      this.sign = sign;
    }

    abstract boolean holds(double left, double right);

    @Override
    public String toString() {
      return sign;
    }
  }

  public Constraint {
    if (names(left, right).isEmpty()) {
      throw new IllegalArgumentException(
          "constraint is '"
              + text(left, comparison, right)
              + "', must name at least one parameter");
    }
  }

  /**
   * Reads a constraint: expressions of numbers, names of parameters, {@code + - * /} and
   * parentheses, compared by {@code <= < >= > ==} or {@code !=}. A name goes as far as it can, so a
   * minus after one needs a space before it. At most 1,000 characters, and at most 200 numbers,
   * names and signs.
   *
   * @throws IllegalArgumentException saying which character must be what
   */
  public static Constraint parse(String text) {
    return new ConstraintParser(text).parse();
  }

  /** Returns whether a complete configuration keeps this rule. */
  public boolean holds(Configuration configuration) {
    return !names().stream().allMatch(configuration::has)
        || comparison.holds(left.value(configuration), right.value(configuration));
  }

  /** Returns the parameters that it is about, in the order of their first mention. */
  public Set<String> names() {
    return names(left, right);
  }

  /** Returns how a configuration breaks this rule, in the form "name is value, must be ...". */
  Optional<String> problem(Configuration configuration) {
    return holds(configuration)
        ? Optional.empty()
        : Optional.of(
            left
                + " is "
                + Expression.brief(left.value(configuration))
                + ", must be "
                + comparison
                + " "
                + right
                + (right instanceof Expression.Literal
                    ? ""
                    : " (" + Expression.brief(right.value(configuration)) + ")"));
  }

  @Override
  public String toString() {
    return text(left, comparison, right);
  }

  private static String text(Expression left, Comparison comparison, Expression right) {
    return left + " " + comparison + " " + right;
  }

  private static Set<String> names(Expression left, Expression right) {
    Set<String> names = new LinkedHashSet<>();
    left.addNames(names);
    right.addNames(names);
    return names;
  }
}

package dev.rungs.space;

import java.util.Set;

/** One side of a {@link Constraint}: arithmetic on the numbers of a configuration. */
public sealed interface Expression {

  /** What two numbers are combined by. */
  enum Operator {
    PLUS("+", 1) {
      @Override
      double of(double left, double right) {
        return left + right;
      }
    },
    MINUS("-", 1) {
      @Override
      double of(double left, double right) {
        return left - right;
      }
    },
    TIMES("*", 2) {
      @Override
      double of(double left, double right) {
        return left * right;
      }
    },
    OVER("/", 2) {
      @Override
      double of(double left, double right) {
        return left / right;
      }
    };

    private final String sign;

    /** The higher binds the closer. */
    private final int rank;

    Operator(String sign, int rank) {
      this.sign = sign;
      this.rank = rank;
    }

    abstract double of(double left, double right);

    @Override
    public String toString() {
      return sign;
    }
  }

  /** A number. */
  record Literal(double number) implements Expression {

    public Literal {
      if (!Double.isFinite(number)) {
        throw new IllegalArgumentException("number is " + number + ", must be finite");
      }
    }

    @Override
    public double value(Configuration configuration) {
      return number;
    }

    @Override
    public void addNames(Set<String> names) {}

    @Override
    public String toString() {
      return brief(number);
    }
  }

  /** The value of a parameter. */
  record Named(String name) implements Expression {
    @Override
    public double value(Configuration configuration) {
      return configuration.real(name);
    }

    @Override
    public void addNames(Set<String> names) {
      names.add(name);
    }

    @Override
    public String toString() {
      return name;
    }
  }

  /** A number with the other sign. */
  record Negative(Expression of) implements Expression {
    @Override
    public double value(Configuration configuration) {
      return -of.value(configuration);
    }

    @Override
    public void addNames(Set<String> names) {
      of.addNames(names);
    }

    @Override
    public String toString() {
      return "-" + (of instanceof Combined ? "(" + of + ")" : of);
    }
  }

  /** Two numbers combined. */
  record Combined(Expression left, Operator operator, Expression right) implements Expression {
    @Override
    public double value(Configuration configuration) {
      return operator.of(left.value(configuration), right.value(configuration));
    }

    @Override
    public void addNames(Set<String> names) {
      left.addNames(names);
      right.addNames(names);
    }

    @Override
    public String toString() {
      return within(left, operator.rank) + " " + operator + " " + within(right, operator.rank + 1);
    }

    private static String within(Expression operand, int rank) {
      return operand instanceof Combined inner && inner.operator.rank < rank
          ? "(" + operand + ")"
          : operand.toString();
    }
  }

  /**
   * Returns the number that it stands for.
   *
   * @throws IllegalArgumentException if a parameter is absent or not a number
   */
  double value(Configuration configuration);

  /** Adds the names of the parameters, in order. */
  void addNames(Set<String> names);

  /** Returns a number as people write it: without a fraction if it has none. */
  static String brief(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }
}

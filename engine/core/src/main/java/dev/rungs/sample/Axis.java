package dev.rungs.sample;

import dev.rungs.space.Condition;
import dev.rungs.space.Parameter;
import dev.rungs.space.Scale;
import dev.rungs.space.SearchSpace;
import java.math.BigInteger;
import java.util.List;

/**
 * One coordinate of the unit cube, as models see it.
 *
 * @param kind how its values relate
 * @param levels how many values there are; 0 on a line
 * @param conditional whether it may be absent
 */
record Axis(Parameter parameter, Kind kind, int levels, boolean conditional) {

  /** Beyond so many values a parameter is modelled as if it were continuous. */
  private static final BigInteger MOST_LEVELS = BigInteger.valueOf(1_000);

  /** How the values of an axis relate. */
  enum Kind {
    /** Any number. */
    LINE,
    /** Evenly spaced values in order. */
    LATTICE,
    /** Values without order. */
    CHOICE
  }

  /** Returns the axes of a space: one for each parameter that varies, in order. */
  static List<Axis> of(SearchSpace space) {
    return space.varying().stream().map(Axis::of).toList();
  }

  static Axis of(Parameter parameter) {
    boolean conditional = parameter.when() instanceof Condition.When;
    if (parameter instanceof Parameter.Choice choice) {
      return new Axis(parameter, Kind.CHOICE, choice.options().size(), conditional);
    }
    boolean even = !(parameter instanceof Parameter.Int whole && whole.scale() == Scale.LOG);
    return parameter
        .size()
        .filter(size -> even && size.compareTo(MOST_LEVELS) <= 0)
        .map(size -> new Axis(parameter, Kind.LATTICE, size.intValueExact(), conditional))
        .orElse(new Axis(parameter, Kind.LINE, 0, conditional));
  }

  /** Returns the number of the value whose share of [0, 1] holds {@code unit}. */
  int level(double unit) {
    return Math.min(levels - 1, (int) (unit * levels));
  }

  /** Returns the middle of a value's share. */
  double middle(int level) {
    return (level + 0.5) / levels;
  }
}

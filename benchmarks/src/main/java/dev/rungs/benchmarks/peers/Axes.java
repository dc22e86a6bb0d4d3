package dev.rungs.benchmarks.peers;

import dev.rungs.space.Assignment;
import dev.rungs.space.Condition;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.Scale;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Value;
import java.util.ArrayList;
import java.util.List;

/**
 * A space as peers see it: an axis for each parameter that varies, and a number on each for a
 * configuration. Numbers in an order stay numbers in that order; what has a step, doubles, or is an
 * ordinal is numbered from 0, and so are the options of a choice, which have no order.
 */
record Axes(SearchSpace space) {

  /**
   * @throws IllegalArgumentException if a parameter takes part only sometimes
   */
  Axes {
    for (Parameter parameter : space.parameters()) {
      if (parameter.when() instanceof Condition.When when) {
        throw new IllegalArgumentException(
            parameter.name() + " takes part if " + when + ", must always for peers");
      }
    }
  }

  /** Returns the axes: {@code real:0.1:0.9}, {@code log:}, {@code int:}, {@code logint:} alike. */
  List<String> words() {
    return space.varying().stream().map(Axes::word).toList();
  }

  private static String word(Parameter parameter) {
    if (parameter instanceof Parameter.Real real && real.step() == 0) {
      return (real.scale() == Scale.LOG ? "log:" : "real:") + real.low() + ":" + real.high();
    }
    if (parameter instanceof Parameter.Int whole && whole.step() == 1) {
      return (whole.scale() == Scale.LOG ? "logint:" : "int:") + whole.low() + ":" + whole.high();
    }
    long size = parameter.size().orElseThrow().longValueExact();
    return parameter instanceof Parameter.Choice ? "choice:" + size : "int:0:" + (size - 1);
  }

  /** Returns where a configuration lies. */
  double[] numbers(Configuration configuration) {
    return space.varying().stream()
        .mapToDouble(each -> number(each, configuration.value(each.name()).orElseThrow()))
        .toArray();
  }

  private static double number(Parameter parameter, Value value) {
    return numbered(parameter) ? parameter.index(value) : ((Number) value.plain()).doubleValue();
  }

  /** Returns the configuration that lies there. */
  Configuration configuration(double[] numbers) {
    List<Parameter> varying = space.varying();
    var assignments = new ArrayList<Assignment>();
    for (int axis = 0; axis < numbers.length; axis++) {
      Parameter parameter = varying.get(axis);
      assignments.add(new Assignment(parameter.name(), value(parameter, numbers[axis])));
    }
    return space.complete(new Configuration(assignments));
  }

  private static Value value(Parameter parameter, double number) {
    if (numbered(parameter)) {
      return parameter.value(Math.round(number));
    }
    return parameter instanceof Parameter.Int
        ? new Value.Int(Math.round(number))
        : new Value.Real(number);
  }

  private static boolean numbered(Parameter parameter) {
    return !(parameter instanceof Parameter.Real real && real.step() == 0)
        && !(parameter instanceof Parameter.Int whole && whole.step() == 1);
  }
}

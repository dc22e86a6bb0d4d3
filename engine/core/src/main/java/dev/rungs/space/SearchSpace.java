package dev.rungs.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configurations a sweep may try: parameters in declared order.
 *
 * <p>The unit cube has one coordinate for each parameter that varies, in declared order. A
 * condition names a parameter declared before its own, so one pass in order decides which take
 * part.
 */
public record SearchSpace(List<Parameter> parameters) {

  public SearchSpace {
    parameters = List.copyOf(parameters);
    Map<String, Parameter> earlier = new HashMap<>();
    for (Parameter parameter : parameters) {
      checkCondition(parameter, earlier);
      if (earlier.put(parameter.name(), parameter) != null) {
        throw new IllegalArgumentException(
            parameter.name() + " is declared twice, must be declared once");
      }
    }
  }

  /** Returns a space of these parameters, in this order. */
  public static SearchSpace of(Parameter... parameters) {
    return new SearchSpace(Arrays.asList(parameters));
  }

  /** Returns the parameters that vary, in order: the coordinates of the unit cube. */
  public List<Parameter> varying() {
    return parameters.stream().filter(each -> !(each instanceof Parameter.Constant)).toList();
  }

  /** Returns the parameter of that name. */
  public Optional<Parameter> parameter(String name) {
    return parameters.stream().filter(each -> each.name().equals(name)).findFirst();
  }

  /**
   * Returns the configuration at a point of the unit cube; coordinates of parameters that do not
   * take part are ignored.
   */
  public Configuration at(double[] unit) {
    if (unit.length != varying().size()) {
      throw new IllegalArgumentException(
          "unit has " + unit.length + " coordinates, must have " + varying().size());
    }
    var assignments = new ArrayList<Assignment>();
    int coordinate = 0;
    for (Parameter parameter : parameters) {
      double u = parameter instanceof Parameter.Constant ? 0.5 : unit[coordinate++];
      if (parameter.when().holds(new Configuration(assignments))) {
        assignments.add(new Assignment(parameter.name(), parameter.at(u)));
      }
    }
    return new Configuration(assignments);
  }

  /** Returns where a configuration lies in the unit cube; 0.5 for what does not take part. */
  public double[] unit(Configuration configuration) {
    return varying().stream()
        .mapToDouble(
            parameter -> configuration.value(parameter.name()).map(parameter::unit).orElse(0.5))
        .toArray();
  }

  /**
   * Returns how many combinations of values there are, those of parameters that do not take part
   * counted in, so never fewer than there are configurations; empty if a range is continuous.
   */
  public Optional<BigInteger> size() {
    BigInteger product = BigInteger.ONE;
    for (Parameter parameter : parameters) {
      if (parameter.size().isEmpty()) {
        return Optional.empty();
      }
      product = product.multiply(parameter.size().get());
    }
    return Optional.of(product);
  }

  /** Returns everything wrong with a given configuration, each "name is value, must be ...". */
  public List<String> problems(Configuration given) {
    var problems = new ArrayList<String>();
    for (Parameter parameter : parameters) {
      Optional<Value> value = given.value(parameter.name());
      boolean partakes = parameter.when().holds(given);
      if (value.isEmpty() && partakes && !(parameter instanceof Parameter.Constant)) {
        problems.add(parameter.name() + " is missing, must be in " + parameter.range());
      } else if (value.isPresent() && !partakes) {
        problems.add(parameter.name() + " is set, but takes part only if " + parameter.when());
      } else {
        value
            .flatMap(parameter::problem)
            .ifPresent(rule -> problems.add(parameter.name() + " is " + value.get() + ", " + rule));
      }
    }
    given.assignments().stream()
        .filter(each -> parameter(each.name()).isEmpty())
        .forEach(each -> problems.add(each.name() + " is not a parameter of this space"));
    return problems;
  }

  /**
   * Returns a given configuration in declared order, constants filled in, numbers in the
   * parameter's own type.
   *
   * @throws IllegalArgumentException naming everything in {@link #problems}
   */
  public Configuration complete(Configuration given) {
    List<String> problems = problems(given);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    var assignments = new ArrayList<Assignment>();
    for (Parameter parameter : parameters) {
      if (parameter.when().holds(new Configuration(assignments))) {
        Value value = given.value(parameter.name()).orElseGet(() -> parameter.at(0.5));
        assignments.add(new Assignment(parameter.name(), typed(parameter, value)));
      }
    }
    return new Configuration(assignments);
  }

  private static Value typed(Parameter parameter, Value value) {
    return parameter instanceof Parameter.Real && value instanceof Value.Int whole
        ? new Value.Real(whole.number())
        : value;
  }

  private static void checkCondition(Parameter parameter, Map<String, Parameter> earlier) {
    if (!(parameter.when() instanceof Condition.When when)) {
      return;
    }
    Parameter other = earlier.get(when.parameter());
    if (other == null) {
      throw new IllegalArgumentException(
          parameter.name()
              + ": its condition names "
              + when.parameter()
              + ", must name a parameter declared before it");
    }
    for (Value value : when.anyOf()) {
      other
          .problem(value)
          .ifPresent(
              rule -> {
                throw new IllegalArgumentException(
                    parameter.name()
                        + ": its condition wants "
                        + other.name()
                        + " = "
                        + value
                        + ", "
                        + other.name()
                        + " "
                        + rule);
              });
    }
  }
}

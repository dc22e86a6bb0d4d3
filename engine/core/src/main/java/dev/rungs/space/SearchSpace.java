package dev.rungs.space;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configurations a sweep may try: parameters in declared order, and constraints on their
 * values.
 *
 * <p>The unit cube has one coordinate for each parameter that varies, in declared order. A
 * condition names a parameter declared before its own, so one pass in order decides which take
 * part.
 *
 * <p>A point of the cube may break a constraint: {@link #at} and {@link Grid} do not ask, {@link
 * #allows} tells. What is given must keep all of them.
 *
 * @param constraints at least one configuration keeps them all
 */
public record SearchSpace(List<Parameter> parameters, List<Constraint> constraints) {

  public SearchSpace {
    Map<String, Parameter> declared = new LinkedHashMap<>();
    for (Parameter parameter : parameters) {
      Parameter checked = parameter.when(checked(parameter, declared));
      if (declared.put(parameter.name(), checked) != null) {
        throw new IllegalArgumentException(
            parameter.name() + " is declared twice, must be declared once");
      }
    }
    parameters = List.copyOf(declared.values());
    constraints = List.copyOf(constraints);
    if (!constraints.isEmpty()) {
      Feasibility.check(new SearchSpace(parameters), constraints);
    }
  }

  /** A space without constraints. */
  public SearchSpace(List<Parameter> parameters) {
    this(parameters, List.of());
  }

  /** Returns a space of these parameters, in this order. */
  public static SearchSpace of(Parameter... parameters) {
    return new SearchSpace(Arrays.asList(parameters));
  }

  /**
   * Returns this space with more constraints, such as {@code "width * layers <= 1024"}.
   *
   * @throws IllegalArgumentException if one is not understood, is not about numbers of this space,
   *     or no configuration is found that keeps all
   */
  public SearchSpace where(String... rules) {
    var all = new ArrayList<>(constraints);
    Arrays.stream(rules).map(Constraint::parse).forEach(all::add);
    return new SearchSpace(parameters, all);
  }

  /**
   * Returns the part of this space where some parameters have these values whenever they take part.
   * Its configurations are configurations of this space; parameters that cannot take part any more
   * are gone.
   *
   * @throws IllegalArgumentException naming each value that is not its parameter's, or whose
   *     parameter does not take part because of another, and if no configuration is left
   */
  public SearchSpace fix(Configuration values) {
    return Fixing.of(this, values);
  }

  /**
   * Returns a configuration with about half of one whole number: the largest value of its parameter
   * up to the half, rounded down; of options the next smaller one; of a constant, which only here
   * has another value, the half. Empty if the number takes no part, if nothing as small is left
   * that is at least 1, or if that breaks a constraint or changes which parameters take part.
   */
  public Optional<Configuration> halve(Configuration configuration, String name) {
    return Halving.of(this, configuration, name);
  }

  /** Returns why a parameter of that name cannot be halved, in the form "must ...". */
  public Optional<String> halvingProblem(String name) {
    return Halving.problem(this, name);
  }

  /** Returns whether a configuration of the parameters keeps the constraints. */
  public boolean allows(Configuration configuration) {
    return constraints.stream().allMatch(each -> each.holds(configuration));
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
    if (unit.length != dimensions()) {
      throw new IllegalArgumentException(
          "unit has " + unit.length + " coordinates, must have " + dimensions());
    }
    var assignments = new ArrayList<Assignment>();
    int coordinate = 0;
    for (Parameter parameter : parameters) {
      double u = parameter instanceof Parameter.Constant ? 0.5 : unit[coordinate++];
      if (takesPart(parameter, assignments)) {
        assignments.add(new Assignment(parameter.name(), parameter.at(u)));
      }
    }
    return new Configuration(assignments);
  }

  private int dimensions() {
    int varying = 0;
    for (Parameter parameter : parameters) {
      varying += parameter instanceof Parameter.Constant ? 0 : 1;
    }
    return varying;
  }

  private static boolean takesPart(Parameter parameter, List<Assignment> soFar) {
    return parameter.when() instanceof Condition.Always
        || parameter.when().holds(new Configuration(soFar));
  }

  /** Returns where a configuration lies in the unit cube; 0.5 for what does not take part. */
  public double[] unit(Configuration configuration) {
    return varying().stream()
        .mapToDouble(
            parameter -> configuration.value(parameter.name()).map(parameter::unit).orElse(0.5))
        .toArray();
  }

  /**
   * Returns how many configurations there are; empty if a range is continuous. Of more than {@value
   * Feasibility#DRAWS}, those that constraints forbid are not subtracted.
   */
  public Optional<BigInteger> size() {
    return parameters.stream().allMatch(each -> each.size().isPresent())
        ? Optional.of(Grid.of(this, 1).allowed())
        : Optional.empty();
  }

  /** Returns everything wrong with a given configuration, each "name is value, must be ...". */
  public List<String> problems(Configuration given) {
    var problems = new ArrayList<String>();
    Configuration read = read(given, problems);
    addBroken(read, problems);
    return problems;
  }

  /**
   * Returns a given configuration in declared order, constants filled in, numbers in the
   * parameter's own type.
   *
   * @throws IllegalArgumentException naming everything in {@link #problems}
   */
  public Configuration complete(Configuration given) {
    var problems = new ArrayList<String>();
    Configuration complete = read(given, problems);
    addBroken(complete, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    return complete;
  }

  /** Returns what is given, completed as far as it can be; adds what is wrong to the problems. */
  private Configuration read(Configuration given, List<String> problems) {
    Configuration soFar = Configuration.EMPTY;
    for (Parameter parameter : parameters) {
      String name = parameter.name();
      Optional<Value> value = given.value(name).map(each -> typed(parameter, each));
      if (!parameter.when().holds(soFar)) {
        value
            .map(each -> name + " is " + each + ", must be absent unless " + parameter.when())
            .ifPresent(problems::add);
      } else if (value.isPresent() || parameter instanceof Parameter.Constant) {
        Value taken = value.orElseGet(() -> parameter.at(0.5));
        parameter
            .problem(taken)
            .map(rule -> name + " is " + taken + ", " + rule)
            .ifPresent(problems::add);
        soFar = soFar.with(name, taken);
      } else {
        problems.add(name + " is missing, must be in " + parameter.range());
      }
    }
    addStrangers(given, problems);
    return soFar;
  }

  /** A value of another type can't be computed with, so only what is right by itself is asked. */
  private void addBroken(Configuration complete, List<String> problems) {
    if (problems.isEmpty()) {
      constraints.forEach(each -> each.problem(complete).ifPresent(problems::add));
    }
  }

  void addStrangers(Configuration given, List<String> problems) {
    var seen = new HashSet<String>();
    for (Assignment each : given.assignments()) {
      if (parameter(each.name()).isEmpty()) {
        problems.add(each.name() + " is " + each.value() + ", must name a parameter of this space");
      } else if (!seen.add(each.name())) {
        problems.add(each.name() + " = " + each.value() + " is given again, must be given once");
      }
    }
  }

  /** Returns the parameter's condition, its values in the type of the parameter they are about. */
  private static Condition checked(Parameter parameter, Map<String, Parameter> earlier) {
    if (!(parameter.when() instanceof Condition.When when)) {
      return parameter.when();
    }
    String place = parameter.name() + ": its condition ";
    Parameter other = earlier.get(when.parameter());
    if (other == null) {
      throw new IllegalArgumentException(
          place + "names " + when.parameter() + ", must name a parameter declared before it");
    }
    List<Value> anyOf = when.anyOf().stream().map(each -> typed(other, each)).distinct().toList();
    for (Value value : anyOf) {
      Optional<String> problem = other.problem(value);
      if (problem.isPresent()) {
        throw new IllegalArgumentException(
            place + "wants " + other.name() + " = " + value + ", " + problem.get());
      }
    }
    return new Condition.When(when.parameter(), anyOf);
  }

  static Value typed(Parameter parameter, Value value) {
    return parameter instanceof Parameter.Real && value instanceof Value.Int whole
        ? new Value.Real(whole.number())
        : value;
  }
}

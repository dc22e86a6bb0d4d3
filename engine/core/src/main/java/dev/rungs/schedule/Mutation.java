package dev.rungs.schedule;

import dev.rungs.space.Assignment;
import dev.rungs.space.Condition;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/** Which values of a configuration may change in mid-training, and how one is changed. */
final class Mutation {

  private Mutation() {}

  /**
   * Checks names of parameters that are to change.
   *
   * @param names none for every {@link #reals real} one
   */
  static void check(SearchSpace space, List<String> names) {
    for (String name : names) {
      Optional<String> problem = problem(space, name);
      if (problem.isPresent()) {
        throw new IllegalArgumentException("mutate holds " + name + ", " + problem.get());
      }
    }
    if (names.isEmpty() && reals(space).isEmpty()) {
      throw new IllegalArgumentException(
          "mutate is missing, must name what may change: the space has no real parameter");
    }
  }

  private static Optional<String> problem(SearchSpace space, String name) {
    Optional<Parameter> parameter = space.parameter(name);
    if (parameter.isEmpty()) {
      return Optional.of("must name parameters of the space");
    }
    if (parameter.get() instanceof Parameter.Constant) {
      return Optional.of("must name parameters that vary");
    }
    return decides(space, name)
        ? Optional.of("must not name one that decides whether others take part")
        : Optional.empty();
  }

  /** Returns the names of the real parameters that vary and on which no other depends. */
  static List<String> reals(SearchSpace space) {
    return space.varying().stream()
        .filter(Parameter.Real.class::isInstance)
        .map(Parameter::name)
        .filter(name -> !decides(space, name))
        .toList();
  }

  private static boolean decides(SearchSpace space, String name) {
    return space.parameters().stream()
        .anyMatch(
            other -> other.when() instanceof Condition.When when && when.parameter().equals(name));
  }

  /** Returns a configuration with other values for some names, where it has them. */
  static Configuration change(
      SearchSpace space,
      Configuration source,
      List<String> names,
      BiFunction<Parameter, Value, Value> change) {
    return new Configuration(
        source.assignments().stream()
            .map(
                each ->
                    names.contains(each.name())
                        ? new Assignment(
                            each.name(),
                            change.apply(space.parameter(each.name()).orElseThrow(), each.value()))
                        : each)
            .toList());
  }

  /**
   * Returns a number times {@code factor}, as near to that as the parameter allows and, if there is
   * another one on that side, never the same whole number; of options in order the next one.
   *
   * @param factor above 1 to go up, else down
   */
  static Value perturb(Parameter parameter, Value value, double factor) {
    if (parameter instanceof Parameter.Real real) {
      double moved =
          clamp(((Number) value.plain()).doubleValue() * factor, real.low(), real.high());
      return real.size().isEmpty()
          ? new Value.Real(moved)
          : real.value(clamp(real.index(new Value.Real(moved)), last(real)));
    }
    if (parameter instanceof Parameter.Int whole) {
      double number = ((Number) value.plain()).doubleValue();
      long index = Math.round((number * factor - whole.low()) / whole.step());
      long old = whole.index(value);
      return whole.value(clamp(index == old ? next(old, factor) : index, last(whole)));
    }
    return parameter.value(clamp(next(parameter.index(value), factor), last(parameter)));
  }

  private static long next(long index, double factor) {
    return factor > 1 ? index + 1 : index - 1;
  }

  private static long last(Parameter parameter) {
    return parameter.size().orElseThrow().longValueExact() - 1;
  }

  private static long clamp(long index, long last) {
    return Math.max(0, Math.min(last, index));
  }

  private static double clamp(double number, double low, double high) {
    return Math.max(low, Math.min(high, number));
  }
}

package dev.rungs.space;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/** About half of one whole number of a configuration. */
final class Halving {

  private Halving() {}

  /** Returns why a parameter cannot be halved, in the form "must ...". */
  static Optional<String> problem(SearchSpace space, String name) {
    Optional<Parameter> parameter = space.parameter(name);
    if (parameter.isEmpty()) {
      List<String> names = space.parameters().stream().map(Parameter::name).toList();
      return Optional.of("must name a parameter of the space, one of " + String.join(", ", names));
    }
    return whole(parameter.get())
        ? Optional.empty()
        : Optional.of(
            "must name a parameter whose values are whole numbers, not " + parameter.get().range());
  }

  private static boolean whole(Parameter parameter) {
    if (parameter instanceof Parameter.Constant constant) {
      return constant.value() instanceof Value.Int;
    }
    return parameter instanceof Parameter.Int
        || parameter instanceof Parameter.PowerOfTwo
        || (!options(parameter).isEmpty()
            && options(parameter).stream().allMatch(Value.Int.class::isInstance));
  }

  static Optional<Configuration> of(SearchSpace space, Configuration configuration, String name) {
    Optional<Parameter> parameter = space.parameter(name);
    if (parameter.isEmpty() || !configuration.has(name)) {
      return Optional.empty();
    }
    return smaller(parameter.get(), configuration.integer(name)).stream()
        .filter(number -> number >= 1)
        .mapToObj(number -> replaced(configuration, name, new Value.Int(number)))
        .filter(halved -> takesPart(space, halved) && space.allows(halved))
        .findFirst();
  }

  private static OptionalLong smaller(Parameter parameter, long number) {
    long half = number / 2;
    if (parameter instanceof Parameter.Int whole) {
      return half < whole.low()
          ? OptionalLong.empty()
          : OptionalLong.of(half - (half - whole.low()) % whole.step());
    }
    if (parameter instanceof Parameter.PowerOfTwo power) {
      return half < power.low() ? OptionalLong.empty() : OptionalLong.of(half);
    }
    return parameter instanceof Parameter.Constant
        ? OptionalLong.of(half)
        : numbers(parameter).filter(option -> option < number).max();
  }

  private static LongStream numbers(Parameter parameter) {
    return options(parameter).stream().mapToLong(option -> ((Value.Int) option).number());
  }

  private static List<Value> options(Parameter parameter) {
    return parameter instanceof Parameter.Listed listed ? listed.options() : List.of();
  }

  private static Configuration replaced(Configuration configuration, String name, Value value) {
    return new Configuration(
        configuration.assignments().stream()
            .map(each -> each.name().equals(name) ? new Assignment(name, value) : each)
            .toList());
  }

  /** Returns whether what takes part is still just what ought to. */
  private static boolean takesPart(SearchSpace space, Configuration halved) {
    return space.parameters().stream()
        .allMatch(each -> each.when().holds(halved) == halved.has(each.name()));
  }
}

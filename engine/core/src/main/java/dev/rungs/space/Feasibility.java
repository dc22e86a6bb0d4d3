package dev.rungs.space;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether constraints leave anything of a space. */
final class Feasibility {

  /** So many configurations are looked at. */
  static final int DRAWS = 100_000;

  private static final BigInteger COUNTED = BigInteger.valueOf(DRAWS);

  private Feasibility() {}

  /**
   * Refuses constraints that a space cannot keep: each must be about its numbers, and some
   * configuration must keep all. A space of at most {@value #DRAWS} configurations is looked
   * through whole, any other by as many draws, the same in every JVM.
   */
  static void check(SearchSpace free, List<Constraint> constraints) {
    constraints.forEach(each -> checkNames(free, each));
    if (constraints.isEmpty()
        || configurations(free)
            .anyMatch(each -> constraints.stream().allMatch(rule -> rule.holds(each)))) {
      return;
    }
    String rules = constraints.stream().map(Constraint::toString).collect(Collectors.joining(", "));
    throw new IllegalArgumentException(
        "constraints: "
            + looked(free)
            + " no configuration satisfies "
            + (constraints.size() == 1 ? rules : "all of " + rules)
            + ", must leave at least one");
  }

  private static Stream<Configuration> configurations(SearchSpace free) {
    Optional<BigInteger> size = countable(free);
    if (size.isPresent()) {
      var grid = Grid.of(free, 1);
      return Stream.iterate(
              BigInteger.ZERO,
              each -> each.compareTo(size.get()) < 0,
              each -> each.add(BigInteger.ONE))
          .map(grid::at);
    }
    var random = new SplittableRandom(0);
    int coordinates = free.varying().size();
    return Stream.generate(() -> free.at(random.doubles(coordinates).toArray())).limit(DRAWS);
  }

  private static Optional<BigInteger> countable(SearchSpace free) {
    return free.size().filter(size -> size.compareTo(COUNTED) <= 0);
  }

  private static String looked(SearchSpace free) {
    return countable(free).map(size -> "of " + size).orElse("after " + DRAWS + " draws");
  }

  private static void checkNames(SearchSpace free, Constraint constraint) {
    for (String name : constraint.names()) {
      Parameter parameter =
          free.parameter(name)
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "constraint "
                              + constraint
                              + ": "
                              + name
                              + " is not a parameter, must be one of "
                              + free.parameters().stream().map(Parameter::name).toList()));
      if (!numeric(parameter)) {
        throw new IllegalArgumentException(
            "constraint "
                + constraint
                + ": "
                + name
                + " can be "
                + parameter.range()
                + ", must be a number");
      }
    }
  }

  private static boolean numeric(Parameter parameter) {
    if (parameter instanceof Parameter.Listed listed) {
      return listed.options().stream().allMatch(Feasibility::numeric);
    }
    return !(parameter instanceof Parameter.Constant constant) || numeric(constant.value());
  }

  private static boolean numeric(Value value) {
    return value instanceof Value.Real || value instanceof Value.Int;
  }
}

package dev.rungs.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of a space where some parameters have given values. */
final class Fixing {

  private final SearchSpace space;
  private final Configuration values;
  private final Map<String, Parameter> left = new LinkedHashMap<>();
  private final List<String> problems = new ArrayList<>();

  private Fixing(SearchSpace space, Configuration values) {
    this.space = space;
    this.values = values;
  }

  static SearchSpace of(SearchSpace space, Configuration values) {
    return new Fixing(space, values).fixed();
  }

  private SearchSpace fixed() {
    space.parameters().forEach(this::add);
    space.addStrangers(values, problems);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    List<Constraint> constraints =
        space.constraints().stream()
            .filter(each -> left.keySet().containsAll(each.names()))
            .toList();
    return new SearchSpace(List.copyOf(left.values()), constraints);
  }

  private void add(Parameter parameter) {
    String name = parameter.name();
    Optional<Value> value = values.value(name).map(each -> SearchSpace.typed(parameter, each));
    Optional<Condition> when = when(parameter.when());
    if (when.isEmpty()) {
      value
          .map(each -> name + " is " + each + ", must be absent unless " + parameter.when())
          .ifPresent(problems::add);
      return;
    }
    value
        .flatMap(each -> parameter.problem(each).map(rule -> name + " is " + each + ", " + rule))
        .ifPresent(problems::add);
    left.put(
        name,
        value
            .<Parameter>map(each -> new Parameter.Constant(name, each, when.get()))
            .orElseGet(() -> parameter.when(when.get())));
  }

  /** Returns what is left of a condition; empty if it cannot hold any more. */
  private Optional<Condition> when(Condition condition) {
    if (!(condition instanceof Condition.When when)) {
      return Optional.of(condition);
    }
    Parameter other = left.get(when.parameter());
    if (other == null) {
      return Optional.empty();
    }
    List<Value> possible =
        when.anyOf().stream().filter(value -> other.problem(value).isEmpty()).toList();
    return possible.isEmpty()
        ? Optional.empty()
        : Optional.of(new Condition.When(when.parameter(), possible));
  }
}

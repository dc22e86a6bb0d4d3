package dev.rungs.space;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Named values in declared order: one point of a search space, or the settings of an algorithm.
 *
 * <p>A parameter whose condition does not hold is absent. Two configurations are equal if they hold
 * the same values in the same order.
 */
public record Configuration(List<Assignment> assignments) {

  /** The configuration without any value. */
  public static final Configuration EMPTY = new Configuration(List.of());

  public Configuration {
    assignments = List.copyOf(assignments);
  }

  /** Returns a configuration of plain Java values, in the map's iteration order. */
  public static Configuration of(Map<String, ?> values) {
    return new Configuration(
        values.entrySet().stream()
            .map(entry -> new Assignment(entry.getKey(), Value.of(entry.getValue())))
            .toList());
  }

  /** Returns the value of {@code name}, if it takes part. */
  public Optional<Value> value(String name) {
    for (Assignment assignment : assignments) {
      if (assignment.name().equals(name)) {
        return Optional.of(assignment.value());
      }
    }
    return Optional.empty();
  }

  /** Returns whether {@code name} takes part. */
  public boolean has(String name) {
    return value(name).isPresent();
  }

  /**
   * Returns a real number; a whole number is widened.
   *
   * @throws IllegalArgumentException if {@code name} is absent or not a number
   */
  public double real(String name) {
    Value value = require(name);
    if (value instanceof Value.Real real) {
      return real.number();
    }
    if (value instanceof Value.Int whole) {
      return whole.number();
    }
    throw mismatch(name, value, "a number");
  }

  /**
   * Returns a whole number.
   *
   * @throws IllegalArgumentException if {@code name} is absent or not a whole number
   */
  public long integer(String name) {
    Value value = require(name);
    if (value instanceof Value.Int whole) {
      return whole.number();
    }
    throw mismatch(name, value, "a whole number");
  }

  /**
   * Returns a whole number that fits an {@code int}.
   *
   * @throws IllegalArgumentException if {@code name} is absent, not a whole number or too large
   */
  public int count(String name) {
    long number = integer(name);
    if (number != (int) number) {
      throw new IllegalArgumentException(name + " is " + number + ", must fit 32 bits");
    }
    return (int) number;
  }

  /**
   * Returns the value as text: a choice's option, or any other value as it prints.
   *
   * @throws IllegalArgumentException if {@code name} is absent
   */
  public String text(String name) {
    return require(name).toString();
  }

  /**
   * Returns yes or no.
   *
   * @throws IllegalArgumentException if {@code name} is absent or not a flag
   */
  public boolean flag(String name) {
    Value value = require(name);
    if (value instanceof Value.Flag flag) {
      return flag.on();
    }
    throw mismatch(name, value, "true or false");
  }

  /** Returns this configuration with one more value at its end. */
  public Configuration with(String name, Value value) {
    var longer = new ArrayList<>(assignments);
    longer.add(new Assignment(name, value));
    return new Configuration(longer);
  }

  /** Returns these values, and those of {@code defaults} that are absent here, after them. */
  public Configuration orElse(Configuration defaults) {
    var merged = new ArrayList<>(assignments);
    defaults.assignments().stream().filter(value -> !has(value.name())).forEach(merged::add);
    return new Configuration(merged);
  }

  /** Returns the values as plain Java objects, in order. */
  public Map<String, Object> plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    assignments.forEach(each -> plain.put(each.name(), each.value().plain()));
    return plain;
  }

  @Override
  public String toString() {
    return assignments.stream().map(Assignment::toString).collect(Collectors.joining(" "));
  }

  private Value require(String name) {
    return value(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    name + " is not set, must be one of " + plain().keySet()));
  }

  private static IllegalArgumentException mismatch(String name, Value value, String wanted) {
    return new IllegalArgumentException(name + " is " + value + ", must be " + wanted);
  }
}

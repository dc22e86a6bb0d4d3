package dev.rungs.space;

import java.util.List;

/** When a parameter takes part in a configuration. */
public sealed interface Condition {

  /** The parameter is always part of the configuration. */
  record Always() implements Condition {
    @Override
    public boolean holds(Configuration soFar) {
      return true;
    }
  }

  /**
   * The parameter takes part if another one, declared before it, takes part with one of these
   * values.
   */
  record When(String parameter, List<Value> anyOf) implements Condition {

    public When {
      anyOf = List.copyOf(anyOf);
      if (anyOf.isEmpty()) {
        throw new IllegalArgumentException(
            "the condition on " + parameter + " lists no value, must list at least one");
      }
    }

    @Override
    public boolean holds(Configuration soFar) {
      return soFar.value(parameter).filter(anyOf::contains).isPresent();
    }

    @Override
    public String toString() {
      return anyOf.size() == 1 ? parameter + " = " + anyOf.get(0) : parameter + " in " + anyOf;
    }
  }

  /** The condition that always holds. */
  @SuppressWarnings("ClassInitializationDeadlock")
  Condition ALWAYS = new Always();

  /** Returns whether it holds for the values chosen so far. */
  boolean holds(Configuration soFar);
}

package dev.rungs.space;

import java.util.List;
import java.util.Optional;

/**
 * One key that an algorithm or a trainer understands: its name, what it accepts, its default.
 *
 * @param presence whether it must be given, or which value stands in
 * @param help one line for people, with the unit
 */
public record Setting(String name, Rule rule, Presence presence, String help) {

  /** Which values a setting accepts. */
  public sealed interface Rule {

    /** A number in {@code [min, max]}; an open end excludes itself. Whole numbers are accepted. */
    record Reals(double min, boolean minOpen, double max, boolean maxOpen) implements Rule {
      @Override
      public String toString() {
        if (max == Double.POSITIVE_INFINITY) {
          return min == Double.NEGATIVE_INFINITY
              ? "a number"
              : "a number " + (minOpen ? "> " : ">= ") + min;
        }
        return "a number in " + (minOpen ? "(" : "[") + min + ", " + max + (maxOpen ? ")" : "]");
      }
    }

    /** A whole number in {@code [min, max]}. */
    record Ints(long min, long max) implements Rule {
      @Override
      public String toString() {
        if (max >= Integer.MAX_VALUE) {
          return min == Long.MIN_VALUE ? "a whole number" : "a whole number >= " + min;
        }
        return "a whole number in [" + min + ", " + max + "]";
      }
    }

    /** One of these words. */
    record OneOf(List<String> options) implements Rule {
      public OneOf {
        options = List.copyOf(options);
      }

      @Override
      public String toString() {
        return "one of " + String.join(", ", options);
      }
    }

    /** True or false. */
    record Flags() implements Rule {
      @Override
      public String toString() {
        return "true or false";
      }
    }

    /** Names, separated by commas. */
    record Names() implements Rule {
      @Override
      public String toString() {
        return "a list of names";
      }
    }

    /** Any text that is not blank, such as a file's name. */
    record Words() implements Rule {
      @Override
      public String toString() {
        return "a text";
      }
    }
  }

  /** Whether a setting must be given. */
  public sealed interface Presence {

    /** It has no default. */
    record Required() implements Presence {}

    /** It may be left out and then stays out. */
    record Unset() implements Presence {}

    /** It may be left out and then has this value. */
    record Default(Value value) implements Presence {}
  }

  /** A number of at least {@code min}. */
  public static Setting real(String name, double min, double fallback, String help) {
    return optional(
        name,
        new Rule.Reals(min, false, Double.POSITIVE_INFINITY, true),
        new Value.Real(fallback),
        help);
  }

  /** A number in {@code (0, 1)}, {@code [0, 1)} and so on, as the rule says. */
  public static Setting real(String name, Rule.Reals rule, double fallback, String help) {
    return optional(name, rule, new Value.Real(fallback), help);
  }

  /** A whole number in {@code [min, max]}. */
  public static Setting integer(String name, long min, long max, long fallback, String help) {
    return optional(name, new Rule.Ints(min, max), new Value.Int(fallback), help);
  }

  /** One of some words; the first is the default. */
  public static Setting oneOf(String name, List<String> options, String help) {
    return optional(name, new Rule.OneOf(options), new Value.Text(options.get(0)), help);
  }

  /** True or false. */
  public static Setting flag(String name, boolean fallback, String help) {
    return optional(name, new Rule.Flags(), new Value.Flag(fallback), help);
  }

  /** A setting without a default that must be given. */
  public static Setting required(String name, Rule rule, String help) {
    return new Setting(name, rule, new Presence.Required(), help);
  }

  /** A setting that may be left out and then has no value. */
  public static Setting unset(String name, Rule rule, String help) {
    return new Setting(name, rule, new Presence.Unset(), help);
  }

  private static Setting optional(String name, Rule rule, Value fallback, String help) {
    return new Setting(name, rule, new Presence.Default(fallback), help);
  }

  /** Returns the default, if there is one. */
  public Optional<Value> fallback() {
    return presence instanceof Presence.Default standing
        ? Optional.of(standing.value())
        : Optional.empty();
  }

  /**
   * Returns why {@code value} is refused, in the form "must be ...", or empty if it is accepted.
   */
  public Optional<String> problem(Value value) {
    return accepts(value) ? Optional.empty() : Optional.of("must be " + rule);
  }

  private boolean accepts(Value value) {
    if (rule instanceof Rule.Reals reals) {
      return isNumber(value) && within(reals, ((Number) value.plain()).doubleValue());
    }
    if (rule instanceof Rule.Ints ints) {
      return value instanceof Value.Int whole
          && whole.number() >= ints.min()
          && whole.number() <= ints.max();
    }
    if (rule instanceof Rule.OneOf oneOf) {
      return oneOf.options().contains(value.toString());
    }
    if (rule instanceof Rule.Flags) {
      return value instanceof Value.Flag;
    }
    return !value.toString().isBlank();
  }

  private static boolean isNumber(Value value) {
    return value instanceof Value.Real || value instanceof Value.Int;
  }

  private static boolean within(Rule.Reals reals, double number) {
    return (reals.minOpen() ? number > reals.min() : number >= reals.min())
        && (reals.maxOpen() ? number < reals.max() : number <= reals.max());
  }
}

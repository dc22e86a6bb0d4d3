package dev.rungs.space;

import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Rules that the kinds of parameter share. */
final class Checks {

  /** Whole numbers up to here are exact in a double. */
  static final long EXACT = 1L << 53;

  /** Whole numbers up to here keep apart on a logarithmic scale of doubles. */
  static final long LOG_EXACT = 1L << 40;

  /** So many equal shares of [0, 1] keep apart, their middles included. */
  private static final long SHARES = 1L << 50;

  static final String POWER = ", must be a power of two";

  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_.-]{0,63}");

  private Checks() {}

  static void name(String name) {
    that(
        NAME.matcher(name).matches(),
        "parameter",
        "name is '" + name + "', must be a letter or _, then up to 63 letters, digits, _ . or -");
  }

  static void options(String name, List<Value> options) {
    name(name);
    that(!options.isEmpty(), name, "has no option, must have at least one");
    that(
        new HashSet<>(options).size() == options.size(),
        name,
        "options are " + options + ", must differ from each other");
  }

  static void count(String name, long values) {
    that(values <= SHARES, name, "has " + values + " values, must have at most 2^50");
  }

  static void that(boolean holds, String name, String message) {
    if (!holds) {
      throw new IllegalArgumentException(name + ": " + message);
    }
  }

  /** Returns which of {@code count} equal shares of [0, 1] holds {@code unit}. */
  static long share(double unit, long count) {
    return Math.min(count - 1, (long) (unit * count));
  }

  static double clamp(double unit) {
    if (Double.isNaN(unit)) {
      throw new IllegalArgumentException("unit is NaN, must be in [0, 1]");
    }
    return Math.min(1, Math.max(0, unit));
  }

  static String join(List<Value> options, String separator) {
    return options.stream().map(Value::toString).collect(Collectors.joining(separator));
  }
}

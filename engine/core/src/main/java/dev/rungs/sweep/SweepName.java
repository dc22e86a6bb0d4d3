package dev.rungs.sweep;

import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What a sweep's name and id look like. An id also names a folder beside Rungs's own files. */
public final class SweepName {

  /** What {@link #fits} asks for, for people. */
  public static final String RULE =
      "1 to 64 letters, digits, '.', '_' or '-', and not begin with '.', '-' or 'rungs.'";

  private static final int LONGEST = 64;

  private static final Pattern FITTING =
      Pattern.compile("(?!(?i:rungs\\.))[A-Za-z0-9_][A-Za-z0-9._-]{0," + (LONGEST - 1) + "}");

  private SweepName() {}

  /** Returns whether a sweep can be called so. */
  public static boolean fits(String name) {
    return FITTING.matcher(name).matches();
  }

  /**
   * Refuses what no sweep can be called.
   *
   * @param what the error's first word, such as name or id
   * @throws IllegalArgumentException if it does not fit
   */
  public static void check(String what, String name) {
    if (!fits(name)) {
      throw new IllegalArgumentException(what + " is '" + name + "', must be " + RULE);
    }
  }

  /**
   * Returns a name that is not taken: the stem and a number, the first that is free; so much of the
   * stem as leaves room for it.
   *
   * @param stem begins as a name does
   * @param first the first number to try
   */
  public static String numbered(String stem, int first, Collection<String> taken) {
    return IntStream.iterate(first, number -> number + 1)
        .mapToObj(number -> "-" + number)
        .map(end -> stem.substring(0, Math.min(LONGEST - end.length(), stem.length())) + end)
        .filter(name -> !taken.contains(name))
        .findFirst()
        .orElseThrow();
  }

  /** Returns a name that fits and is as near to some text as can be; {@code sweep} for nothing. */
  public static String near(String text) {
    String plain = text.replaceAll("[^A-Za-z0-9._-]", "-").replaceFirst("^[.-]+", "");
    String free = plain.replaceFirst("^((?i)rungs)\\.", "$1-");
    return free.isEmpty() ? "sweep" : free.substring(0, Math.min(LONGEST, free.length()));
  }
}

package dev.rungs.cli;

import java.util.regex.Pattern;

/** Texts as other languages write them. */
final class Words {

  private static final Pattern SHELL_SAFE = Pattern.compile("[A-Za-z0-9_./:=@%+-]+");

  private Words() {}

  /** Returns a text as one word of a POSIX shell. */
  static String shell(String text) {
    return SHELL_SAFE.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}

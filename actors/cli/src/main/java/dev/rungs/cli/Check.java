package dev.rungs.cli;

import java.util.Locale;

/**
 * What {@code doctor} found of one thing.
 *
 * @param text what was found
 * @param help how to change it; empty if nothing needs to be
 */
record Check(Level level, String name, String text, String help) {

  /** How well it is. */
  enum Level {
    /** As it should be. */
    OK,
    /** Sweeps run, but this is worth knowing. */
    NOTE,
    /** Sweeps will not run. */
    WRONG
  }

  static Check ok(String name, String text) {
    return new Check(Level.OK, name, text, "");
  }

  static Check note(String name, String text, String help) {
    return new Check(Level.NOTE, name, text, help);
  }

  static Check wrong(String name, String text, String help) {
    return new Check(Level.WRONG, name, text, help);
  }

  /** Returns a line, and a second one if there is help. */
  String lines() {
    String line =
        String.format(
            Locale.ROOT, "%-6s%-11s%s", level.name().toLowerCase(Locale.ROOT), name, text);
    return help.isEmpty() ? line : line + "\n" + " ".repeat(6 + 11) + help;
  }
}

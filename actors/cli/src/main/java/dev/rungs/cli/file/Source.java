package dev.rungs.cli.file;

import java.util.List;

/**
 * A text that problems point into: the sweep file, or one option of the command line.
 *
 * @param lines without their ends
 */
record Source(String name, List<String> lines) {

  Source {
    lines = List.copyOf(lines);
  }

  static Source of(String name, String text) {
    return new Source(name, List.of(text.split("\r\n|\r|\n", -1)));
  }

  /** Returns a line, counted from 1; empty past the end. */
  String line(int number) {
    return number >= 1 && number <= lines.size() ? lines.get(number - 1) : "";
  }

  /** Returns the first character of the text. */
  Span start() {
    return new Span(this, 1, 1, 2);
  }
}

package dev.rungs.cli.file;

/**
 * One thing wrong with a sweep file, and where.
 *
 * @param path the keys that lead there, such as {@code space.lr.low}; empty for the whole file
 * @param message what is wrong
 * @param label what belongs there, shown beside the carets; may be empty
 * @param help what to do, such as a suggestion; may be empty
 */
record Problem(Code code, Span span, String path, String message, String label, String help) {

  Problem {
    message = Quote.printable(message);
    label = Quote.printable(label);
    help = Quote.printable(help);
  }

  static Problem of(Code code, Span span, String path, String message) {
    return new Problem(code, span, path, message, "", "");
  }

  Problem label(String text) {
    return new Problem(code, span, path, message, text, help);
  }

  Problem help(String text) {
    return new Problem(code, span, path, message, label, text);
  }
}

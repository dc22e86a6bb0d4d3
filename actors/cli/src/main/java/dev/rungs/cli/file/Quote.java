package dev.rungs.cli.file;

/** Text from a file, made fit to be shown. */
final class Quote {

  private static final int LONGEST = 60;

  private Quote() {}

  /** Returns the text in quotes, cut if long, control characters replaced. */
  static String of(String text) {
    String shown = text.codePointCount(0, text.length()) > LONGEST ? cut(text) + "…" : text;
    return "'" + printable(shown) + "'";
  }

  /** Returns the text with every character that could move a terminal's cursor replaced. */
  static String printable(String text) {
    return text.replaceAll("[\\p{Cc}\\p{Cf}\u2028\u2029]", " ");
  }

  private static String cut(String text) {
    return text.substring(0, text.offsetByCodePoints(0, LONGEST));
  }
}

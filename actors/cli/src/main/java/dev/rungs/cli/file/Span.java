package dev.rungs.cli.file;

/**
 * A piece of one line of a source.
 *
 * @param line from 1
 * @param column of the first character, from 1, counted in code points
 * @param endColumn the column after the last character; beyond {@code column}
 */
record Span(Source source, int line, int column, int endColumn) {

  Span {
    endColumn = Math.max(endColumn, column + 1);
  }

  /** Returns what stretches from the start of this to the end of another, or of this line. */
  Span to(Span end) {
    String text = source.line(line);
    int stop = end.line == line ? end.endColumn : text.codePointCount(0, text.length()) + 1;
    return new Span(source, line, column, stop);
  }
}

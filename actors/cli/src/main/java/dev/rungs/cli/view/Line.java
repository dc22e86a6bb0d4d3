package dev.rungs.cli.view;

import java.util.ArrayList;
import java.util.List;

/** One line of a terminal: pieces of text, each in a style. */
final class Line {

  /** How a piece of text looks where colour is allowed. */
  enum Style {
    PLAIN(""),
    BOLD("\033[1m"),
    DIM("\033[2m"),
    GOOD("\033[32m"),
    WARN("\033[33m"),
    ACCENT("\033[36m");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private static final String RESET = "\033[0m";

  private record Piece(String text, Style style) {}

  private final List<Piece> pieces = new ArrayList<>();

  static Line of(String text) {
    return new Line().add(text);
  }

  Line add(String text) {
    return add(text, Style.PLAIN);
  }

  Line add(String text, Style style) {
    pieces.add(new Piece(text, style));
    return this;
  }

  /** Fills up with blanks to a column, from 0; at least one if that column is taken. */
  Line to(int column) {
    return add(" ".repeat(Math.max(pieces.isEmpty() ? 0 : 1, column - width())));
  }

  /** Adds as many of the first texts as fit into so many columns, each after a gap. */
  Line fitting(List<String> texts, String gap, int columns) {
    for (String text : texts) {
      if (width() + Format.width(gap + text) > columns) {
        break;
      }
      add(gap + text);
    }
    return this;
  }

  int width() {
    return pieces.stream().mapToInt(piece -> Format.width(piece.text())).sum();
  }

  /** Returns the line as it is sent to a screen: cut at its width, without blanks at its end. */
  String on(Screen screen) {
    var text = new StringBuilder();
    int left = screen.columns();
    var shown = new ArrayList<Piece>();
    for (Piece piece : pieces) {
      String cut = Format.cut(piece.text(), left);
      left -= Format.width(cut);
      shown.add(new Piece(cut, piece.style()));
    }
    for (Piece piece : trimmed(shown)) {
      boolean styled = screen.color() && piece.style() != Style.PLAIN && !piece.text().isBlank();
      text.append(styled ? piece.style().code + piece.text() + RESET : piece.text());
    }
    return text.toString();
  }

  private static List<Piece> trimmed(List<Piece> shown) {
    var kept = new ArrayList<>(shown);
    while (!kept.isEmpty()) {
      Piece last = kept.remove(kept.size() - 1);
      String text = last.text().stripTrailing();
      if (!text.isEmpty()) {
        kept.add(new Piece(text, last.style()));
        break;
      }
    }
    return kept;
  }
}

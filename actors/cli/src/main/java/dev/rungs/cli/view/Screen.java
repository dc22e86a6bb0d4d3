package dev.rungs.cli.view;

/**
 * What can be shown.
 *
 * @param columns at least 20; a narrower terminal is treated as if it had so many
 * @param rows at least 6
 * @param unicode whether bars and curves may use block and braille characters
 * @param color whether escape codes may be used
 */
public record Screen(int columns, int rows, boolean unicode, boolean color) {

  private static final int NARROWEST = 20;
  private static final int LOWEST = 6;

  public Screen {
    columns = Math.max(NARROWEST, columns);
    rows = Math.max(LOWEST, rows);
  }

  /** Returns this screen with another size. */
  public Screen resized(int newColumns, int newRows) {
    return new Screen(newColumns, newRows, unicode, color);
  }

  /** Returns the first text if it can be shown, else the second. */
  String glyph(String preferred, String ascii) {
    return unicode ? preferred : ascii;
  }
}

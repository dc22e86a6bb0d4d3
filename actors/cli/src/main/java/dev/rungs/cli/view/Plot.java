package dev.rungs.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Small drawings of numbers in characters. */
final class Plot {

  private static final String BLOCKS = "▁▂▃▄▅▆▇█";
  private static final String ASCII_BLOCKS = "_.-~=+*#";
  private static final String EIGHTHS = " ▏▎▍▌▋▊▉";

  /** The dots of a braille cell, column after column, from the top. */
  private static final int[][] DOTS = {{0x01, 0x02, 0x04, 0x40}, {0x08, 0x10, 0x20, 0x80}};

  private Plot() {}

  /** Returns one character for each value, the lowest on the ground; a gap where one is NaN. */
  static String spark(List<Double> values, int columns, Screen screen) {
    List<Double> shown = thinned(values, columns);
    Range range = Range.of(shown);
    String levels = screen.glyph(BLOCKS, ASCII_BLOCKS);
    var text = new StringBuilder();
    for (double value : shown) {
      text.append(
          Double.isFinite(value) ? levels.charAt(range.level(value, levels.length())) : ' ');
    }
    return text.toString();
  }

  /** Returns a bar of {@code share} of some columns. */
  static String bar(double share, int columns, Screen screen) {
    double filled = Math.max(0, Math.min(1, share)) * columns;
    int whole = (int) filled;
    String bar = screen.glyph("█", "#").repeat(whole);
    int eighth = (int) ((filled - whole) * 8);
    return screen.unicode() && eighth > 0 ? bar + EIGHTHS.charAt(eighth) : bar;
  }

  /**
   * Returns a curve in {@code rows} lines of at most {@code columns} characters, the highest value
   * at the top: braille dots, or stars.
   */
  static List<String> curve(List<Double> values, int columns, int rows, Screen screen) {
    int wide = screen.unicode() ? 2 : 1;
    int high = screen.unicode() ? 4 : 1;
    List<Double> shown = thinned(values, columns * wide);
    Range range = Range.of(shown);
    int[][] cells = new int[rows][(shown.size() + wide - 1) / wide];
    for (int x = 0; x < shown.size(); x++) {
      if (Double.isFinite(shown.get(x))) {
        int y = rows * high - 1 - range.level(shown.get(x), rows * high);
        cells[y / high][x / wide] |= DOTS[x % wide][y % high];
      }
    }
    var lines = new ArrayList<String>();
    for (int[] row : cells) {
      var line = new StringBuilder();
      for (int cell : row) {
        line.append(screen.unicode() ? (char) (0x2800 + cell) : cell == 0 ? ' ' : '*');
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** Returns at most {@code most} of the values, evenly spread, the first and the last included. */
  private static List<Double> thinned(List<Double> values, int most) {
    if (values.size() <= most) {
      return values;
    }
    var some = new ArrayList<Double>();
    for (int i = 0; i < most; i++) {
      some.add(values.get(most == 1 ? 0 : (int) ((long) i * (values.size() - 1) / (most - 1))));
    }
    return some;
  }

  private record Range(double low, double high) {

    static Range of(List<Double> values) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (double value : values) {
        if (Double.isFinite(value)) {
          low = Math.min(low, value);
          high = Math.max(high, value);
        }
      }
      return new Range(low, high);
    }

    /** Returns the level of a value, from 0; the top one if all values are equal. */
    int level(double value, int levels) {
      double size = high - low;
      return size > 0 ? (int) Math.round((value - low) / size * (levels - 1)) : levels - 1;
    }
  }
}

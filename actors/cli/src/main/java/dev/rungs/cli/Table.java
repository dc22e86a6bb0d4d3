package dev.rungs.cli;

import java.util.ArrayList;
import java.util.List;

/** Lines in columns, two spaces apart. */
final class Table {

  private final List<List<String>> lines = new ArrayList<>();
  private final List<Boolean> right;

  /**
   * @param right for each column, whether it is flush right
   */
  Table(List<Boolean> right) {
    this.right = List.copyOf(right);
  }

  void line(List<String> cells) {
    if (cells.size() != right.size()) {
      throw new IllegalArgumentException(
          "line has " + cells.size() + " cells, must have " + right.size());
    }
    lines.add(List.copyOf(cells));
  }

  /** Returns the lines, indented by two spaces, without blanks at their ends. */
  String text() {
    var text = new StringBuilder();
    for (List<String> cells : lines) {
      var line = new StringBuilder();
      for (int column = 0; column < cells.size(); column++) {
        String gap = " ".repeat(width(column) - length(cells.get(column)));
        line.append("  ");
        line.append(right.get(column) ? gap + cells.get(column) : cells.get(column) + gap);
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }

  private int width(int column) {
    return lines.stream().mapToInt(cells -> length(cells.get(column))).max().orElse(0);
  }

  private static int length(String cell) {
    return cell.codePointCount(0, cell.length());
  }
}

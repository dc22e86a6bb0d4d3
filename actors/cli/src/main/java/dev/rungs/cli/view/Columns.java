package dev.rungs.cli.view;

import java.util.ArrayList;
import java.util.List;

/** Cells in columns, two blanks apart. */
public final class Columns {

  private final List<Boolean> right;
  private final List<List<String>> rows = new ArrayList<>();

  /**
   * @param right for each column, whether it is flush right
   */
  public Columns(List<Boolean> right) {
    this.right = List.copyOf(right);
  }

  /** Adds a row; one cell for each column. */
  public void line(List<String> cells) {
    if (cells.size() != right.size()) {
      throw new IllegalArgumentException(
          "row has " + cells.size() + " cells, must have " + right.size());
    }
    rows.add(List.copyOf(cells));
  }

  /** Returns the rows, with as many of the first columns as fit. */
  public List<String> lines(int columns) {
    int fitting = fitting(columns);
    return rows.stream().map(row -> line(row, fitting)).toList();
  }

  private int fitting(int columns) {
    int used = 0;
    for (int column = 0; column < right.size(); column++) {
      used += 2 + width(column);
      if (used > columns) {
        return Math.max(1, column);
      }
    }
    return right.size();
  }

  private String line(List<String> row, int fitting) {
    var line = new StringBuilder();
    for (int column = 0; column < fitting; column++) {
      String cell = row.get(column);
      int width = width(column);
      line.append(column == 0 ? " " : "  ")
          .append(right.get(column) ? Format.right(cell, width) : Format.left(cell, width));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return rows.stream().mapToInt(row -> Format.width(row.get(column))).max().orElse(0);
  }
}

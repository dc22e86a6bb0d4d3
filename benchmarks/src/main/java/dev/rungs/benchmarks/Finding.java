package dev.rungs.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a benchmark found: a table, and the limits it is held to.
 *
 * @param table rows of equally many cells, the headings first
 */
public record Finding(List<List<String>> table, List<Check> checks) {

  /**
   * A limit.
   *
   * @param says "name is value, must be rule"
   */
  public record Check(String says, boolean kept) {}

  public Finding {
    table = table.stream().map(List::copyOf).toList();
    checks = List.copyOf(checks);
    int columns = table.get(0).size();
    if (table.stream().anyMatch(row -> row.size() != columns)) {
      throw new IllegalArgumentException("table has rows unlike its " + columns + " headings");
    }
  }

  /** Returns whether every limit is kept. */
  public boolean kept() {
    return checks.stream().allMatch(Check::kept);
  }

  /** Returns the table, columns aligned, then each limit with pass or FAIL before it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>(table.stream().map(this::line).toList());
    lines.add("");
    checks.forEach(check -> lines.add((check.kept() ? "pass  " : "FAIL  ") + check.says()));
    return lines;
  }

  private String line(List<String> row) {
    var line = new StringBuilder();
    for (int column = 0; column < row.size(); column++) {
      line.append(String.format(Locale.ROOT, "%-" + (width(column) + 2) + "s", row.get(column)));
    }
    return line.toString().stripTrailing();
  }

  private int width(int column) {
    return IntStream.range(0, table.size())
        .map(row -> table.get(row).get(column).length())
        .max()
        .orElse(0);
  }
}

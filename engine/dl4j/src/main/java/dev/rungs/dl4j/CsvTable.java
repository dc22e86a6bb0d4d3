package dev.rungs.dl4j;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Reads a table of numbers and one label column. UTF-8, maybe gzipped; a field may stand in double
 * quotes, but not run over a line's end; empty lines are skipped.
 *
 * <p>Classes are the distinct labels: in order of value if all are whole numbers, else in order of
 * their characters. Errors name {@code file:line:column}, the column being a field's number from 1.
 */
final class CsvTable {

  private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,18}");

  private final Path file;
  private final DataPlan.Source.Csv csv;
  private final List<float[]> rows = new ArrayList<>();
  private final List<String> labels = new ArrayList<>();
  private List<String> names = List.of();
  private int label = -1;
  private int line;

  private CsvTable(DataPlan.Source.Csv csv, Path file) {
    this.csv = csv;
    this.file = file;
  }

  static Table read(DataPlan.Source.Csv csv, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new IllegalArgumentException("csv is " + file + ", must be a file that exists");
    }
    return DataFile.text(file, new CsvTable(csv, file)::read);
  }

  private Table read(BufferedReader reader) throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (!text.isBlank()) {
        accept(fields(text));
      }
    }
    if (rows.isEmpty()) {
      throw new IllegalArgumentException(file + ": has no row, must have at least one");
    }
    return table();
  }

  private void accept(List<String> fields) {
    if (label < 0) {
      boolean header = isHeader(fields);
      names =
          header
              ? List.copyOf(fields)
              : IntStream.rangeClosed(1, fields.size()).mapToObj(i -> "column" + i).toList();
      label = labelColumn(fields.size(), header);
      if (header) {
        return;
      }
    }
    if (fields.size() != names.size()) {
      throw refused(fields.size(), "line has " + fields.size() + " fields", "" + names.size());
    }
    rows.add(numbers(fields));
    labels.add(label(fields.get(label)));
  }

  private boolean isHeader(List<String> fields) {
    return switch (csv.header()) {
      case "true" -> true;
      case "false" -> false;
      default -> fields.stream().noneMatch(CsvTable::isNumber);
    };
  }

  private int labelColumn(int width, boolean header) {
    int named = header ? names.indexOf(csv.label()) : -1;
    if (width < 2) {
      throw refused(1, "line has 1 field", "at least 2, separated as separator says");
    }
    if (named >= 0) {
      return named;
    }
    if (csv.label().equals("last")) {
      return width - 1;
    }
    if (WHOLE.matcher(csv.label()).matches()) {
      long number = Long.parseLong(csv.label());
      if (number >= 1 && number <= width) {
        return (int) number - 1;
      }
    }
    throw new IllegalArgumentException(
        file
            + ":"
            + line
            + ": label is "
            + csv.label()
            + ", must be last, a number in [1, "
            + width
            + "]"
            + (header ? " or one of " + String.join(", ", names) : "; the file has no header"));
  }

  private float[] numbers(List<String> fields) {
    var numbers = new float[fields.size() - 1];
    for (int column = 0, next = 0; column < fields.size(); column++) {
      if (column != label) {
        numbers[next++] = number(fields.get(column), column);
      }
    }
    return numbers;
  }

  private float number(String text, int column) {
    if (isNumber(text)) {
      float number = Float.parseFloat(text);
      if (Float.isFinite(number)) {
        return number;
      }
    }
    throw refused(column + 1, names.get(column) + " is '" + text + "'", "a finite number");
  }

  private String label(String text) {
    if (text.isEmpty() || (isNumber(text) && !WHOLE.matcher(text).matches())) {
      throw refused(
          label + 1, names.get(label) + " is '" + text + "'", "a whole number or a word: a class");
    }
    return text;
  }

  private List<String> fields(String text) {
    var fields = new ArrayList<String>();
    int from = 0;
    while (from <= text.length()) {
      from = field(text, from, fields) + 1;
    }
    return fields;
  }

  /** Adds the field that starts at {@code from} and returns where it ends. */
  private int field(String text, int from, List<String> fields) {
    if (from == text.length() || text.charAt(from) != '"') {
      int end = text.indexOf(csv.separator(), from);
      int stop = end < 0 ? text.length() : end;
      fields.add(text.substring(from, stop).strip());
      return stop;
    }
    var field = new StringBuilder();
    int at = from + 1;
    while (at < text.length() && (text.charAt(at) != '"' || isQuote(text, at + 1))) {
      field.append(text.charAt(at));
      at += text.charAt(at) == '"' ? 2 : 1;
    }
    int stop = at + 1;
    if (at >= text.length() || (stop < text.length() && text.charAt(stop) != csv.separator())) {
      throw refused(fields.size() + 1, "a quoted field", "closed by \" before the next separator");
    }
    fields.add(field.toString());
    return stop;
  }

  private static boolean isQuote(String text, int at) {
    return at < text.length() && text.charAt(at) == '"';
  }

  private static boolean isNumber(String text) {
    try {
      Double.parseDouble(text);
      return true;
    } catch (NumberFormatException notOne) {
      return false;
    }
  }

  private Table table() {
    List<String> classes = classes();
    int width = names.size() - 1;
    var inputs = new float[Math.multiplyExact(rows.size(), width)];
    for (int row = 0; row < rows.size(); row++) {
      System.arraycopy(rows.get(row), 0, inputs, row * width, width);
    }
    Map<String, Integer> numbered =
        IntStream.range(0, classes.size())
            .boxed()
            .collect(Collectors.toMap(classes::get, Function.identity()));
    int[] numbers = labels.stream().mapToInt(numbered::get).toArray();
    var inputNames = new ArrayList<>(names);
    inputNames.remove(label);
    return new Table(new Examples(width, inputs, numbers), inputNames, classes, height(width));
  }

  private List<String> classes() {
    Set<String> distinct = new LinkedHashSet<>(labels);
    if (distinct.size() < 2 || distinct.size() > Math.max(2, labels.size() / 2)) {
      throw new IllegalArgumentException(
          file
              + ": "
              + names.get(label)
              + " has "
              + distinct.size()
              + " classes in "
              + labels.size()
              + " rows, must have at least 2 and at most one for every two rows");
    }
    boolean whole = distinct.stream().allMatch(each -> WHOLE.matcher(each).matches());
    return distinct.stream()
        .sorted(whole ? Comparator.comparingLong(Long::parseLong) : Comparator.naturalOrder())
        .toList();
  }

  private int height(int width) {
    if (csv.height() > 0) {
      if (width % csv.height() != 0) {
        throw new IllegalArgumentException(
            "height is " + csv.height() + ", must divide the " + width + " inputs of " + file);
      }
      return csv.height();
    }
    int side = (int) Math.round(Math.sqrt(width));
    return side * side == width ? side : 1;
  }

  private IllegalArgumentException refused(int column, String seen, String rule) {
    return new IllegalArgumentException(
        file + ":" + line + ":" + column + ": " + seen + ", must be " + rule);
  }
}

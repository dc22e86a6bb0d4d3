package dev.rungs.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What a table of examples looks like: enough to write a sweep file for it.
 *
 * @param header the columns' names; empty if line 1 is an example
 * @param separator comma, semicolon or tab, as a sweep file says it
 * @param label the label's column, from 1
 * @param rows how many examples there are
 * @param classes the distinct labels, in order of appearance
 */
public record CsvSketch(
    List<String> header, String separator, int columns, int label, int rows, List<String> classes) {

  /** More distinct labels than this are no classes. */
  static final int MOST_CLASSES = 1000;

  public CsvSketch {
    header = List.copyOf(header);
    classes = List.copyOf(classes);
  }

  /**
   * Reads a table: UTF-8, maybe gzipped if its name ends in {@code .gz}.
   *
   * @param label the label's column: a name, a number from 1, or {@code last}
   * @throws IllegalArgumentException if it is no table of numbers and a label, naming file and line
   */
  public static CsvSketch read(Path file, String label) throws IOException {
    try (InputStream bytes = Files.newInputStream(file);
        InputStream plain = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
        var lines =
            new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8.newDecoder()))) {
      return new Reader(file, label).read(lines);
    }
  }

  /** Returns the label as a sweep file says it: its name, else its number. */
  String labelWord() {
    return header.isEmpty() ? Integer.toString(label) : header.get(label - 1);
  }

  private static final class Reader {
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private final Path file;
    private final String label;
    private final Set<String> classes = new LinkedHashSet<>();
    private int line;
    private int rows;

    Reader(Path file, String label) {
      this.file = file;
      this.label = label;
    }

    CsvSketch read(BufferedReader lines) throws IOException {
      String first = next(lines);
      if (first == null) {
        throw wrong("the table is empty, must have a line");
      }
      String separator = separator(first);
      List<String> fields = fields(first, separator);
      List<String> header = fields.stream().noneMatch(Reader::isNumber) ? fields : List.of();
      int column = column(fields.size(), header);
      if (header.isEmpty()) {
        example(fields, column, fields.size());
      }
      for (String text = next(lines); text != null; text = next(lines)) {
        example(fields(text, separator), column, fields.size());
      }
      if (rows == 0) {
        throw wrong("the table has a header, but no example");
      }
      return new CsvSketch(
          header, word(separator), fields.size(), column, rows, List.copyOf(classes));
    }

    private @Nullable String next(BufferedReader lines) throws IOException {
      String text = lines.readLine();
      line++;
      if (line == 1 && text != null && text.startsWith(BYTE_ORDER_MARK)) {
        text = text.substring(1);
      }
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
      return text;
    }

    private int column(int columns, List<String> header) {
      if (label.equals("last")) {
        return columns;
      }
      if (header.contains(label)) {
        return header.indexOf(label) + 1;
      }
      if (label.matches("\\d{1,6}")) {
        int number = Integer.parseInt(label);
        if (number >= 1 && number <= columns) {
          return number;
        }
      }
      String known = header.isEmpty() ? "" : ", one of " + String.join(", ", header);
      throw wrong(
          "label is '" + label + "', must be last, a number in [1, " + columns + "]" + known);
    }

    private void example(List<String> fields, int label, int columns) {
      if (fields.size() != columns) {
        throw wrong("the line has " + fields.size() + " fields, must have " + columns);
      }
      for (int column = 1; column <= columns; column++) {
        if (column != label && !isNumber(fields.get(column - 1))) {
          throw wrong(
              "column " + column + " is '" + fields.get(column - 1) + "', must be a number");
        }
      }
      classes.add(fields.get(label - 1));
      if (classes.size() > MOST_CLASSES) {
        throw wrong("the label has over " + MOST_CLASSES + " values, must name classes");
      }
      rows++;
    }

    private IllegalArgumentException wrong(String message) {
      return new IllegalArgumentException(message + " (" + file + ":" + line + ")");
    }

    private static String separator(String first) {
      for (String each : List.of("\t", ";")) {
        if (first.contains(each)) {
          return each;
        }
      }
      return ",";
    }

    private static String word(String separator) {
      return switch (separator) {
        case "\t" -> "tab";
        case ";" -> "semicolon";
        default -> "comma";
      };
    }

    private static List<String> fields(String text, String separator) {
      var fields = new ArrayList<String>();
      var field = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < text.length(); i++) {
        char each = text.charAt(i);
        if (each == '"') {
          quoted = !quoted;
        } else if (each == separator.charAt(0) && !quoted) {
          fields.add(field.toString().strip());
          field.setLength(0);
        } else {
          field.append(each);
        }
      }
      fields.add(field.toString().strip());
      return fields;
    }

    private static boolean isNumber(String field) {
      try {
        return Double.isFinite(Double.parseDouble(field));
      } catch (NumberFormatException notANumber) {
        return false;
      }
    }
  }
}

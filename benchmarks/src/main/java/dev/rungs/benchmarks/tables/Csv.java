package dev.rungs.benchmarks.tables;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** A gzipped file of comma separated values with a line of headings; cells hold no commas. */
record Csv(List<String> columns, List<String[]> rows) {

  /** Reads a file. */
  static Csv read(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      return read(in);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /** Reads a stream to its end. */
  static Csv read(InputStream in) throws IOException {
    var reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(in), UTF_8));
    List<String[]> lines = reader.lines().map(line -> line.split(",", -1)).toList();
    return new Csv(List.of(lines.get(0)), lines.subList(1, lines.size()));
  }

  /** Returns the files of a folder that end with {@code .csv.gz}, by name. */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> file.toString().endsWith(".csv.gz")).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be listed", e);
    }
  }

  /** Returns a file's name without its ending. */
  static String name(Path file) {
    return file.getFileName().toString().replace(".csv.gz", "");
  }

  /**
   * Returns a cell.
   *
   * @throws IllegalArgumentException if there is no such column
   */
  String text(String[] row, String column) {
    int place = columns.indexOf(column);
    if (place < 0) {
      throw new IllegalArgumentException("column is " + column + ", must be one of " + columns);
    }
    return row[place];
  }

  /** Returns a cell as a number; NaN and infinities as Python writes them. */
  double number(String[] row, String column) {
    return number(text(row, column));
  }

  /** Returns the cells {@code name first, ..., name last} of a row as numbers. */
  double[] series(String[] row, String name, int first, int last) {
    int from = columns.indexOf(name + first);
    int to = columns.indexOf(name + last) + 1;
    if (from < 0 || to - from != last - first + 1) {
      throw new IllegalArgumentException(
          "columns are " + columns + ", must hold " + name + first + " to " + name + last);
    }
    return Arrays.stream(row, from, to).mapToDouble(Csv::number).toArray();
  }

  private static double number(String cell) {
    return switch (cell) {
      case "nan" -> Double.NaN;
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      default -> Double.parseDouble(cell);
    };
  }
}

package dev.rungs.examples;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** The irises: four measures each, scaled to about 1, and one of three species. */
record Data(List<Row> training, List<Row> validation) {

  private static final List<String> SPECIES = List.of("setosa", "versicolor", "virginica");

  /**
   * One flower.
   *
   * @param x its measures in decimetres
   * @param species 0, 1 or 2
   */
  record Row(List<Double> x, int species) {}

  /** Reads {@code examples/data/iris.csv}; every fifth flower is for validation. */
  static Data read(Path csv) throws IOException {
    List<Row> rows = Files.readAllLines(csv).stream().skip(1).map(Data::row).toList();
    return new Data(every(rows, false), every(rows, true));
  }

  private static Row row(String line) {
    List<String> cells = List.of(line.split(",", -1));
    List<Double> x =
        cells.subList(0, 4).stream().map(cell -> Double.parseDouble(cell) / 10).toList();
    return new Row(x, SPECIES.indexOf(cells.get(4)));
  }

  private static List<Row> every(List<Row> rows, boolean fifth) {
    return IntStream.range(0, rows.size())
        .filter(i -> (i % 5 == 0) == fifth)
        .mapToObj(rows::get)
        .toList();
  }
}

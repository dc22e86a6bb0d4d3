package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Learning curves of perceptrons on 17 data sets of tables: 1,000 configurations of 7
 * hyperparameters, the share of wrong answers on the validation data after each of 52 epochs, and
 * the seconds that an epoch took. Not measured: drawn from YAHPO Gym's network, which was fitted to
 * the measurements of LCBench.
 *
 * @see <a href="https://arxiv.org/abs/2109.03670">Pfisterer et al., YAHPO Gym, AutoML 2022</a>
 * @see <a href="https://arxiv.org/abs/2006.13799">Zimmer et al., Auto-PyTorch Tabular, 2021</a>
 */
final class LcBench {

  static final String SOURCE = "https://github.com/slds-lmu/yahpo_data";

  private static final int EPOCHS = 52;

  /** The surrogate's seconds do not always grow; an epoch takes at least this. */
  private static final double SHORTEST = 1e-3;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.integer("batch_size", 16, 512).log(),
          Parameter.real("learning_rate", 1e-4, 0.1).log(),
          Parameter.real("momentum", 0.1, 0.99),
          Parameter.real("weight_decay", 1e-5, 0.1),
          Parameter.integer("num_layers", 1, 5),
          Parameter.integer("max_units", 64, 1024).log(),
          Parameter.real("max_dropout", 0, 1));

  private LcBench() {}

  /** Reads every table of a folder. */
  static Suite suite(Path folder) {
    return new Suite(
        "lcbench",
        Csv.files(folder).stream().map(file -> problem(Csv.name(file), Csv.read(file))).toList());
  }

  static Problem problem(String name, Csv csv) {
    return new CurveTable(name, SPACE, csv.rows().stream().map(row -> row(csv, row)).toList());
  }

  private static CurveTable.Row row(Csv csv, String[] row) {
    Map<String, Number> values = new LinkedHashMap<>();
    for (Parameter parameter : SPACE.parameters()) {
      double number = csv.number(row, parameter.name());
      values.put(
          parameter.name(),
          parameter instanceof Parameter.Int ? (Number) Math.round(number) : (Number) number);
    }
    double[] losses =
        Arrays.stream(csv.series(row, "acc", 1, EPOCHS))
            .map(percent -> 1 - percent / 100)
            .toArray();
    return new CurveTable.Row(
        Configuration.of(values), losses, differences(csv.series(row, "sec", 1, EPOCHS)));
  }

  private static double[] differences(double[] sums) {
    var differences = new double[sums.length];
    Arrays.setAll(differences, i -> Math.max(SHORTEST, i == 0 ? sums[0] : sums[i] - sums[i - 1]));
    return differences;
  }
}

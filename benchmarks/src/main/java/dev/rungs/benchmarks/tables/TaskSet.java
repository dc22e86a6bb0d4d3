package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;

/**
 * Measured learning curves of recurrent networks on text: 6 tasks, 1,000 settings of Adam with 8
 * hyperparameters, the validation loss in nats every 200 steps.
 *
 * <p>Epoch e is the point {@code v}e: 50 of them, since {@code v0} was measured before the first
 * step. The space is the one that the settings were drawn from; its {@code beta}s are searched as
 * their distance from 1.
 *
 * @see <a href="https://arxiv.org/abs/2002.11887">Metz et al., Using a thousand optimization tasks
 *     to learn hyperparameter search strategies, 2020, appendix D</a>
 */
final class TaskSet {

  static final String SOURCE =
      "https://github.com/google-research/google-research/tree/master/task_set";

  private static final int EPOCHS = 50;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("learning_rate", 1e-8, 10).log(),
          Parameter.real("one_minus_beta1", 1e-4, 1).log(),
          Parameter.real("one_minus_beta2", 1e-6, 1).log(),
          Parameter.real("epsilon", 1e-10, 1e3).log(),
          Parameter.real("l1", 1e-8, 10).log(),
          Parameter.real("l2", 1e-8, 10).log(),
          Parameter.real("linear_decay", 1e-7, 1e-4).log(),
          Parameter.real("exponential_decay", 1e-6, 1e-3).log());

  private TaskSet() {}

  /** Reads every table of a folder. */
  static Suite suite(Path folder) {
    return new Suite(
        "taskset",
        Csv.files(folder).stream().map(file -> problem(Csv.name(file), Csv.read(file))).toList());
  }

  static Problem problem(String name, Csv csv) {
    double[] even = new double[EPOCHS];
    Arrays.fill(even, 1);
    return new CurveTable(
        name,
        SPACE,
        csv.rows().stream()
            .map(
                row ->
                    new CurveTable.Row(
                        configuration(csv, row), csv.series(row, "v", 1, EPOCHS), even))
            .toList());
  }

  private static Configuration configuration(Csv csv, String[] row) {
    var values = new LinkedHashMap<String, Double>();
    values.put("learning_rate", csv.number(row, "learning_rate"));
    values.put("one_minus_beta1", 1 - csv.number(row, "beta1"));
    values.put("one_minus_beta2", 1 - csv.number(row, "beta2"));
    for (String plain : new String[] {"epsilon", "l1", "l2", "linear_decay", "exponential_decay"}) {
      values.put(plain, csv.number(row, plain));
    }
    return Configuration.of(values);
  }
}

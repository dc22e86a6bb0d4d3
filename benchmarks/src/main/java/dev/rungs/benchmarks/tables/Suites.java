package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Suite;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The suites by name. */
public final class Suites {

  /** Every suite's name. */
  public static final List<String> NAMES = List.of("taskset", "lcbench", "fcnet", "functions");

  private Suites() {}

  /**
   * Returns a suite.
   *
   * @param data the folder that holds a folder of tables named like the suite
   * @throws IllegalArgumentException if there is no such suite, or its tables are missing
   */
  public static Suite of(String name, Path data) {
    return switch (name) {
      case "taskset" -> TaskSet.suite(folder(name, data, TaskSet.SOURCE));
      case "lcbench" -> LcBench.suite(folder(name, data, LcBench.SOURCE));
      case "fcnet" -> FcNet.suite(folder(name, data, FcNet.SOURCE));
      case "functions" -> Functions.suite();
      default ->
          throw new IllegalArgumentException("suite is " + name + ", must be one of " + NAMES);
    };
  }

  private static Path folder(String name, Path data, String source) {
    Path folder = data.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new IllegalArgumentException(
          folder + " is missing, must hold tables (*.csv.gz) made from " + source);
    }
    return folder;
  }
}

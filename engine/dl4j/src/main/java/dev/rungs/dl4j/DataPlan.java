package dev.rungs.dl4j;

import dev.rungs.space.Configuration;

/**
 * Which examples there are and what each is for.
 *
 * @param standardize whether inputs get mean 0 and deviation 1 over the training part
 * @param validation share in (0, 1) that ranks the trials
 * @param test share kept for the winner; 0 for none of a CSV, the t10k files of an IDX folder
 * @param limit the most training examples used
 */
record DataPlan(
    Source source, boolean standardize, double validation, double test, long splitSeed, int limit) {

  /** Where examples come from; files are relative to the sweep file's folder. */
  sealed interface Source {

    /**
     * A table.
     *
     * @param label a column's name, its number from 1, or {@code last}
     * @param header {@code auto}, {@code true} or {@code false}
     * @param height rows of the image that a line holds; 0 for a square
     */
    record Csv(String file, String label, String header, char separator, int height)
        implements Source {}

    /** A folder with {@code train-} and maybe {@code t10k-} files. */
    record Idx(String folder) implements Source {}
  }

  DataPlan {
    if (validation + test >= 1) {
      throw new IllegalArgumentException(
          "validation + test is " + (validation + test) + ", must be < 1");
    }
  }

  static DataPlan of(Configuration given) {
    return new DataPlan(
        source(given),
        given.has("standardize") ? given.flag("standardize") : given.has("csv"),
        given.real("validation"),
        given.has("test") ? given.real("test") : 0,
        given.integer("split_seed"),
        given.has("limit") ? given.count("limit") : Integer.MAX_VALUE);
  }

  private static Source source(Configuration given) {
    if (given.has("csv") == given.has("idx")) {
      throw new IllegalArgumentException(
          given.has("csv")
              ? "csv and idx are both set, must be one of them"
              : "csv and idx are missing, must be one of them");
    }
    if (given.has("idx")) {
      return new Source.Idx(given.text("idx"));
    }
    return new Source.Csv(
        given.text("csv"),
        given.text("label"),
        given.text("header"),
        separator(given.text("separator")),
        given.has("height") ? given.count("height") : 0);
  }

  private static char separator(String word) {
    return switch (word) {
      case "semicolon" -> ';';
      case "tab" -> '\t';
      default -> ',';
    };
  }
}

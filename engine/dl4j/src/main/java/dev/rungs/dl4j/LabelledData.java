package dev.rungs.dl4j;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The examples of a sweep, split and scaled. Shared by all trials, read-only.
 *
 * @param test reads and scales the examples for the winner
 * @param height rows of the image that an example is; 1 if it is none
 */
record LabelledData(
    Examples train,
    Examples validation,
    TestPart test,
    Scaling scaling,
    List<String> names,
    List<String> classes,
    int height) {

  /** Examples that no trial has seen. */
  @FunctionalInterface
  interface TestPart {

    /** Returns them, none if there are no such. */
    Examples open() throws IOException;
  }

  LabelledData {
    names = List.copyOf(names);
    classes = List.copyOf(classes);
  }

  /**
   * Reads, splits and scales.
   *
   * @param base where relative file names start
   * @throws IllegalArgumentException naming file, line and rule
   */
  static LabelledData read(DataPlan plan, Path base) throws IOException {
    if (plan.source() instanceof DataPlan.Source.Csv csv) {
      return of(CsvTable.read(csv, base.resolve(csv.file())), plan);
    }
    Path folder = base.resolve(((DataPlan.Source.Idx) plan.source()).folder());
    LabelledData data = of(IdxFolder.train(folder), plan);
    return plan.test() > 0 ? data : data.with(() -> data.fit(IdxFolder.test(folder)));
  }

  static LabelledData of(Table table, DataPlan plan) {
    Split split = Split.of(table.examples().labels(), table.classes().size(), plan);
    check(split, table);
    Examples train = table.examples().rows(split.train());
    Examples test = table.examples().rows(split.test());
    Scaling scaling = plan.standardize() ? Scaling.fit(train) : Scaling.none(train.width());
    return new LabelledData(
        scaling.apply(train),
        scaling.apply(table.examples().rows(split.validation())),
        () -> scaling.apply(test),
        scaling,
        table.names(),
        table.classes(),
        table.height());
  }

  private static void check(Split split, Table table) {
    if (split.train().length == 0 || split.validation().length == 0) {
      throw new IllegalArgumentException(
          "the split leaves "
              + split.train().length
              + " training and "
              + split.validation().length
              + " validation examples of "
              + table.examples().count()
              + ", must leave at least 1 of each");
    }
  }

  private LabelledData with(TestPart other) {
    return new LabelledData(train, validation, other, scaling, names, classes, height);
  }

  private Examples fit(Optional<Table> other) {
    return other.map(this::fit).orElseGet(() -> train.rows(new int[0]));
  }

  private Examples fit(Table other) {
    if (other.names().size() != names.size() || other.classes().size() > classes.size()) {
      throw new IllegalArgumentException(
          "t10k files have "
              + other.names().size()
              + " pixels and "
              + other.classes().size()
              + " classes, must have "
              + names.size()
              + " and at most "
              + classes.size()
              + " as the train files");
    }
    return scaling.apply(other.examples());
  }

  /** Returns the inputs of one example. */
  int width() {
    return train.width();
  }
}

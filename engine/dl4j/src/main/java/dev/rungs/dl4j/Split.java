package dev.rungs.dl4j;

import dev.rungs.trial.Chance;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Which examples are for what: row numbers without repetition, each row in one part.
 *
 * <p>Stratified: of a class with n examples {@code round(n * test)} are for the test and {@code
 * round(n * validation)} for the validation, drawn by the seed; the rest trains. Each part is then
 * shuffled, so that a minibatch of neighbours is a fair sample.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared inside this package only
record Split(int[] train, int[] validation, int[] test) {

  static Split of(int[] labels, int classes, DataPlan plan) {
    var random = new SplittableRandom(Chance.mix(plan.splitSeed(), labels.length));
    var train = IntStream.builder();
    var validation = IntStream.builder();
    var test = IntStream.builder();
    for (int[] rows : byClass(labels, classes)) {
      shuffle(rows, random);
      int tested = (int) Math.round(rows.length * plan.test());
      int validated = tested + (int) Math.round(rows.length * plan.validation());
      for (int i = 0; i < rows.length; i++) {
        (i < tested ? test : i < validated ? validation : train).add(rows[i]);
      }
    }
    int[] training = shuffle(train.build().toArray(), random);
    return new Split(
        Arrays.copyOf(training, Math.min(training.length, plan.limit())),
        shuffle(validation.build().toArray(), random),
        shuffle(test.build().toArray(), random));
  }

  private static int[][] byClass(int[] labels, int classes) {
    var counts = new int[classes];
    for (int label : labels) {
      counts[label]++;
    }
    var rows = new int[classes][];
    Arrays.setAll(rows, label -> new int[counts[label]]);
    for (int row = labels.length - 1; row >= 0; row--) {
      rows[labels[row]][--counts[labels[row]]] = row;
    }
    return rows;
  }

  /** Shuffles in place (Fisher and Yates) and returns the array. */
  static int[] shuffle(int[] numbers, RandomGenerator random) {
    for (int i = numbers.length - 1; i > 0; i--) {
      int j = random.nextInt(i + 1);
      int moved = numbers[i];
      numbers[i] = numbers[j];
      numbers[j] = moved;
    }
    return numbers;
  }
}

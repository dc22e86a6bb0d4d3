package dev.rungs.dl4j;

import java.util.Arrays;

/**
 * Labelled examples in memory, never changed after they are made.
 *
 * @param width inputs of one example
 * @param inputs {@code [count, width]}, row after row
 * @param labels class of each example, from 0
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared inside this package only
record Examples(int width, float[] inputs, int[] labels) {

  Examples {
    if (inputs.length != (long) width * labels.length) {
      throw new IllegalArgumentException(
          "inputs hold " + inputs.length + " numbers, must hold " + width + " x " + labels.length);
    }
  }

  int count() {
    return labels.length;
  }

  /** Returns a copy of some rows, in the given order. */
  Examples rows(int[] rows) {
    var someInputs = new float[Math.multiplyExact(rows.length, width)];
    var someLabels = new int[rows.length];
    for (int i = 0; i < rows.length; i++) {
      System.arraycopy(inputs, rows[i] * width, someInputs, i * width, width);
      someLabels[i] = labels[rows[i]];
    }
    return new Examples(width, someInputs, someLabels);
  }

  /** Returns a copy of the rows in {@code [from, to)}. */
  Examples range(int from, int to) {
    return new Examples(
        width,
        Arrays.copyOfRange(inputs, from * width, to * width),
        Arrays.copyOfRange(labels, from, to));
  }
}

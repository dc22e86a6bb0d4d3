package dev.rungs.dl4j;

import java.util.Arrays;

/**
 * What a model does to inputs before it sees them: {@code (x - mean) / deviation}, input by input.
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, shared inside this package only
record Scaling(double[] mean, double[] deviation) {

  /** Returns the scaling that leaves inputs as they are. */
  static Scaling none(int width) {
    var deviation = new double[width];
    Arrays.fill(deviation, 1);
    return new Scaling(new double[width], deviation);
  }

  /**
   * Returns the scaling to mean 0 and (population) deviation 1 over these examples; an input that
   * never varies keeps its deviation and becomes 0.
   */
  static Scaling fit(Examples examples) {
    int width = examples.width();
    float[] inputs = examples.inputs();
    var mean = new double[width];
    var deviation = new double[width];
    for (int i = 0; i < inputs.length; i++) {
      mean[i % width] += inputs[i];
    }
    Arrays.setAll(mean, column -> mean[column] / examples.count());
    for (int i = 0; i < inputs.length; i++) {
      double distance = inputs[i] - mean[i % width];
      deviation[i % width] += distance * distance;
    }
    Arrays.setAll(deviation, column -> root(deviation[column] / examples.count()));
    return new Scaling(mean, deviation);
  }

  private static double root(double variance) {
    return variance > 0 ? Math.sqrt(variance) : 1;
  }

  /** Returns a scaled copy. */
  Examples apply(Examples examples) {
    int width = examples.width();
    var scaled = new float[examples.inputs().length];
    for (int i = 0; i < scaled.length; i++) {
      scaled[i] = (float) ((examples.inputs()[i] - mean[i % width]) / deviation[i % width]);
    }
    return new Examples(width, scaled, examples.labels());
  }
}

package dev.rungs.dl4j;

import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How well a network does on examples it was not trained on, in large batches, without dropout.
 *
 * @param loss mean cross-entropy in nats, without any penalty; a probability below 1e-10 counts as
 *     1e-10, as in DL4J's own loss; NaN if a probability is
 * @param accuracy share of examples whose most probable class is the label, in [0, 1]
 */
record Measure(double loss, double accuracy) {

  private static final double LEAST = 1e-10;

  /** Measures; {@code examples} must not be empty. */
  static Measure of(MultiLayerNetwork network, List<DeviceData.Block> examples) {
    double loss = 0;
    int right = 0;
    int count = 0;
    for (DeviceData.Block block : examples) {
      int[] labels = block.labels();
      float[] output = probabilities(network, block);
      int classes = output.length / labels.length;
      for (int row = 0; row < labels.length; row++) {
        float probability = output[row * classes + labels[row]];
        loss -= StrictMath.log(probability < LEAST ? LEAST : probability);
        right += mostProbable(output, row * classes, classes) == labels[row] ? 1 : 0;
      }
      count += labels.length;
    }
    return new Measure(loss / count, (double) right / count);
  }

  private static float[] probabilities(MultiLayerNetwork network, DeviceData.Block block) {
    try (INDArray output = network.output(block.inputs(), false);
        INDArray rowAfterRow = output.dup('c')) {
      return rowAfterRow.data().asFloat();
    }
  }

  private static int mostProbable(float[] output, int from, int classes) {
    int best = 0;
    for (int c = 1; c < classes; c++) {
      if (output[from + c] > output[from + best]) {
        best = c;
      }
    }
    return best;
  }
}

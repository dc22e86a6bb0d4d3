package dev.rungs.examples;

import dev.rungs.examples.Data.Row;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** Two hidden layers of rectifiers, a softmax, and gradient descent with momentum. */
final class Net {

  private static final int SPECIES = 3;

  private final Data data;
  private final List<Layer> layers;
  private final double rate;
  private final int batchSize;
  private final long seed;

  private Net(Data data, int l1, int l2, double rate, int batchSize, long seed) {
    var chance = new SplittableRandom(seed);
    this.data = data;
    this.layers =
        List.of(
            new Layer(4, l1, chance), new Layer(l1, l2, chance), new Layer(l2, SPECIES, chance));
    this.rate = rate;
    this.batchSize = batchSize;
    this.seed = seed;
  }

  /** Two layers of equal width, eight rows a step. */
  Net(Data data, int hidden, double rate, long seed) {
    this(data, hidden, hidden, rate, 8, seed);
  }

  /** As a trial's {@code l1}, {@code l2}, {@code lr} and {@code batch_size} say. */
  static Net of(TrialContext trial, Data data) {
    return new Net(
        data,
        trial.integer("l1"),
        trial.integer("l2"),
        trial.real("lr"),
        trial.integer("batch_size"),
        trial.seed());
  }

  /**
   * Trains one epoch and measures the validation rows. The order of rows follows from the seed and
   * the epoch, so a resume is exact.
   */
  Metrics train(int epoch) {
    var order = new ArrayList<>(data.training());
    Collections.shuffle(order, new Random(Chance.mix(seed, epoch)));
    for (int from = 0; from < order.size(); from += batchSize) {
      List<Row> batch = order.subList(from, Math.min(from + batchSize, order.size()));
      batch.forEach(this::learn);
      layers.forEach(layer -> layer.step(rate, batch.size()));
    }
    return Metrics.of("loss", loss(), "accuracy", accuracy()).and("training_iteration", epoch);
  }

  /** Returns the mean cross-entropy. */
  private double loss() {
    return data.validation().stream()
        .mapToDouble(row -> -StrictMath.log(probabilities(outputs(row))[row.species()]))
        .average()
        .orElseThrow();
  }

  /** Returns the share that is told right. */
  private double accuracy() {
    List<Row> rows = data.validation();
    return rows.stream().filter(this::right).count() / (double) rows.size();
  }

  void save(Path directory) throws IOException {
    try (var out = new DataOutputStream(Files.newOutputStream(directory.resolve("net")))) {
      for (Layer layer : layers) {
        layer.write(out);
      }
    }
  }

  void load(Path directory) throws IOException {
    try (var in = new DataInputStream(Files.newInputStream(directory.resolve("net")))) {
      for (Layer layer : layers) {
        layer.read(in);
      }
    }
  }

  private boolean right(Row row) {
    double[] p = probabilities(outputs(row));
    return IntStream.range(0, SPECIES).allMatch(other -> p[other] <= p[row.species()]);
  }

  private void learn(Row row) {
    List<double[]> inputs = inputs(row);
    double[] slope = probabilities(outputs(inputs));
    slope[row.species()] -= 1;
    for (int layer = layers.size() - 1; layer >= 0; layer--) {
      double[] x = inputs.get(layer);
      slope = layers.get(layer).backward(x, slope);
      for (int i = 0; i < x.length; i++) {
        slope[i] = x[i] > 0 ? slope[i] : 0;
      }
    }
  }

  /** Returns what goes into each layer. */
  private List<double[]> inputs(Row row) {
    var inputs = new ArrayList<double[]>();
    inputs.add(row.x().stream().mapToDouble(Double::doubleValue).toArray());
    for (Layer layer : layers.subList(0, layers.size() - 1)) {
      double[] y = layer.forward(inputs.get(inputs.size() - 1));
      for (int i = 0; i < y.length; i++) {
        y[i] = Math.max(0, y[i]);
      }
      inputs.add(y);
    }
    return inputs;
  }

  private double[] outputs(Row row) {
    return outputs(inputs(row));
  }

  private double[] outputs(List<double[]> inputs) {
    int last = layers.size() - 1;
    return layers.get(last).forward(inputs.get(last));
  }

  private static double[] probabilities(double[] outputs) {
    double most = Math.max(outputs[0], Math.max(outputs[1], outputs[2]));
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] = StrictMath.exp(outputs[i] - most);
      sum += outputs[i];
    }
    for (int i = 0; i < outputs.length; i++) {
      outputs[i] /= sum;
    }
    return outputs;
  }
}

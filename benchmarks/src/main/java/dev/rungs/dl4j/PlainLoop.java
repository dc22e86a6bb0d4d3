package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.train.Slot;
import dev.rungs.trial.Chance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A search without an engine: threads that train one perceptron after another in a loop on DL4J.
 *
 * <p>It lives in this package to build the very networks of {@link Dl4jTrainer}, on the very
 * minibatches, with chance drawn from the same seeds: the same job gives the same bits in both. It
 * keeps the shared minibatches and the thread counts of the trainer, which a good loop would have
 * too, and has no checkpoints, no journal and no messages.
 */
public final class PlainLoop {

  private static final long ORDER = 0x6f72646572L; // "order", as in Dl4jModel

  /**
   * What to train.
   *
   * @param seed the trial's, from which all chance of its training is drawn
   */
  public record Job(Configuration configuration, long seed) {}

  private final LabelledData data;
  private final DeviceData arrays;

  /** Reads and splits the data, once for all jobs; the settings are those of a sweep's data. */
  public PlainLoop(Configuration settings, Path base) throws IOException {
    data = LabelledData.read(Settings.DATA.make(settings), base);
    arrays = new DeviceData(data);
  }

  /** Trains every job to the same epoch and returns the last validation loss of each, in order. */
  public List<Double> train(List<Job> jobs, int epochs, int threads)
      throws InterruptedException, ExecutionException {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      List<Future<Double>> running = new ArrayList<>();
      for (Job job : jobs) {
        running.add(pool.submit(() -> train(job, epochs)));
      }
      List<Double> losses = new ArrayList<>();
      for (Future<Double> each : running) {
        losses.add(each.get());
      }
      return losses;
    } finally {
      pool.shutdownNow();
    }
  }

  private double train(Job job, int epochs) {
    Device.bind(new Slot(0, 0, 1));
    NetworkPlan plan = Settings.MLP.make(job.configuration());
    MultiLayerNetwork network = network(plan, Chance.mix(job.seed(), 0));
    double loss = Double.NaN;
    for (int epoch = 1; epoch <= epochs; epoch++) {
      fit(network, plan.training().batch(), job.seed(), epoch);
      loss = Measure.of(network, arrays.validation()).loss();
    }
    free(network);
    return loss;
  }

  private MultiLayerNetwork network(NetworkPlan plan, long seed) {
    var network =
        new MultiLayerNetwork(
            Networks.of(plan, data.width(), data.height(), data.classes().size(), seed));
    Nd4j.getRandom().setSeed(seed);
    network.init();
    return network;
  }

  private void fit(MultiLayerNetwork network, int batch, long seed, int epoch) {
    var batches = arrays.batches(batch);
    Nd4j.getRandom().setSeed(Chance.mix(seed, epoch));
    var order = new int[batches.size()];
    Arrays.setAll(order, index -> index);
    for (int index : Split.shuffle(order, new SplittableRandom(Chance.mix(seed ^ ORDER, epoch)))) {
      network.fit(batches.get(index));
    }
    network.incrementEpochCount();
  }

  /** As {@link MultiLayerNetwork#close}, without its collections of garbage. */
  private static void free(MultiLayerNetwork network) {
    network.params().close();
    network.getFlattenedGradients().close();
    INDArray state = network.getUpdater().getStateViewArray();
    if (state != null) {
      state.close();
    }
    // destroyAllWorkspacesForCurrentThread() would collect garbage and stop both threads.
    Nd4j.getWorkspaceManager()
        .getAllWorkspacesForCurrentThread()
        .forEach(Nd4j.getWorkspaceManager()::destroyWorkspace);
  }
}

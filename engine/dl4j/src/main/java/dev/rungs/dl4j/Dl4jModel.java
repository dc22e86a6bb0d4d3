package dev.rungs.dl4j;

import dev.rungs.train.CancelledException;
import dev.rungs.train.DivergedException;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;

/** One trial's network, used on one thread alone. */
final class Dl4jModel {

  private static final long ORDER = 0x6f72646572L; // "order"

  private final TrialContext trial;
  private final MultiLayerNetwork network;
  private final List<DataSet> batches;

  Dl4jModel(TrialContext trial, MultiLayerNetwork network, List<DataSet> batches) {
    this.trial = trial;
    this.network = network;
    this.batches = batches;
  }

  Slot slot() {
    return trial.slot();
  }

  MultiLayerNetwork network() {
    return network;
  }

  /**
   * Trains one epoch. All chance is drawn from (trial's seed, epoch), so what came before on this
   * thread, in this JVM, does not matter.
   *
   * @return the mean loss of the epoch's examples, each seen before the step of its minibatch, with
   *     the penalties of l1, l2 and weight_decay
   */
  double train(int epoch) {
    if (network.getEpochCount() != epoch - 1) {
      throw new IllegalStateException(
          "epoch is " + epoch + ", must be " + (network.getEpochCount() + 1));
    }
    Nd4j.getRandom().setSeed(Chance.mix(trial.seed(), epoch));
    double sum = 0;
    long count = 0;
    for (int batch : order(epoch)) {
      if (trial.cancelled()) {
        throw new CancelledException();
      }
      DataSet examples = batches.get(batch);
      network.fit(examples);
      double loss = network.score();
      if (!Double.isFinite(loss)) {
        throw new DivergedException("train_loss is " + loss + " in epoch " + epoch);
      }
      sum += loss * examples.numExamples();
      count += examples.numExamples();
    }
    network.incrementEpochCount();
    return sum / count;
  }

  private int[] order(int epoch) {
    var order = new int[batches.size()];
    Arrays.setAll(order, batch -> batch);
    return Split.shuffle(order, new SplittableRandom(Chance.mix(trial.seed() ^ ORDER, epoch)));
  }

  /**
   * Frees what the network holds outside the heap, as {@link MultiLayerNetwork#close} does, but
   * without its two collections of garbage, which stop every thread of the JVM.
   */
  void release() {
    close(network.params());
    close(network.getFlattenedGradients());
    if (network.getUpdater(false) != null) {
      close(network.getUpdater(false).getStateViewArray());
    }
    for (MemoryWorkspace workspace :
        Nd4j.getWorkspaceManager().getAllWorkspacesForCurrentThread()) {
      Nd4j.getWorkspaceManager().destroyWorkspace(workspace);
    }
  }

  private static void close(INDArray array) {
    if (array != null && array.closeable()) {
      array.close();
    }
  }
}

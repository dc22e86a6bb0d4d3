package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trains DL4J networks. The same trial gives the same bits on any slot, thread or JVM, interrupted
 * or not, as long as the native library and the processor's kind are the same.
 */
final class Dl4jTrainer implements IterativeTrainer<Dl4jModel> {

  /** After how many bytes of released models the collector is asked for what DL4J left to it. */
  private static final long COLLECT = 256L << 20;

  private final Kind<? extends NetworkPlan> kind;
  private final Configuration constants;
  private final LabelledData data;
  private final Map<Integer, DeviceData> devices = new ConcurrentHashMap<>();
  private final AtomicLong released = new AtomicLong();

  /**
   * @param constants settings of {@code kind} that a trial's own go before
   * @throws IllegalArgumentException if one of them is refused
   */
  Dl4jTrainer(Kind<? extends NetworkPlan> kind, Configuration constants, LabelledData data) {
    kind.make(constants);
    this.kind = kind;
    this.constants = constants;
    this.data = data;
  }

  @Override
  public void bind(Slot slot) {
    Device.bind(slot);
  }

  @Override
  public Dl4jModel create(TrialContext trial) {
    NetworkPlan plan = kind.make(trial.configuration().orElse(constants));
    var network = network(plan, Chance.mix(trial.seed(), 0));
    return new Dl4jModel(trial, network, on(trial.slot()).batches(plan.training().batch()));
  }

  private MultiLayerNetwork network(NetworkPlan plan, long seed) {
    var network =
        new MultiLayerNetwork(
            Networks.of(plan, data.width(), data.height(), data.classes().size(), seed));
    Nd4j.getRandom().setSeed(seed); // DL4J itself takes the seed 0 for none
    network.init();
    return network;
  }

  private DeviceData on(Slot slot) {
    return devices.computeIfAbsent(slot.device(), device -> new DeviceData(data));
  }

  /**
   * Trains one epoch and measures {@link Settings#METRICS}: the training loss as {@link
   * Dl4jModel#train} defines it, loss and accuracy as {@link Measure} does, and the seconds of both
   * together.
   */
  @Override
  public Metrics step(Dl4jModel model, int epoch) {
    long start = System.nanoTime();
    double trainLoss = model.train(epoch);
    Measure validation = Measure.of(model.network(), on(model.slot()).validation());
    return Metrics.of("train_loss", trainLoss, "val_loss", validation.loss())
        .and("val_accuracy", validation.accuracy())
        .and("seconds", (System.nanoTime() - start) / 1e9);
  }

  @Override
  public void save(Dl4jModel model, Path directory) throws IOException {
    Checkpoint.write(model.network(), directory);
  }

  /**
   * {@inheritDoc}
   *
   * <p>The network is built with the trial's own values and then filled with what was saved, to the
   * last bit, the optimizer's numbers included: they keep their meaning under another rate, decay,
   * momentum, penalty, dropout or batch, see {@link Settings#MUTABLE}.
   */
  @Override
  public Dl4jModel load(TrialContext trial, Path directory) throws IOException {
    Dl4jModel model = create(trial);
    try {
      Checkpoint.read(model.network(), directory);
      return model;
    } catch (IOException | RuntimeException damaged) {
      model.release();
      throw damaged;
    }
  }

  /** Reads the test part and measures {@code test_loss} and {@code test_accuracy} on it. */
  @Override
  public Metrics test(Dl4jModel model) throws IOException {
    Examples unseen = data.test().open();
    if (unseen.count() == 0) {
      return Metrics.NONE;
    }
    Measure test = Measure.of(model.network(), DeviceData.blocks(unseen));
    return Metrics.of("test_loss", test.loss(), "test_accuracy", test.accuracy());
  }

  /** Writes {@code model.zip}, as any DL4J program reads it, and {@code preprocessing.json}. */
  @Override
  public void export(Dl4jModel model, Path directory) throws IOException {
    Export.write(model.network(), data, directory);
  }

  @Override
  public void release(Dl4jModel model) {
    long bytes = model.bytes();
    model.release();
    if (released.addAndGet(bytes) > COLLECT) {
      released.set(0);
      System.gc();
    }
  }

  @Override
  public int preferredSlots() {
    return Device.slots();
  }
}

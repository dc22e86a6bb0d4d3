package dev.rungs.benchmarks;

import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A trainer that costs nothing and whose truth is known: the loss of an epoch follows from the
 * configuration, the trial's seed and all epochs before it, so a model that goes on from a wrong
 * place shows in every later loss.
 *
 * @param pace how long an epoch takes, without using a core
 */
record Walk(Duration pace) implements IterativeTrainer<Walk.Model> {

  static final String LOSS = "loss";

  private static final String FILE = "model";

  /** Where a walk stands. */
  static final class Model {
    private final double x;
    private final long seed;
    private long history;
    private int epoch;

    Model(double x, long seed) {
      this.x = x;
      this.seed = seed;
    }

    /** Takes the next step and returns its loss. */
    double step() {
      epoch++;
      history = Chance.mix(history ^ seed ^ Double.doubleToLongBits(x), epoch);
      return Math.abs(x - 0.3) + (history >>> 11) * 0x1p-53 / epoch;
    }
  }

  @Override
  public Model create(TrialContext trial) {
    return new Model(trial.real("x"), trial.seed());
  }

  @Override
  public Metrics step(Model model, int epoch) throws InterruptedException {
    Thread.sleep(pace.toMillis());
    return Metrics.of(LOSS, model.step());
  }

  @Override
  public void save(Model model, Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), model.epoch + " " + model.history);
    Failpoint.MODEL_WRITTEN.pass();
  }

  @Override
  public Model load(TrialContext trial, Path directory) throws IOException {
    String[] parts = Files.readString(directory.resolve(FILE)).split(" ", -1);
    Model model = create(trial);
    model.epoch = Integer.parseInt(parts[0]);
    model.history = Long.parseLong(parts[1]);
    return model;
  }

  @Override
  public Metrics test(Model model) {
    return Metrics.of("test_loss", Math.abs(model.x - 0.3));
  }
}

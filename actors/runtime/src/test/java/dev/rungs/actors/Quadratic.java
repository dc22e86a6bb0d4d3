package dev.rungs.actors;

import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * A trainer with a curve that is known: {@code |x - 0.3| + noise / epoch}, all chance from (seed,
 * epoch) and from what the model has summed up, so a lost or doubled epoch shows in every later
 * one.
 */
class Quadratic implements IterativeTrainer<Quadratic.Model> {

  static final class Model {
    final TrialContext trial;
    long history;
    int epoch;

    Model(TrialContext trial) {
      this.trial = trial;
    }
  }

  /** Every epoch that was trained, as "t007/3". */
  final List<String> trained = Collections.synchronizedList(new ArrayList<>());

  @Override
  public Model create(TrialContext trial) {
    return new Model(trial);
  }

  @Override
  public Metrics step(Model model, int epoch) throws Exception {
    if (epoch != model.epoch + 1) {
      throw new IllegalStateException("epoch " + epoch + " after " + model.epoch);
    }
    model.epoch = epoch;
    model.history = Chance.mix(model.history ^ model.trial.seed(), epoch);
    trained.add(model.trial.trial() + "/" + epoch);
    double noise = (model.history >>> 11) * 0x1p-53;
    return Metrics.of(
        "loss", Math.abs(model.trial.real("x") - 0.3) + noise / epoch, "epoch", epoch);
  }

  @Override
  public void save(Model model, Path directory) throws IOException {
    Files.writeString(directory.resolve("model"), model.epoch + " " + model.history);
  }

  @Override
  public Model load(TrialContext trial, Path directory) throws IOException {
    String[] parts = Files.readString(directory.resolve("model")).split(" ", -1);
    var model = new Model(trial);
    model.epoch = Integer.parseInt(parts[0]);
    model.history = Long.parseLong(parts[1]);
    return model;
  }

  @Override
  public Metrics test(Model model) {
    return Metrics.of("test_loss", Math.abs(model.trial.real("x") - 0.3));
  }
}

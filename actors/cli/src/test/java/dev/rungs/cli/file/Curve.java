package dev.rungs.cli.file;

import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerProvider;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Walks down a parabola: a whole trainer that needs no library. */
public final class Curve implements TrainerProvider {

  @Override
  public String type() {
    return "curve";
  }

  @Override
  public String summary() {
    return "gradient descent on a parabola";
  }

  @Override
  public List<Setting> settings() {
    var positive = new Setting.Rule.Reals(0, true, Double.POSITIVE_INFINITY, true);
    return List.of(
        Setting.real("lr", positive, 0.1, "step size"),
        Setting.integer("width", 1, 1024, 16, "not used by a parabola"),
        Setting.oneOf("optimizer", List.of("adam", "sgd", "rmsprop"), "not used by a parabola"),
        Setting.real("momentum", new Setting.Rule.Reals(0, false, 1, true), 0.9, "nor this"),
        Setting.real("dropout", new Setting.Rule.Reals(0, false, 1, true), 0, "nor this"));
  }

  @Override
  public List<Setting> data() {
    return List.of(Setting.required("start", new Setting.Rule.Ints(-9, 9), "where to start"));
  }

  @Override
  public List<String> metrics() {
    return List.of("train_loss", "val_loss", "val_accuracy");
  }

  @Override
  public IterativeTrainer<double[]> open(Configuration settings, Configuration data, Path base) {
    return new IterativeTrainer<>() {
      @Override
      public double[] create(TrialContext trial) {
        return new double[] {data.real("start"), trial.configuration().orElse(settings).real("lr")};
      }

      @Override
      public Metrics step(double[] model, int epoch) {
        model[0] -= model[1] * 2 * model[0];
        return Metrics.of("train_loss", model[0] * model[0], "val_loss", model[0] * model[0])
            .and("val_accuracy", 1 / (1 + model[0] * model[0]));
      }

      @Override
      public void save(double[] model, Path directory) throws Exception {
        Files.writeString(directory.resolve("model"), model[0] + " " + model[1]);
      }

      @Override
      public double[] load(TrialContext trial, Path directory) throws Exception {
        String[] numbers = Files.readString(directory.resolve("model")).split(" ", -1);
        return new double[] {Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1])};
      }
    };
  }
}

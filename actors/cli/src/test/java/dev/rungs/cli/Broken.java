package dev.rungs.cli;

import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerProvider;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.nio.file.Path;
import java.util.List;

/** A trainer that fails in its first epoch, always. */
public class Broken implements TrainerProvider {

  @Override
  public String type() {
    return "broken";
  }

  @Override
  public String summary() {
    return "fails";
  }

  @Override
  public List<Setting> settings() {
    return List.of(Setting.real("lr", new Setting.Rule.Reals(0, true, 1, true), 0.1, "not used"));
  }

  @Override
  public List<Setting> data() {
    return List.of();
  }

  @Override
  public List<String> metrics() {
    return List.of("val_loss");
  }

  @Override
  public IterativeTrainer<String> open(Configuration settings, Configuration data, Path base) {
    return new IterativeTrainer<>() {
      @Override
      public String create(TrialContext trial) {
        return "model";
      }

      @Override
      public Metrics step(String model, int epoch) {
        throw new IllegalStateException("the disk is on fire");
      }

      @Override
      public void save(String model, Path directory) {}

      @Override
      public String load(TrialContext trial, Path directory) {
        return "model";
      }
    };
  }
}

package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The trainer {@code dl4j-mlp}: multilayer perceptrons for tables and images. */
public final class MlpProvider implements TrainerProvider {

  @Override
  public String type() {
    return Settings.MLP.name();
  }

  @Override
  public String summary() {
    return Settings.MLP.summary();
  }

  @Override
  public List<Setting> settings() {
    return Settings.MLP.settings();
  }

  @Override
  public List<Setting> data() {
    return Settings.DATA.settings();
  }

  @Override
  public List<String> metrics() {
    return Settings.METRICS;
  }

  @Override
  public IterativeTrainer<?> open(Configuration settings, Configuration data, Path base)
      throws IOException {
    return new Dl4jTrainer(
        Settings.MLP, settings, LabelledData.read(Settings.DATA.make(data), base));
  }
}

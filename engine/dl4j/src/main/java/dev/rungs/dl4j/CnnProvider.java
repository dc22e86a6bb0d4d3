package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The trainer {@code dl4j-cnn}: convolutional networks for grey images. */
public final class CnnProvider implements TrainerProvider {

  @Override
  public String type() {
    return Settings.CNN.name();
  }

  @Override
  public String summary() {
    return Settings.CNN.summary();
  }

  @Override
  public List<Setting> settings() {
    return Settings.CNN.settings();
  }

  @Override
  public List<Setting> data() {
    return Settings.DATA.settings();
  }

  @Override
  public List<String> metrics() {
    return Settings.METRICS;
  }

  /**
   * @throws IllegalArgumentException also if the examples are no images
   */
  @Override
  public IterativeTrainer<?> open(Configuration settings, Configuration data, Path base)
      throws IOException {
    LabelledData examples = LabelledData.read(Settings.DATA.make(data), base);
    if (examples.height() == 1) {
      throw new IllegalArgumentException(
          "height is unset, must be given for dl4j-cnn: "
              + examples.width()
              + " inputs make no square image");
    }
    return new Dl4jTrainer(Settings.CNN, settings, examples);
  }
}

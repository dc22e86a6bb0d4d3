package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerProvider;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What the families of networks share as trainers: data, metrics, and how they are opened. */
abstract class Dl4jProvider implements TrainerProvider {

  private final Kind<? extends NetworkPlan> family;

  Dl4jProvider(Kind<? extends NetworkPlan> family) {
    this.family = family;
  }

  /** Refuses examples that the family cannot learn from. */
  void check(LabelledData examples) {}

  @Override
  public final String type() {
    return family.name();
  }

  @Override
  public final String summary() {
    return family.summary();
  }

  @Override
  public final List<Setting> settings() {
    return family.settings();
  }

  @Override
  public final List<String> mutable() {
    return Settings.MUTABLE;
  }

  @Override
  public final List<Setting> data() {
    return Settings.DATA.settings();
  }

  @Override
  public final List<String> metrics() {
    return Settings.METRICS;
  }

  @Override
  public final IterativeTrainer<?> open(Configuration settings, Configuration data, Path base)
      throws IOException {
    LabelledData examples = LabelledData.read(Settings.DATA.make(data), base);
    check(examples);
    return new Dl4jTrainer(family, settings, examples);
  }
}

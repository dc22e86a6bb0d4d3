package dev.rungs.cli;

import dev.rungs.space.Configuration;
import dev.rungs.train.IterativeTrainer;
import java.nio.file.Path;

/** A trainer without its native library. */
public final class Unopened extends Broken {

  @Override
  public String type() {
    return "unopened";
  }

  @Override
  public IterativeTrainer<String> open(Configuration settings, Configuration data, Path base) {
    throw new UnsatisfiedLinkError("no tiny in java.library.path");
  }
}

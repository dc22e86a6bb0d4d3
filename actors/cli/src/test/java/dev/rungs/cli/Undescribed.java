package dev.rungs.cli;

import dev.rungs.space.Setting;
import java.util.List;

/** A trainer that cannot say what it is made of. */
public final class Undescribed extends Broken {

  @Override
  public List<Setting> settings() {
    throw new NoClassDefFoundError("org/example/Widths");
  }
}

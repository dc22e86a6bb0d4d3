package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.TrialId;
import java.util.List;

/**
 * What an earlier sweep found of a configuration, as if it had been a trial here.
 *
 * @param trial its number there
 * @param loss of its best epoch up to the last that trials here may reach; NaN if it failed
 * @param levels what it had at the epochs at which trials are compared here, as far as it came; of
 *     one that came to none of them its last epoch
 */
public record Learned(TrialId trial, Configuration configuration, double loss, List<Level> levels) {

  /** A loss at the end of an epoch, from 1. */
  public record Level(int epoch, double loss) {}

  public Learned {
    levels = List.copyOf(levels);
  }
}

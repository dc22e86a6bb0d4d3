package dev.rungs.sweep;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metric;
import dev.rungs.trial.TrialId;
import java.util.List;

/**
 * What an earlier sweep found of a configuration, as if it had been a trial here.
 *
 * @param trial its number there
 * @param loss of its best epoch up to the last that trials here may reach; NaN if it failed
 * @param others what else that epoch measured, as far as this sweep's further aims name it
 * @param levels what it had at the epochs at which trials are compared here, as far as it came; of
 *     one that came to none of them its last epoch
 */
public record Learned(
    TrialId trial,
    Configuration configuration,
    double loss,
    List<Metric> others,
    List<Level> levels) {

  /**
   * A loss at the end of an epoch, from 1.
   *
   * @param others as those of the trial
   */
  public record Level(int epoch, double loss, List<Metric> others) {
    public Level {
      others = List.copyOf(others);
    }

    /** Returns what was measured. */
    Best measured() {
      return new Best(epoch, loss, others);
    }
  }

  public Learned {
    others = List.copyOf(others);
    levels = List.copyOf(levels);
  }

  /** Returns what its best epoch measured; its number is not known. */
  Best best() {
    return new Best(0, loss, others);
  }
}

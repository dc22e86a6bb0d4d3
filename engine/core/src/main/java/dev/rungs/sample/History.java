package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;

/**
 * What a sampler may learn from: what earlier sweeps found, if anything, then the sweep so far. Its
 * trials are numbered from 0, the earlier ones first. A read-only view; all methods are constant
 * time.
 */
public interface History {

  /** Returns how many trials have been proposed, given or learned. */
  int size();

  /** Returns how many of them, the first ones, earlier sweeps have found: none is proposed here. */
  default int learned() {
    return 0;
  }

  /** Returns the configuration of a trial numbered below {@link #size}. */
  Configuration configuration(TrialId trial);

  /** Returns whether a trial has this configuration. */
  boolean contains(Configuration configuration);

  /** Returns whether a sampler may propose this configuration of the space: allowed and new. */
  default boolean admits(SearchSpace space, Configuration configuration) {
    return space.allows(configuration) && !contains(configuration);
  }

  /** Returns the loss of a trial's best epoch so far, NaN if it has none. */
  double loss(TrialId trial);

  /** Returns how many losses a score has. */
  default int objectives() {
    return 1;
  }

  /** Returns what the epoch of {@link #loss} is worth, further losses and requirements included. */
  default Score score(TrialId trial) {
    return Score.of(loss(trial));
  }

  /** Returns what people call a trial. */
  default String name(TrialId trial) {
    return trial.toString();
  }

  /** Returns whether a trial may still improve: it is queued, training or paused. */
  boolean pending(TrialId trial);

  /** Returns what trials had at the epochs at which they were compared; empty if nowhere. */
  default Levels levels() {
    return new Levels();
  }

  /** Returns what samplers keep of this history between suggestions. */
  Memory memory();
}

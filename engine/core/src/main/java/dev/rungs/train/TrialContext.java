package dev.rungs.train;

import dev.rungs.space.Configuration;
import dev.rungs.trial.TrialId;

/** What a trainer is told about the trial it trains. Safe to read from any thread. */
public interface TrialContext {

  /** The trial's number in its sweep. */
  TrialId trial();

  /** The number of this execution of the trial, from 1; a retry or a promotion has a higher one. */
  int attempt();

  /** The values to train with. */
  Configuration configuration();

  /**
   * A seed of this trial alone. The same in every attempt and on every machine, so a trainer that
   * draws all its chance from (seed, epoch) resumes exactly.
   */
  long seed();

  /** The slot that trains. */
  Slot slot();

  /**
   * Whether to stop at the next safe point. A trainer with long epochs asks between minibatches and
   * throws {@link CancelledException}; the epoch does not count. Interrupts are never used.
   */
  boolean cancelled();

  /** Returns a real number of the configuration. */
  default double real(String name) {
    return configuration().real(name);
  }

  /** Returns a whole number of the configuration. */
  default int integer(String name) {
    return configuration().count(name);
  }

  /** Returns a choice or any other value of the configuration as text. */
  default String text(String name) {
    return configuration().text(name);
  }

  /** Returns yes or no from the configuration. */
  default boolean flag(String name) {
    return configuration().flag(name);
  }
}

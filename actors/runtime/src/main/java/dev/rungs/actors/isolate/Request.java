package dev.rungs.actors.isolate;

import dev.rungs.space.Configuration;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.TrialId;

/**
 * What a child is asked. Each request but {@link Cancel} has one {@link Reply}, and the next is
 * made after it.
 */
sealed interface Request {

  /** Make the trainer. */
  record Open(String factory, String argument) implements Request {}

  /** Pin the thread. */
  record Bind(Slot slot) implements Request {}

  /** Make a new model, to be known by this number. */
  record Create(int model, Task task) implements Request {}

  /** Read a model, to be known by this number. */
  record Load(int model, Task task, String directory) implements Request {}

  /** Train an epoch. */
  record Step(int model, int attempt, int epoch) implements Request {}

  /** Write the model. */
  record Save(int model, String directory) implements Request {}

  /** Write the model for its users. */
  record Export(int model, String directory) implements Request {}

  /** Measure the model on unseen data. */
  record Test(int model) implements Request {}

  /** Forget the model. */
  record Release(int model) implements Request {}

  /** What is being done is not wanted any more. */
  record Cancel() implements Request {}

  /** Close the trainer and end. */
  record Close() implements Request {}

  /** A trial as it is told to a child. */
  record Task(TrialId trial, int attempt, Configuration configuration, long seed, Slot slot) {

    static Task of(TrialContext trial) {
      return new Task(
          trial.trial(), trial.attempt(), trial.configuration(), trial.seed(), trial.slot());
    }
  }
}

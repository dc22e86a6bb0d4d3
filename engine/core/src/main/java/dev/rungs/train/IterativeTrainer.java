package dev.rungs.train;

import dev.rungs.trial.Metrics;
import java.nio.file.Path;

/**
 * Trains a model one epoch at a time. The engine owns the loop: it checkpoints at rungs, resumes,
 * moves trials between slots.
 *
 * <p>All methods but {@link #preferredSlots} are called on the slot's own thread; several slots
 * call one trainer at the same time, each with models of its own. Whatever a method throws fails
 * the attempt, never the sweep.
 *
 * @param <M> the model with everything it needs to go on
 */
public interface IterativeTrainer<M> extends AutoCloseable {

  /** Prepares the slot's thread: called once, first on it. Pins the device here. */
  default void bind(Slot slot) throws Exception {}

  /** Returns a new model, before its first epoch. */
  M create(TrialContext trial) throws Exception;

  /**
   * Trains one epoch and measures.
   *
   * @param epoch from 1, one higher at each call for the same model
   * @return the epoch's metrics; the sweep's objective must be among them
   * @throws DivergedException if the loss is not a number any more
   * @throws CancelledException if the trial was cancelled in the middle
   */
  Metrics step(M model, int epoch) throws Exception;

  /**
   * Writes the model into an empty directory, so that {@link #load} followed by {@link #step} gives
   * what {@code step} would have given.
   */
  void save(M model, Path directory) throws Exception;

  /**
   * Returns the model that {@link #save} wrote, in this JVM or another.
   *
   * <p>It may have been saved by another trial with other values: where a scheduler lets trials
   * copy each other, as {@link dev.rungs.schedule.Pbt} does, a trial goes on with the model of a
   * better one under the values of {@code trial}. Then weights and all that the optimizer holds are
   * to be taken as they were saved, and everything else from {@code trial}: rates, penalties,
   * dropout, its seed. {@link #step} goes on with the epoch after the last that was saved.
   */
  M load(TrialContext trial, Path directory) throws Exception;

  /**
   * Measures the finished winner on data that no trial has seen. Called once in a sweep.
   *
   * @return {@link Metrics#NONE} if there is no such data
   */
  default Metrics test(M model) throws Exception {
    return Metrics.NONE;
  }

  /** Writes the winner for its users, in whatever form they load; by default as a checkpoint. */
  default void export(M model, Path directory) throws Exception {
    save(model, directory);
  }

  /** Frees what the model holds outside the heap. Called once for each model. */
  default void release(M model) throws Exception {}

  /** Lets the slot's thread go: called once, last on it, if {@link #bind} was called. */
  default void unbind() throws Exception {}

  /** Returns how many slots suit this machine: by default one for each core. */
  default int preferredSlots() {
    return Runtime.getRuntime().availableProcessors();
  }

  /** Frees what the trainer itself holds, after the last slot has ended. */
  @Override
  default void close() {}
}

package dev.rungs.train;

import dev.rungs.trial.Metrics;
import java.nio.file.Path;

/** One execution of a trial as a {@link Trainer} sees it. Used on the slot's thread alone. */
public interface Trial extends TrialContext {

  /** Reads or writes a model in a directory. */
  @FunctionalInterface
  interface Storage {
    void accept(Path directory) throws Exception;
  }

  /**
   * Says how to read and write the model. Reads at once if there is a checkpoint; writes at every
   * rung. Call it before {@link #steps}. What is read may come from another trial with other
   * values, see {@link IterativeTrainer#load}.
   */
  void checkpoint(Storage load, Storage save) throws Exception;

  /**
   * Returns the epochs to train, from 1 or from the one after the checkpoint. Each must be reported
   * before the next is asked for.
   */
  Iterable<Integer> steps();

  /** Reports the metrics of the current epoch. */
  void report(Metrics metrics);

  /** Reports one metric. */
  default void report(String name, double value) {
    report(Metrics.of(name, value));
  }

  /** Reports two metrics. */
  default void report(String name, double value, String name2, double value2) {
    report(Metrics.of(name, value, name2, value2));
  }
}

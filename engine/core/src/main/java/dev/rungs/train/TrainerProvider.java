package dev.rungs.train;

import dev.rungs.space.Configuration;
import dev.rungs.space.Setting;
import java.nio.file.Path;
import java.util.List;

/**
 * A trainer that sweep files name by {@link #type}; found through {@link java.util.ServiceLoader}.
 *
 * <p>Everything but {@link #open} is cheap and loads no training library, so that a sweep file can
 * be checked without one.
 */
public interface TrainerProvider {

  /** The word after {@code trainer: type:}. */
  String type();

  /** One line for people. */
  String summary();

  /**
   * What a model is made of. Each may stand under {@code trainer:} as a constant or under {@code
   * space:} as a parameter.
   */
  List<Setting> settings();

  /**
   * The settings whose value may change in mid-training: a model that was saved under other values
   * can be {@link IterativeTrainer#load loaded}. Empty if the trainer does not say.
   */
  default List<String> mutable() {
    return List.of();
  }

  /** The keys of {@code data:}. */
  List<Setting> data();

  /** The metrics that {@link IterativeTrainer#step} reports, in order. */
  List<String> metrics();

  /**
   * Opens the data and returns the trainer.
   *
   * @param settings the constants under {@code trainer:}; a trial's configuration goes before them
   * @param data what stands under {@code data:}, complete with defaults
   * @param base where relative file names start
   * @throws IllegalArgumentException if the data does not fit, naming file, line and rule
   */
  IterativeTrainer<?> open(Configuration settings, Configuration data, Path base) throws Exception;
}

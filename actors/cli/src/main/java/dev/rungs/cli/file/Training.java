package dev.rungs.cli.file;

import dev.rungs.space.Configuration;
import dev.rungs.train.TrainerProvider;
import java.util.List;

/** Who trains. */
public sealed interface Training {

  /** The metrics of each epoch's report, in order. */
  List<String> metrics();

  /** What can be changed in mid-training; empty if that is not known. */
  default List<String> mutable() {
    return this instanceof Provided provided ? provided.provider().mutable() : List.of();
  }

  /**
   * A trainer in this JVM.
   *
   * @param settings the constants under {@code trainer:}, as given
   * @param data what stands under {@code data:}, complete with defaults
   */
  record Provided(TrainerProvider provider, Configuration settings, Configuration data)
      implements Training {
    @Override
    public List<String> metrics() {
      return provider.metrics();
    }
  }

  /**
   * A program that is started for each trial.
   *
   * @param words the program and its arguments
   */
  record Command(List<String> words, List<String> metrics) implements Training {
    public Command {
      words = List.copyOf(words);
      metrics = List.copyOf(metrics);
    }
  }
}

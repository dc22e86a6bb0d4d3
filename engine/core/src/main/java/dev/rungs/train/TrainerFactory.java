package dev.rungs.train;

/**
 * Makes a trainer in another JVM, where it is named by its class. Implementations are public and
 * have a public constructor without arguments.
 */
public interface TrainerFactory {

  /**
   * Returns the trainer.
   *
   * @param argument whatever the one who named the factory wants it to know
   * @throws IllegalArgumentException if the argument or the data it names does not fit
   */
  IterativeTrainer<?> open(String argument) throws Exception;
}

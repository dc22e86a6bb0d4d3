package dev.rungs.benchmarks.sim;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import java.util.Optional;
import java.util.function.Predicate;

/** One search problem whose answer is known. The same arguments always give the same answers. */
public interface Problem {

  /** Returns the name, unique in its suite. */
  String name();

  /** Returns where to search. */
  SearchSpace space();

  /** Returns the longest training; 1 if a configuration is just evaluated. */
  int epochs();

  /**
   * Returns what training a configuration gives.
   *
   * @param seed of the trial: whatever differs between two trainings of one configuration follows
   *     from it
   */
  Training train(Configuration configuration, long seed);

  /** Returns the lowest loss that any training of any configuration shows at any epoch. */
  double optimum();

  /** Returns the difference to the {@link #optimum} that counts as a regret of 1, more than 0. */
  double scale();

  /**
   * Returns the configuration that is tried where {@code suggested} was: itself, or the nearest
   * that is in the problem's table and not taken. Empty if everything is taken.
   */
  default Optional<Configuration> nearest(Configuration suggested, Predicate<Configuration> taken) {
    return Optional.of(suggested);
  }

  /** Returns by how much a loss misses the optimum, in units of the {@link #scale}. */
  default double regret(double loss) {
    return (loss - optimum()) / scale();
  }
}

package dev.rungs.benchmarks.sim;

import java.util.List;

/** Who searches in a {@link Contest}: the same arguments always give the same search. */
public interface Contender {

  /** Returns the name, unique in a contest. */
  String name();

  /** Returns how many budgets it gets. */
  default int times() {
    return 1;
  }

  /**
   * Refuses workers that it cannot search with.
   *
   * @throws IllegalArgumentException saying what they must be
   */
  default void check(Workers workers) {}

  /**
   * Searches a problem.
   *
   * @param min the lowest rung, if it has rungs
   * @param epochs the whole budget
   * @param seed all chance follows from it
   * @return every improvement of the best loss: lower and lower
   */
  List<Run.Incumbent> search(Problem problem, Workers workers, int min, long epochs, long seed);
}

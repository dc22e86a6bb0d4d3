package dev.rungs.benchmarks.sim;

import java.util.List;

/**
 * Problems that are measured together: each counts as much as any other.
 *
 * @param name the word that selects it on the command line
 */
public record Suite(String name, List<Problem> problems) {

  public Suite {
    problems = List.copyOf(problems);
    if (problems.isEmpty()) {
      throw new IllegalArgumentException("problems is empty, must hold at least one");
    }
  }
}

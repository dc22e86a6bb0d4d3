package dev.rungs.cli.file;

import java.util.ArrayList;
import java.util.List;

/** Gathers what is wrong while a file is read. */
final class Findings {

  private final List<Problem> problems = new ArrayList<>();

  void add(Problem problem) {
    problems.add(problem);
  }

  /** Returns how many errors were found so far. */
  long errors() {
    return problems.stream().filter(problem -> !problem.code().isWarning()).count();
  }

  List<Problem> all() {
    return List.copyOf(problems);
  }
}

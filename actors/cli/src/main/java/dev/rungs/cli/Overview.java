package dev.rungs.cli;

import java.util.ArrayList;
import java.util.List;

/** What the command says when nothing is asked of it. */
final class Overview {

  /** Verbs that serve one purpose. */
  record Group(String purpose, List<String> verbs) {
    Group {
      verbs = List.copyOf(verbs);
    }
  }

  /** Every verb, by what it is for. */
  static final List<Group> GROUPS =
      List.of(
          new Group("Write", List.of("init", "validate", "plan")),
          new Group("Run", List.of("run", "resume", "set", "fork")),
          new Group("Look", List.of("list", "status", "show", "best", "explain", "log")),
          new Group("Again", List.of("replay", "what-if")),
          new Group("Machine", List.of("doctor")),
          new Group("Other", List.of("completion", "help")));

  private static final List<String> START =
      List.of(
          "Search for good hyperparameters on the JVM.",
          "",
          "Start here",
          "  rungs init sweep.yaml         write a commented sweep file",
          "  rungs plan sweep.yaml         what it will try and what it will cost",
          "  rungs run sweep.yaml          run it; Ctrl-C stops cleanly, run again to go on",
          "");

  private Overview() {}

  static List<String> lines() {
    var lines = new ArrayList<>(START);
    for (Group group : GROUPS) {
      lines.add(String.format("%-9s ", group.purpose()) + String.join("  ", group.verbs()));
    }
    lines.addAll(List.of("", "rungs help COMMAND for more."));
    return lines;
  }
}

package dev.rungs.cli;

/** How the command ends; part of its contract with scripts. */
enum Exit {
  OK(0, "finished by its own stop rule, or its goal is reached"),
  FAULT(
      1, "a fault of Rungs, reported in a file the message names; for doctor: something is wrong"),
  USAGE(2, "the command line is wrong"),
  FILE(3, "a sweep file or its data is wrong, or does not fit the sweep being continued"),
  GAVE_UP(4, "the sweep gave up: too many failures, or no trial has a result"),
  NOT_MET(5, "finished, but --require is not met"),
  UNKNOWN(6, "no such sweep or trial, or its journal cannot be opened or read"),
  INTERRUPTED(130, "interrupted (Ctrl-C); everything is saved"),
  TERMINATED(143, "terminated (SIGTERM); everything is saved");

  private final int code;
  private final String meaning;

  Exit(int code, String meaning) {
    this.code = code;
    this.meaning = meaning;
  }

  int code() {
    return code;
  }

  String meaning() {
    return meaning;
  }
}

package dev.rungs.cli.file;

/** What came of reading a sweep file. */
public sealed interface Reading {

  /** Everything wrong with it. */
  Problems problems();

  /**
   * A sweep that can run.
   *
   * @param problems warnings alone
   */
  record Valid(SweepFile file, Problems problems) implements Reading {}

  /**
   * Nothing that could run.
   *
   * @param problems at least one error
   */
  record Invalid(Problems problems) implements Reading {}
}

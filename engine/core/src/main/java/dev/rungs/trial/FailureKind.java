package dev.rungs.trial;

/** Why an attempt failed; the kind decides who retries. */
public enum FailureKind {
  /** The trainer threw. Retried as the sweep's retry policy says. */
  EXCEPTION,
  /** The loss is NaN or infinite. Never retried: the same input would diverge again. */
  DIVERGED,
  /**
   * Heap or native memory ran out. Retried once, while nothing else trains, or with less if the
   * retry policy says of what.
   */
  OUT_OF_MEMORY,
  /** An epoch took longer than its deadline. Retried. */
  TIMEOUT,
  /** The slot or its machine went away. Goes on from the last checkpoint. */
  LOST,
  /**
   * The process died while the trial was in flight. Goes on from the last checkpoint; a trial that
   * is in flight again and again is set apart, then given up.
   */
  CRASHED;

  /** Returns whether the trial had no part in it, so it does not count as a retry. */
  public boolean passes() {
    return this == LOST || this == CRASHED;
  }
}

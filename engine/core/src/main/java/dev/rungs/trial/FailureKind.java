package dev.rungs.trial;

/** Why an attempt failed; the kind decides who retries. */
public enum FailureKind {
  /** The trainer threw. Retried as the sweep's retry policy says. */
  EXCEPTION,
  /** The loss is NaN or infinite. Never retried: the same input would diverge again. */
  DIVERGED,
  /** Heap or native memory ran out. Retried. */
  OUT_OF_MEMORY,
  /** An epoch took longer than its deadline. Retried. */
  TIMEOUT,
  /** The slot, its process or its machine went away. Goes on from the last checkpoint. */
  LOST
}

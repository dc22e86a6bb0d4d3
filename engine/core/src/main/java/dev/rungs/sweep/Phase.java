package dev.rungs.sweep;

/** Where a trial is in its life. */
public enum Phase {
  /** To be trained as soon as a slot is free. */
  QUEUED,
  /** A slot trains it. */
  RUNNING,
  /** Its segment is over; its turn to be judged has not come. */
  ARRIVED,
  /** It waits at a rung and may be promoted. */
  PAUSED,
  /** Trained to the end, or its own curve ended it. */
  COMPLETE,
  /** The scheduler dropped it. */
  STOPPED,
  /** It failed and is not tried again. */
  FAILED;

  /** Returns whether it will never train again. */
  public boolean over() {
    return this == COMPLETE || this == STOPPED || this == FAILED;
  }
}

package dev.rungs.benchmarks.sim;

/** What training one configuration gives, known beforehand: a row of a table, or a function. */
public interface Training {

  /**
   * Returns the loss after an epoch, from 1; lower is better. NaN or an infinity if training has
   * diverged: the trial fails there.
   */
  double loss(int epoch);

  /** Returns how long an epoch takes, in units of virtual time, more than 0. */
  default double seconds(int epoch) {
    return 1;
  }
}

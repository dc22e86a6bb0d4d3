package dev.rungs.benchmarks.sim;

import dev.rungs.sweep.StopRules;

/**
 * How far a sweep may go; whichever comes first.
 *
 * @param trials configurations
 * @param epochs that the sweep may grant: those that are trained again after a loss, or for want of
 *     a checkpoint, count once
 * @param time virtual; what ends later is not seen
 */
public record Budget(int trials, long epochs, double time) {

  /** So many configurations. */
  public static Budget trials(int count) {
    return new Budget(count, StopRules.UNLIMITED, Double.POSITIVE_INFINITY);
  }

  /** So many epochs over all trials. */
  public static Budget epochs(long total) {
    return new Budget(StopRules.UNLIMITED, total, Double.POSITIVE_INFINITY);
  }

  /** So much virtual time. */
  public static Budget time(double units) {
    return new Budget(StopRules.UNLIMITED, StopRules.UNLIMITED, units);
  }

  StopRules rules() {
    return StopRules.trials(trials).withEpochs(epochs);
  }
}

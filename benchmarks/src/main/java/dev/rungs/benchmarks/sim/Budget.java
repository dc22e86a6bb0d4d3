package dev.rungs.benchmarks.sim;

import dev.rungs.sweep.StopRules;

/**
 * How far a sweep may go; whichever comes first.
 *
 * @param trials configurations
 * @param epochs that the sweep may grant: those that are trained again after a loss, or for want of
 *     a checkpoint, count once
 * @param time virtual; what ends later is not seen
 * @param completions trials that reach the top of their ladders
 */
public record Budget(int trials, long epochs, double time, int completions) {

  private static final Budget ENDLESS =
      new Budget(
          StopRules.UNLIMITED, StopRules.UNLIMITED, Double.POSITIVE_INFINITY, StopRules.UNLIMITED);

  /** So many configurations. */
  public static Budget trials(int count) {
    return new Budget(count, ENDLESS.epochs, ENDLESS.time, ENDLESS.completions);
  }

  /** So many epochs over all trials. */
  public static Budget epochs(long total) {
    return new Budget(ENDLESS.trials, total, ENDLESS.time, ENDLESS.completions);
  }

  /** So much virtual time. */
  public static Budget time(double units) {
    return new Budget(ENDLESS.trials, ENDLESS.epochs, units, ENDLESS.completions);
  }

  /** Until so many trials have reached the top. */
  public static Budget completions(int count) {
    return new Budget(ENDLESS.trials, ENDLESS.epochs, ENDLESS.time, count);
  }

  StopRules rules() {
    return StopRules.trials(trials).withEpochs(epochs);
  }
}

package dev.rungs.trial;

/**
 * Bounds that a trial had to keep at a rung: what a verdict rests on that compares with a bound,
 * not with a rank.
 *
 * @param rung from 0, the lowest
 * @param epoch the rung's epoch
 * @param loss what was compared (lower is better); NaN if the trial has none
 * @param lowest no lower loss keeps the bounds; negative infinity for none
 * @param highest no higher loss keeps the bounds; positive infinity for none
 * @param what the bounds, for people: {@code the median of 12 running averages}
 */
public record Limit(int rung, int epoch, double loss, double lowest, double highest, String what) {

  /** Bounds that every loss keeps. */
  public static Limit none(int rung, int epoch, double loss, String what) {
    return atMost(rung, epoch, loss, Double.POSITIVE_INFINITY, what);
  }

  /** Bounds that every loss keeps that is not higher than one. */
  public static Limit atMost(int rung, int epoch, double loss, double highest, String what) {
    return new Limit(rung, epoch, loss, Double.NEGATIVE_INFINITY, highest, what);
  }

  /** Returns whether the loss keeps the bounds; without a loss it does not. */
  public boolean kept() {
    return loss >= lowest && loss <= highest;
  }

  @Override
  public String toString() {
    String stands = Double.isNaN(loss) ? "no loss" : (kept() ? "within " : "beyond ") + what;
    return stands + " at rung " + rung + " (epoch " + epoch + ")";
  }
}

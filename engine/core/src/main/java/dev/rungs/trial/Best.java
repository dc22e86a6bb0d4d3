package dev.rungs.trial;

/**
 * The best epoch of a trial.
 *
 * @param epoch from 1; 0 if no epoch had a finite objective
 * @param loss lower is better; NaN if there is none
 */
public record Best(int epoch, double loss) {

  /** No epoch yet. */
  public static final Best NONE = new Best(0, Double.NaN);

  /** Returns the better of this and another epoch; the earlier one if they tie. */
  public Best or(int otherEpoch, double otherLoss) {
    if (Double.isNaN(otherLoss)) {
      return this;
    }
    return Double.isNaN(loss) || otherLoss < loss ? new Best(otherEpoch, otherLoss) : this;
  }
}

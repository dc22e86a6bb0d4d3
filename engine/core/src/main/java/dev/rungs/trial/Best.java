package dev.rungs.trial;

import java.util.List;

/**
 * The epoch of a trial that counts, mostly its best.
 *
 * @param epoch from 1; 0 if no epoch had a finite objective
 * @param loss lower is better; NaN if there is none
 * @param others what that epoch measured of the metrics that the sweep's further {@link Aims} name
 */
public record Best(int epoch, double loss, List<Metric> others) {

  /** No epoch yet. */
  public static final Best NONE = at(0, Double.NaN);

  public Best {
    others = List.copyOf(others);
  }

  /** Returns an epoch of a sweep that has nothing but an objective. */
  public static Best at(int epoch, double loss) {
    return new Best(epoch, loss, List.of());
  }

  /** Returns what the epoch measured besides the objective, as far as it matters. */
  public Metrics measured() {
    return new Metrics(others);
  }

  /** Returns the better of this and another epoch by loss; the earlier one if they tie. */
  public Best or(int otherEpoch, double otherLoss) {
    if (Double.isNaN(otherLoss)) {
      return this;
    }
    return Double.isNaN(loss) || otherLoss < loss ? at(otherEpoch, otherLoss) : this;
  }
}

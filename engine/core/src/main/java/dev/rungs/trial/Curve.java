package dev.rungs.trial;

import java.util.Optional;

/**
 * What a trial's learning curve says by itself, epoch by epoch.
 *
 * @param epoch the last epoch folded; 0 for none
 * @param best the best epoch
 * @param reference the loss that an epoch must beat to count as progress; NaN before the first
 * @param progressEpoch the last epoch that counted as progress
 */
public record Curve(int epoch, Best best, double reference, int progressEpoch) {

  /** The curve before its first epoch. */
  public static final Curve EMPTY = new Curve(0, Best.NONE, Double.NaN, 0);

  /** Returns the curve after one more epoch. Progress is that of the objective alone. */
  public Curve after(Report report, Aims aims, Patience patience) {
    double loss = aims.objective().loss(report.metrics());
    Curve longer = after(report.epoch(), loss, patience);
    return new Curve(
        longer.epoch, aims.better(best, report), longer.reference, longer.progressEpoch);
  }

  /** Returns the curve after one more epoch of a sweep that has nothing but an objective. */
  public Curve after(int nextEpoch, double loss, Patience patience) {
    boolean progress =
        !Double.isNaN(loss) && (Double.isNaN(reference) || loss < reference - patience.improve());
    return new Curve(
        nextEpoch,
        best.or(nextEpoch, loss),
        progress ? loss : reference,
        progress ? nextEpoch : progressEpoch);
  }

  /**
   * Returns the curve of a trial that goes on with the model of another after {@code epoch}: its
   * own best stays, patience starts anew.
   */
  public Curve copied(int copiedEpoch) {
    return new Curve(copiedEpoch, best, Double.NaN, copiedEpoch);
  }

  /** Returns why the trial should end here, if it should. */
  public Optional<String> ended(Aims aims, Patience patience) {
    Objective objective = aims.objective();
    if (objective.use() != Objective.Use.AT_MAX && aims.reached(best)) {
      return Optional.of(
          "goal reached: "
              + objective.metric()
              + " is "
              + objective.value(best.loss())
              + " at epoch "
              + best.epoch());
    }
    if (patience.epochs() > 0 && epoch - progressEpoch >= patience.epochs()) {
      return Optional.of(
          "no progress in " + (epoch - progressEpoch) + " epochs, best at epoch " + best.epoch());
    }
    return Optional.empty();
  }
}

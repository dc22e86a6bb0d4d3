package dev.rungs.trial;

/**
 * What a sweep optimises.
 *
 * <p>Inside the engine every objective is a <em>loss</em>: lower is better, NaN stands for a value
 * that is missing, NaN or infinite and is worse than every number.
 *
 * @param metric the name of a metric the trainer reports
 * @param use which of a trial's epochs counts as its result
 * @param goal the value at which the sweep is satisfied; an infinity that no value reaches for none
 */
public record Objective(String metric, Direction direction, Use use, double goal) {

  /** Which way is better. */
  public enum Direction {
    MINIMIZE,
    MAXIMIZE;

    /** Returns the loss of a metric's value: lower is better, NaN if it is NaN or infinite. */
    double loss(double value) {
      return Double.isFinite(value) ? value(value) : Double.NaN;
    }

    /** Returns a metric's value of a loss. Never -0.0, which would rank before 0.0. */
    public double value(double loss) {
      return this == MINIMIZE ? loss + 0.0 : 0.0 - loss;
    }
  }

  /** Which of a trial's epochs counts as its result. */
  public enum Use {
    /** The best epoch so far. */
    BEST,
    /** The last epoch. */
    LAST,
    /** The last epoch, for trials that trained to the end; others have no result. */
    AT_MAX
  }

  public Objective {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("metric is blank, must name a metric of the trainer");
    }
    if (Double.isNaN(goal)) {
      throw new IllegalArgumentException("goal is NaN, must be a number");
    }
  }

  /** Lower values of {@code metric} are better; the best epoch counts; no goal. */
  public static Objective minimize(String metric) {
    return new Objective(metric, Direction.MINIMIZE, Use.BEST, Double.NEGATIVE_INFINITY);
  }

  /** Higher values of {@code metric} are better; the best epoch counts; no goal. */
  public static Objective maximize(String metric) {
    return new Objective(metric, Direction.MAXIMIZE, Use.BEST, Double.POSITIVE_INFINITY);
  }

  /** Returns this objective with a goal. */
  public Objective withGoal(double value) {
    return new Objective(metric, direction, use, value);
  }

  /** Returns this objective with another epoch counting as the result. */
  public Objective withUse(Use epoch) {
    return new Objective(metric, direction, epoch, goal);
  }

  /** Returns the loss of some metrics: lower is better, NaN if missing, NaN or infinite. */
  public double loss(Metrics metrics) {
    return loss(metrics.get(metric));
  }

  /** Returns the loss of a value of the metric. */
  public double loss(double value) {
    return direction.loss(value);
  }

  /** Returns the metric's value of a loss. */
  public double value(double loss) {
    return direction.value(loss);
  }

  /** Returns whether a loss reaches the goal. */
  public boolean reached(double loss) {
    return direction == Direction.MINIMIZE ? loss <= goal : loss <= -goal;
  }
}

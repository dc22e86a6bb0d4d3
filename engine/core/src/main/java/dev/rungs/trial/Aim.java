package dev.rungs.trial;

import dev.rungs.trial.Objective.Direction;

/**
 * A metric that matters to a sweep beside its {@link Objective}, which alone schedulers go by.
 *
 * @param metric the name of a metric the trainer reports
 */
public record Aim(String metric, Direction direction) {

  public Aim {
    if (metric.isBlank()) {
      throw new IllegalArgumentException("metric is blank, must name a metric of the trainer");
    }
  }

  /** Lower values of {@code metric} are better. */
  public static Aim minimize(String metric) {
    return new Aim(metric, Direction.MINIMIZE);
  }

  /** Higher values of {@code metric} are better. */
  public static Aim maximize(String metric) {
    return new Aim(metric, Direction.MAXIMIZE);
  }

  /** Returns the loss of some metrics: lower is better, NaN if missing, NaN or infinite. */
  public double loss(Metrics metrics) {
    return direction.loss(metrics.get(metric));
  }
}

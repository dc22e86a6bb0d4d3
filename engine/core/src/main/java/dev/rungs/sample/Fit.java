package dev.rungs.sample;

import java.util.List;

/**
 * How a {@link GaussianProcess} is to see losses: which transform makes them look like one, and
 * what shapes it. Either the losses are taken as they are or by the {@link PowerTransform} that
 * makes them most nearly normal, whichever is more probable (Snelson et al. 2003, section 2).
 */
record Fit(PowerTransform transform, Hyperparameters shape) {

  private static final int STEPS = 30;

  /** A fit and minus the logarithm of its probability. */
  private record Judged(Fit fit, double improbability) {}

  /**
   * Returns the more probable fit.
   *
   * @param columns the points, by axis
   * @param losses in standard form
   */
  static Fit of(List<Axis> axes, double[][] columns, double[] losses) {
    Judged plain = judged(axes, columns, losses, PowerTransform.NONE);
    PowerTransform likeliest = PowerTransform.likeliest(losses);
    if (likeliest.equals(PowerTransform.NONE)) {
      return plain.fit;
    }
    Judged bent = judged(axes, columns, losses, likeliest);
    return bent.improbability < plain.improbability ? bent.fit : plain.fit;
  }

  private static Judged judged(
      List<Axis> axes, double[][] columns, double[] losses, PowerTransform transform) {
    double[] transformed = transform.of(losses);
    var evidence = new Evidence(axes, columns, Standard.of(transformed));
    Hyperparameters shape = evidence.mostProbable(STEPS);
    // Densities of the losses themselves: what is transformed is denser where the slope is low.
    double deviation = Math.max(Double.MIN_NORMAL, Standard.deviation(transformed));
    double logSlope = transform.logSlope(losses) - losses.length * StrictMath.log(deviation);
    return new Judged(new Fit(transform, shape), evidence.improbability(shape) - logSlope);
  }

  /** Returns losses as the process is to see them. */
  double[] seen(double[] losses) {
    return Standard.of(transform.of(losses));
  }
}

package dev.rungs.model;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How a {@link GaussianProcess} is to see values: which transform makes them look like one, and
 * what shapes it. Either the values are taken as they are or by the {@link PowerTransform} that
 * makes them most nearly normal, whichever is more probable (Snelson et al. 2003, section 2).
 */
public final class Fit {

  private static final int STEPS = 30;

  /** So many hyperparameters are drawn, after as many that are not kept. */
  private static final int SAMPLES = 8;

  private final List<Coordinate> coordinates;
  private final PowerTransform transform;
  private final List<Hyperparameters> shapes;

  private Fit(
      List<Coordinate> coordinates, PowerTransform transform, List<Hyperparameters> shapes) {
    this.coordinates = coordinates;
    this.transform = transform;
    this.shapes = shapes;
  }

  /** A fit and minus the logarithm of its probability. */
  private record Judged(Fit fit, double improbability) {}

  static Fit mostProbable(Prior prior, double[][] columns, double[] values) {
    double[] standard = Standard.of(values);
    Judged plain = judged(prior, columns, standard, PowerTransform.NONE);
    PowerTransform likeliest = PowerTransform.likeliest(standard);
    if (likeliest.equals(PowerTransform.NONE)) {
      return plain.fit;
    }
    Judged bent = judged(prior, columns, standard, likeliest);
    return bent.improbability < plain.improbability ? bent.fit : plain.fit;
  }

  private static Judged judged(
      Prior prior, double[][] columns, double[] values, PowerTransform transform) {
    double[] transformed = transform.of(values);
    var evidence = new Evidence(prior, columns, Standard.of(transformed));
    Hyperparameters shape = evidence.mostProbable(STEPS);
    // Densities of the values themselves: what is transformed is denser where the slope is low.
    double deviation = Math.max(Double.MIN_NORMAL, Standard.deviation(transformed));
    double logSlope = transform.logSlope(values) - values.length * StrictMath.log(deviation);
    return new Judged(
        new Fit(prior.coordinates(), transform, List.of(shape)),
        evidence.at(shape.logs()) - logSlope);
  }

  /** Returns the same with hyperparameters drawn as probable as they are, from this one's on. */
  Fit sampled(Prior prior, double[][] columns, double[] values, RandomGenerator random) {
    var evidence = new Evidence(prior, columns, seen(values));
    var slices = new Slices(evidence::at, prior.low(), prior.high(), random);
    double[] logs = shapes.get(0).logs();
    var drawn = new ArrayList<Hyperparameters>();
    for (int sweep = 0; sweep < 2 * SAMPLES; sweep++) {
      logs = slices.next(logs);
      if (sweep >= SAMPLES) {
        drawn.add(prior.shape(logs));
      }
    }
    return new Fit(coordinates, transform, drawn);
  }

  private double[] seen(double[] values) {
    return Standard.of(transform.of(Standard.of(values)));
  }

  /**
   * Returns what is to be expected if these values are known: a process for each of the fit's
   * hyperparameters, of which the most probable are one. What processes tell is in the standard
   * form of the values, in which they have mean 0 and deviation 1, and maybe bent; their order is
   * kept.
   *
   * @param columns the points, by coordinate; those of the fit or others
   * @param values what is known there
   * @param more how many points may be added to a process
   */
  public List<GaussianProcess> processes(double[][] columns, double[] values, int more) {
    double[] seen = seen(values);
    return shapes.stream()
        .map(shape -> new GaussianProcess(coordinates, columns, seen, shape, more))
        .toList();
  }
}

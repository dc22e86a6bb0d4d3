package dev.rungs.sample;

import dev.rungs.trial.TrialId;
import java.util.Arrays;
import java.util.Comparator;

/**
 * The box around the best trial that most trials of {@link GpSampler} are taken from: of every
 * {@value #PERIOD} trials all but one. It grows when one of them is the best so far, shrinks when
 * it is not, and is as large as at first again once it has become small: the best trial may lie on
 * a plateau, or in a dent.
 *
 * <p>Differs from the paper: there a step is local after a global one that failed; here the trial's
 * number decides, so that parallel trials need not wait for each other.
 *
 * @see <a href="https://arxiv.org/abs/2101.06808">Diouane et al. 2022</a>, algorithm 1
 * @see <a href="https://arxiv.org/abs/1910.01739">Eriksson et al. 2019</a>, section 3.1, the
 *     restart
 */
final class TrustRegion {

  private static final int PERIOD = 5;
  private static final double FIRST = 0.4;
  private static final double GROWTH = 1.5;
  private static final double SHRINKAGE = 0.9;
  private static final double SMALLEST = 0.02;

  /** So many of the nearest trials are seen, as a multiple of the coefficients of a quadratic. */
  private static final double SEEN = 1.5;

  private static final int FEWEST_SEEN = 30;
  private static final int MOST_SEEN = 80;

  private TrustRegion() {}

  /** Returns whether a trial is taken from the box. */
  static boolean holds(TrialId trial) {
    return holds(trial.number());
  }

  private static boolean holds(int trial) {
    return trial % PERIOD != 0;
  }

  /**
   * Returns how long a side of the box is in the unit cube, in (0, 1].
   *
   * @param startup the first trial that may have been taken from it
   * @param learned the first trial that was not learned from an earlier sweep
   */
  static double side(Losses losses, int startup, int learned) {
    int from = Math.max(startup, learned);
    double side = FIRST;
    double best = Double.POSITIVE_INFINITY;
    for (int trial : losses.knownTrials()) {
      boolean better = losses.of(trial) < best;
      if (trial >= from && holds(trial - learned)) {
        side = better ? Math.min(1, side * GROWTH) : shrunk(side);
      }
      best = better ? losses.of(trial) : best;
    }
    return side;
  }

  private static double shrunk(double side) {
    return side * SHRINKAGE < SMALLEST ? FIRST : side * SHRINKAGE;
  }

  /**
   * Returns the known trials nearest to one, in order of number: enough to learn a quadratic from,
   * few enough to do so anew each time and not to see what lies far from it.
   */
  static int[] nearest(int centre, Points points, Losses losses) {
    int dimensions = points.axes().size();
    double wanted = SEEN * (dimensions + 1) * (dimensions + 2) / 2;
    int count = (int) Math.min(MOST_SEEN, Math.max(FEWEST_SEEN, wanted));
    double[] place = Points.imputed(points.row(centre));
    return Arrays.stream(losses.knownTrials())
        .boxed()
        .sorted(
            Comparator.comparingDouble(
                trial -> squaredDistance(place, Points.imputed(points.row(trial)))))
        .limit(count)
        .mapToInt(trial -> trial)
        .sorted()
        .toArray();
  }

  private static double squaredDistance(double[] x, double[] y) {
    double sum = 0;
    for (int i = 0; i < x.length; i++) {
      sum += (x[i] - y[i]) * (x[i] - y[i]);
    }
    return sum;
  }
}

package dev.rungs.sample;

import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The trials of a history that have a loss, front by front, by the constrained dominance of Deb et
 * al. 2002 (definition 1): first those that keep what is required, none of a front dominated by
 * another of it or a later one; then, violation by violation, those that do not. A trial that lacks
 * one of several losses comes last, as if it broke everything.
 *
 * <p>With a single objective and nothing required a front is the trials of one loss.
 *
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al. 2002</a>, sections III.A and VI
 */
final class Fronts {

  private final History history;
  private final List<int[]> kept;
  private final List<int[]> broken;

  private Fronts(History history, List<int[]> kept, List<int[]> broken) {
    this.history = history;
    this.kept = kept;
    this.broken = broken;
  }

  static Fronts of(History history) {
    var able = new ArrayList<Integer>();
    var others = new ArrayList<Integer>();
    for (int trial = 0; trial < history.size(); trial++) {
      Score score = history.score(new TrialId(trial));
      if (!Double.isNaN(score.loss())) {
        (score.kept() && score.complete() ? able : others).add(trial);
      }
    }
    int[] trials = able.stream().mapToInt(Integer::intValue).toArray();
    double[][] losses =
        Arrays.stream(trials).mapToObj(each -> losses(history, each)).toArray(double[][]::new);
    List<int[]> kept =
        sorted(losses).stream()
            .map(front -> Arrays.stream(front).map(place -> trials[place]).toArray())
            .toList();
    return new Fronts(history, kept, byViolation(history, others));
  }

  private static List<int[]> byViolation(History history, List<Integer> trials) {
    return trials.stream()
        .sorted(Comparator.comparingDouble(trial -> violation(history, trial)))
        .collect(
            Collectors.groupingBy(
                trial -> violation(history, trial), LinkedHashMap::new, Collectors.toList()))
        .values()
        .stream()
        .map(group -> group.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static double violation(History history, int trial) {
    Score score = history.score(new TrialId(trial));
    return score.complete() ? score.violation() : Double.POSITIVE_INFINITY;
  }

  private static double[] losses(History history, int trial) {
    return history.score(new TrialId(trial)).losses().stream()
        .mapToDouble(Double::doubleValue)
        .toArray();
  }

  /** Returns the fronts of trials that keep all that is required, the best first. */
  List<int[]> kept() {
    return kept;
  }

  /** Returns those that do not, the smaller violation first. */
  List<int[]> broken() {
    return broken;
  }

  /** Returns the losses of a trial. */
  double[] losses(int trial) {
    return losses(history, trial);
  }

  /**
   * Returns points front by front: no point of a front is dominated by one of it or of a later
   * front. A front names points by place, in lexical order of their losses.
   *
   * <p>Points that come later in lexical order dominate none before, so that each is only compared
   * with fronts that are there already, and the first without one that dominates it is found by
   * halving: if none of a front dominates it, none of a later one does.
   *
   * @param points none NaN
   * @see <a href="https://doi.org/10.1109/TEVC.2014.2308305">Zhang et al. 2015</a>, ENS-BS
   */
  static List<int[]> sorted(double[][] points) {
    var fronts = new ArrayList<List<Integer>>();
    for (int place : lexical(points)) {
      int low = 0;
      int high = fronts.size();
      while (low < high) {
        int middle = (low + high) / 2;
        if (anyDominates(fronts.get(middle), points, points[place])) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      if (low == fronts.size()) {
        fronts.add(new ArrayList<>());
      }
      fronts.get(low).add(place);
    }
    return fronts.stream()
        .map(front -> front.stream().mapToInt(Integer::intValue).toArray())
        .toList();
  }

  private static int[] lexical(double[][] points) {
    return IntStream.range(0, points.length)
        .boxed()
        .sorted((one, other) -> Arrays.compare(points[one], points[other]))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  /** The latest of a front are nearest in lexical order, and likeliest to dominate. */
  private static boolean anyDominates(List<Integer> front, double[][] points, double[] point) {
    for (int i = front.size() - 1; i >= 0; i--) {
      if (dominates(points[front.get(i)], point)) {
        return true;
      }
    }
    return false;
  }

  static boolean dominates(double[] one, double[] other) {
    boolean lower = false;
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
      lower |= one[i] < other[i];
    }
    return lower;
  }

  /**
   * Returns the crowding distance of each point of a front: how far its neighbours lie apart,
   * summed over the coordinates, as shares of the front's extent; infinite at the ends (section
   * III.B).
   */
  static double[] crowding(List<double[]> front) {
    var crowding = new double[front.size()];
    int coordinates = front.isEmpty() ? 0 : front.get(0).length;
    for (int axis = 0; axis < coordinates; axis++) {
      int at = axis;
      List<Integer> order =
          IntStream.range(0, front.size())
              .boxed()
              .sorted(Comparator.comparingDouble(place -> front.get(place)[at]))
              .toList();
      double low = front.get(order.get(0))[axis];
      double extent = front.get(order.get(order.size() - 1))[axis] - low;
      crowding[order.get(0)] = Double.POSITIVE_INFINITY;
      crowding[order.get(order.size() - 1)] = Double.POSITIVE_INFINITY;
      for (int i = 1; i < order.size() - 1 && extent > 0; i++) {
        double apart = front.get(order.get(i + 1))[axis] - front.get(order.get(i - 1))[axis];
        crowding[order.get(i)] += apart / extent;
      }
    }
    return crowding;
  }
}

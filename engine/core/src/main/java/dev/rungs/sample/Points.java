package dev.rungs.sample;

import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;

/**
 * The configurations of a history as points of the unit cube, coordinate by coordinate; NaN stands
 * for a parameter that does not take part. Grows with the history.
 */
final class Points {

  private final SearchSpace space;
  private final List<Axis> axes;
  private final double[][] columns;
  private final List<Configuration> configurations = new ArrayList<>();
  private int size;

  private Points(SearchSpace space) {
    this.space = space;
    this.axes = Axis.of(space);
    this.columns = new double[axes.size()][16];
  }

  /** Returns the points of every configuration in the history. */
  static Points of(SearchSpace space, History history) {
    Points points = history.memory().recall(Points.class, () -> new Points(space));
    if (!points.space.equals(space)) {
      points = new Points(space);
      history.memory().replace(points);
    }
    points.grow(history);
    return points;
  }

  /** Forgets what the history holds no more in its place: those that are open come last in some. */
  private void grow(History history) {
    int kept = 0;
    while (kept < Math.min(size, history.size())
        && configurations.get(kept).equals(history.configuration(new TrialId(kept)))) {
      kept++;
    }
    size = kept;
    configurations.subList(kept, configurations.size()).clear();
    while (size < history.size()) {
      add(history.configuration(new TrialId(size)));
    }
  }

  private void add(Configuration configuration) {
    configurations.add(configuration);
    double[] point = encode(configuration);
    for (int axis = 0; axis < columns.length; axis++) {
      if (size == columns[axis].length) {
        columns[axis] = Arrays.copyOf(columns[axis], 2 * size);
      }
      columns[axis][size] = point[axis];
    }
    size++;
  }

  SearchSpace space() {
    return space;
  }

  List<Axis> axes() {
    return axes;
  }

  /** Returns one coordinate of a trial's point; NaN if it does not take part. */
  double at(int axis, int trial) {
    return columns[axis][trial];
  }

  /** Returns how many of some trials have a coordinate. */
  int count(int axis, int[] trials) {
    double[] column = columns[axis];
    int count = 0;
    for (int trial : trials) {
      count += Double.isNaN(column[trial]) ? 0 : 1;
    }
    return count;
  }

  /** Returns one coordinate of some trials. */
  double[] column(int axis, int[] trials) {
    double[] from = columns[axis];
    var column = new double[trials.length];
    for (int i = 0; i < column.length; i++) {
      column[i] = from[trials[i]];
    }
    return column;
  }

  /** Returns a trial's point. */
  double[] row(int trial) {
    var row = new double[columns.length];
    for (int axis = 0; axis < row.length; axis++) {
      row[axis] = columns[axis][trial];
    }
    return row;
  }

  /** Returns the points of some trials by coordinate, 0.5 for what does not take part. */
  double[][] imputed(int[] trials) {
    var imputed = new double[columns.length][];
    for (int axis = 0; axis < imputed.length; axis++) {
      imputed[axis] = imputed(column(axis, trials));
    }
    return imputed;
  }

  /** Returns the same with 0.5 for NaN. */
  static double[] imputed(double[] numbers) {
    return Arrays.stream(numbers).map(each -> Double.isNaN(each) ? 0.5 : each).toArray();
  }

  /** Returns a configuration's point; NaN for what does not take part. */
  double[] encode(Configuration configuration) {
    var point = new double[axes.size()];
    Arrays.fill(point, Double.NaN);
    // Both lists are in declared order, so one pass finds every value.
    Iterator<Assignment> assignments = configuration.assignments().iterator();
    for (int axis = 0; axis < point.length && assignments.hasNext(); ) {
      Assignment next = assignments.next();
      int found = axis(next.name(), axis);
      if (found >= 0) {
        point[found] = axes.get(found).parameter().unit(next.value());
        axis = found + 1;
      }
    }
    return point;
  }

  private int axis(String name, int from) {
    for (int axis = from; axis < axes.size(); axis++) {
      if (axes.get(axis).parameter().name().equals(name)) {
        return axis;
      }
    }
    return -1;
  }
}

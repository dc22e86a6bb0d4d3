package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Learning curves of some points of a continuous space.
 *
 * <p>A sampler suggests any point of the space; tried is the nearest tabulated one that is not
 * taken, by Euclid's distance in the unit cube. So each row is tried once at most, and random
 * search draws rows in proportion to the room around them.
 *
 * <p>The scale is what the best epoch of the median row misses the optimum by: a regret of 1 is a
 * configuration drawn blindly.
 */
final class CurveTable implements Problem {

  /** One row. */
  static final class Row implements Training {

    private final Configuration configuration;
    private final double[] losses;
    private final double[] seconds;

    /**
     * @param losses of epochs 1, 2, ...; NaN from where it diverged
     * @param seconds of each epoch
     */
    Row(Configuration configuration, double[] losses, double[] seconds) {
      this.configuration = configuration;
      this.losses = losses;
      this.seconds = seconds;
    }

    @Override
    public double loss(int epoch) {
      return losses[epoch - 1];
    }

    @Override
    public double seconds(int epoch) {
      return seconds[epoch - 1];
    }

    /** Returns this row, its configuration as the space's own samplers give it. */
    Row in(SearchSpace space) {
      return new Row(space.complete(configuration), losses, seconds);
    }

    /** Returns the best epoch's loss; positive infinity if no epoch has one. */
    double best() {
      return Arrays.stream(losses).filter(Double::isFinite).min().orElse(Double.POSITIVE_INFINITY);
    }
  }

  private final String name;
  private final SearchSpace space;
  private final List<Row> rows;
  private final double[][] units;
  private final Map<Configuration, Row> byConfiguration = new HashMap<>();
  private final double optimum;
  private final double scale;

  /**
   * @param rows all of the same length; a configuration that comes twice counts once
   * @throws IllegalArgumentException if a configuration does not lie in the space
   */
  CurveTable(String name, SearchSpace space, List<Row> rows) {
    this.name = name;
    this.space = space;
    this.rows = rows.stream().map(row -> row.in(space)).toList();
    this.rows.forEach(row -> byConfiguration.put(row.configuration, row));
    units = rows.stream().map(row -> space.unit(row.configuration)).toArray(double[][]::new);
    double[] bests = rows.stream().mapToDouble(Row::best).sorted().toArray();
    optimum = bests[0];
    scale = bests[bests.length / 2] - optimum;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public SearchSpace space() {
    return space;
  }

  @Override
  public int epochs() {
    return rows.get(0).losses.length;
  }

  @Override
  public Training train(Configuration configuration, long seed) {
    Row row = byConfiguration.get(configuration);
    if (row == null) {
      throw new IllegalArgumentException(configuration + " is not in the table " + name);
    }
    return row;
  }

  @Override
  public double optimum() {
    return optimum;
  }

  @Override
  public double scale() {
    return scale;
  }

  @Override
  public Optional<Configuration> nearest(Configuration suggested, Predicate<Configuration> taken) {
    double[] wanted = space.unit(suggested);
    Optional<Configuration> nearest = Optional.empty();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < units.length; i++) {
      double distance = squared(wanted, units[i]);
      if (distance < least && !taken.test(rows.get(i).configuration)) {
        least = distance;
        nearest = Optional.of(rows.get(i).configuration);
      }
    }
    return nearest;
  }

  private static double squared(double[] a, double[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (a[i] - b[i]) * (a[i] - b[i]);
    }
    return sum;
  }
}

package dev.rungs.benchmarks.bbob;

import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/** Many peaks at random places, of which one is highest: functions 21 and 22. */
final class Gallagher implements Shape {

  private static final double HIGHEST = 10;
  private static final double MOST_CONDITION = 1000;

  private final double[][] turn;
  private final double[][] places;
  private final double[][] scales;
  private final double[] heights;
  private final double[] best;

  /**
   * @param first how elongated the highest peak is
   * @param range peaks lie in so wide a cube around 0
   */
  Gallagher(Instance instance, int peaks, double first, double range) {
    int dimension = instance.dimension();
    this.turn = instance.tilt;
    this.places = new double[peaks][];
    this.scales = new double[peaks][];
    this.heights = new double[peaks];
    this.best = new double[dimension];
    double[] uniform = LegacyRandom.uniform(dimension * peaks, instance.seed);
    int[] order = order(peaks - 1, instance.seed);
    for (int peak = 0; peak < peaks; peak++) {
      double shrink = peak == 0 ? 0.8 : 1;
      var place = new double[dimension];
      for (int i = 0; i < dimension; i++) {
        place[i] = shrink * range * (uniform[peak * dimension + i] - 0.5);
      }
      if (peak == 0) {
        System.arraycopy(place, 0, best, 0, dimension);
      }
      double divisor = peaks - 2;
      double condition = peak == 0 ? first : Math.pow(MOST_CONDITION, order[peak - 1] / divisor);
      places[peak] = Warp.times(turn, place);
      scales[peak] = scales(condition, order(dimension, instance.seed + 1000L * peak));
      heights[peak] = peak == 0 ? HIGHEST : 1.1 + 8 * (peak - 1) / divisor;
    }
  }

  private static double[] scales(double condition, int[] order) {
    return Arrays.stream(order)
        .mapToDouble(each -> Math.pow(condition, Warp.exponent(each, order.length) - 0.5))
        .toArray();
  }

  /** Returns a permutation of 0 to count - 1: that which sorts the numbers of a seed. */
  private static int[] order(int count, long seed) {
    double[] uniform = LegacyRandom.uniform(count, seed);
    return IntStream.range(0, count)
        .boxed()
        .sorted(Comparator.comparingDouble(i -> uniform[i]))
        .mapToInt(i -> i)
        .toArray();
  }

  /** Returns where the highest peak is. */
  double[] best() {
    return best.clone();
  }

  @Override
  public double at(double[] x) {
    double[] turned = Warp.times(turn, x);
    double highest = 0;
    for (int peak = 0; peak < heights.length; peak++) {
      double distance = 0;
      for (int i = 0; i < turned.length; i++) {
        double difference = turned[i] - places[peak][i];
        distance += scales[peak][i] * difference * difference;
      }
      double height = heights[peak] * Math.exp(-distance / (2 * turned.length));
      highest = Math.max(highest, height);
    }
    double wiggled = Warp.wiggle(HIGHEST - highest);
    return wiggled * wiggled + Warp.outside(x);
  }
}

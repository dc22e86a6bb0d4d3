package dev.rungs.model;

import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * A smooth function of every kind of coordinate, at random points.
 *
 * @param columns the points, by coordinate
 */
record Sampled(double[][] columns, double[] values) {

  static final List<Coordinate> COORDINATES =
      List.of(Coordinate.NUMBER, Coordinate.NUMBER, Coordinate.CHOICE, Coordinate.TIME);

  static Sampled of(int count) {
    var random = new SplittableRandom(2);
    var columns = new double[COORDINATES.size()][count];
    var values = new double[count];
    for (int i = 0; i < count; i++) {
      double[] point = point(random);
      for (int axis = 0; axis < point.length; axis++) {
        columns[axis][i] = point[axis];
      }
      values[i] = Math.sin(4 * point[0] + 0.1 * point[3]) + point[1] * point[2];
    }
    return new Sampled(columns, Standard.of(values));
  }

  static double[] point(RandomGenerator random) {
    return new double[] {
      random.nextDouble(), random.nextDouble(), random.nextInt(3), random.nextInt(20)
    };
  }

  double[] point(int i) {
    var point = new double[columns.length];
    for (int axis = 0; axis < point.length; axis++) {
      point[axis] = columns[axis][i];
    }
    return point;
  }
}

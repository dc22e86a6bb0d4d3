package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class HypervolumeProperties {

  /**
   * Sums of at most 1,024 products of numbers up to 1: each errs by a few units in the last place.
   */
  private static final double ROUNDING = 1e-12;

  @Property
  void isWhatInclusionAndExclusionGive(
      @ForAll @IntRange(min = 1, max = 4) int coordinates,
      @ForAll @IntRange(max = 10) int count,
      @ForAll long seed) {
    List<double[]> points = points(coordinates, count, seed);
    double[] reference = filled(coordinates, 1);
    double sum = 0;
    for (int subset = 1; subset < 1 << count; subset++) {
      double box = 1;
      for (int axis = 0; axis < coordinates; axis++) {
        double highest = 0;
        for (int i = 0; i < count; i++) {
          highest = (subset >> i & 1) == 1 ? Math.max(highest, points.get(i)[axis]) : highest;
        }
        box *= 1 - highest;
      }
      sum += Integer.bitCount(subset) % 2 == 1 ? box : -box;
    }
    assertThat(Hypervolume.of(points, reference)).isCloseTo(sum, within(ROUNDING));
  }

  @Property(tries = 20)
  void isTheShareOfDrawsThatAPointDominates(
      @ForAll @IntRange(min = 2, max = 4) int coordinates, @ForAll long seed) {
    List<double[]> points = points(coordinates, 30, seed);
    double volume = Hypervolume.of(points, filled(coordinates, 1));
    var luck = new SplittableRandom(~seed);
    int draws = 20_000;
    int dominated = 0;
    for (int i = 0; i < draws; i++) {
      double[] drawn = luck.doubles(coordinates).toArray();
      dominated += points.stream().anyMatch(point -> isAtMost(point, drawn)) ? 1 : 0;
    }
    // Six standard errors of a share, and one draw in case it is near 0 or 1.
    double error = 6 * Math.sqrt(volume * (1 - volume) / draws) + 1.0 / draws;
    assertThat((double) dominated / draws).isCloseTo(volume, within(error));
  }

  @Property
  void aPointAddsTheDifferenceThatItMakes(
      @ForAll @IntRange(min = 1, max = 4) int coordinates, @ForAll long seed) {
    List<double[]> points = points(coordinates, 8, seed);
    double[] reference = filled(coordinates, 0.9);
    List<double[]> others = points.subList(1, 8);
    double difference = Hypervolume.of(points, reference) - Hypervolume.of(others, reference);
    assertThat(Hypervolume.added(points.get(0), others, reference))
        .isCloseTo(difference, within(ROUNDING));
  }

  @Example
  void knowsSomeByHand() {
    List<double[]> stairs = List.of(xy(0, 2), xy(1, 1), xy(2, 0));
    assertThat(Hypervolume.of(stairs, xy(3, 3))).isEqualTo(6);
    assertThat(Hypervolume.of(List.of(), xy(3, 3))).isZero();
    assertThat(Hypervolume.of(List.of(new double[] {0, 0, 0}), new double[] {2, 3, 4}))
        .isEqualTo(24);
  }

  @Example
  void whatIsNotBelowTheReferenceDominatesNothing() {
    List<double[]> points =
        List.of(
            xy(3, 0),
            xy(4, -9),
            xy(Double.NaN, 0),
            xy(0, Double.NaN),
            xy(Double.NEGATIVE_INFINITY, 0),
            xy(1, 1));
    assertThat(Hypervolume.of(points, xy(3, 3))).isEqualTo(4);
    assertThat(Hypervolume.added(xy(3, 0), points, xy(3, 3))).isZero();
  }

  @Example
  void refusesMoreCoordinatesThanAreExactInTime() {
    assertThatThrownBy(() -> Hypervolume.of(List.of(), filled(5, 1)))
        .hasMessage(
            "reference has 5 coordinates, must have 1 to 4: beyond, the exact volume takes too"
                + " long");
    assertThatThrownBy(() -> Hypervolume.of(List.of(xy(0, 0)), filled(3, 1)))
        .hasMessage("point has 2 coordinates, must have 3");
  }

  /** Some coordinates are equal, so that points tie. */
  private static List<double[]> points(int coordinates, int count, long seed) {
    var luck = new SplittableRandom(seed);
    var points = new ArrayList<double[]>();
    for (int i = 0; i < count; i++) {
      double[] point = luck.doubles(coordinates).toArray();
      if (luck.nextInt(4) == 0) {
        Arrays.setAll(point, axis -> Math.rint(4 * point[axis]) / 4);
      }
      points.add(point);
    }
    return points;
  }

  private static boolean isAtMost(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
    }
    return true;
  }

  private static double[] xy(double x, double y) {
    return new double[] {x, y};
  }

  private static double[] filled(int length, double value) {
    var filled = new double[length];
    Arrays.fill(filled, value);
    return filled;
  }
}

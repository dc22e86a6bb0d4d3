package dev.rungs.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The volume that some points dominate, exactly: of all that is at least as high as one of them in
 * every coordinate, the part below a reference point. The larger, the better is the front that the
 * points are, and the more evenly it is covered (Zitzler and Thiele 1998).
 *
 * <p>Two coordinates take a sort; three and four the recursion by exclusive volumes of While et al.
 * 2012 (WFG, sections III and IV), whose time grows exponentially with the coordinates. So there
 * may be no more than {@value #MOST_COORDINATES}.
 *
 * @see <a href="https://doi.org/10.1109/TEVC.2010.2077298">While, Bradstreet, Barone 2012</a>
 */
public final class Hypervolume {

  /** For so many coordinates the volume is computed. */
  public static final int MOST_COORDINATES = 4;

  private Hypervolume() {}

  /**
   * Returns the volume.
   *
   * @param points lower is better; those not below the reference point in every coordinate, NaN and
   *     infinities among them, dominate nothing of it
   * @throws IllegalArgumentException if there are more than {@value #MOST_COORDINATES} coordinates,
   *     or points of different ones
   */
  public static double of(List<double[]> points, double[] reference) {
    if (reference.length < 1 || reference.length > MOST_COORDINATES) {
      throw new IllegalArgumentException(
          "reference has "
              + reference.length
              + " coordinates, must have 1 to "
              + MOST_COORDINATES
              + ": beyond, the exact volume takes too long");
    }
    for (double[] point : points) {
      if (point.length != reference.length) {
        throw new IllegalArgumentException(
            "point has " + point.length + " coordinates, must have " + reference.length);
      }
    }
    return volume(points.stream().filter(point -> isBelow(point, reference)).toList(), reference);
  }

  /** Returns what a point adds to the volume of others. */
  static double added(double[] point, List<double[]> others, double[] reference) {
    return isBelow(point, reference)
        ? box(point, reference) - of(limited(others, point), reference)
        : 0;
  }

  private static boolean isBelow(double[] point, double[] reference) {
    for (int i = 0; i < point.length; i++) {
      if (!(point[i] < reference[i]) || Double.isInfinite(point[i])) {
        return false;
      }
    }
    return true;
  }

  private static double volume(List<double[]> points, double[] reference) {
    List<double[]> sorted =
        points.stream().sorted(Comparator.comparingDouble((double[] point) -> point[0])).toList();
    if (reference.length <= 2) {
      return area(sorted, reference);
    }
    double volume = 0;
    for (int i = sorted.size() - 1; i >= 0; i--) {
      double[] point = sorted.get(i);
      List<double[]> before = front(limited(sorted.subList(0, i), point));
      volume += box(point, reference) - volume(before, reference);
    }
    return volume;
  }

  /** Returns the volume in one or two coordinates, of points by the first. */
  private static double area(List<double[]> sorted, double[] reference) {
    double area = 0;
    double lowest = reference.length == 1 ? 1 : reference[1];
    for (double[] point : sorted) {
      double height = reference.length == 1 ? 0 : point[1];
      area += (reference[0] - point[0]) * Math.max(0, lowest - height);
      lowest = Math.min(lowest, height);
    }
    return area;
  }

  private static double box(double[] point, double[] reference) {
    double box = 1;
    for (int i = 0; i < point.length; i++) {
      box *= reference[i] - point[i];
    }
    return box;
  }

  /** Returns what others dominate of the box of a point, as points: no coordinate below its own. */
  private static List<double[]> limited(List<double[]> others, double[] point) {
    return others.stream()
        .map(
            other -> {
              double[] limited = other.clone();
              Arrays.setAll(limited, i -> Math.max(other[i], point[i]));
              return limited;
            })
        .toList();
  }

  /** Returns the points that no other is at most as high as in every coordinate, each once. */
  private static List<double[]> front(List<double[]> points) {
    var front = new ArrayList<double[]>();
    for (double[] point : points) {
      if (front.stream().noneMatch(other -> isAtMost(other, point))) {
        front.removeIf(other -> isAtMost(point, other));
        front.add(point);
      }
    }
    return front;
  }

  private static boolean isAtMost(double[] one, double[] other) {
    for (int i = 0; i < one.length; i++) {
      if (one[i] > other[i]) {
        return false;
      }
    }
    return true;
  }
}

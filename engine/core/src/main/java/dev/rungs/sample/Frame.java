package dev.rungs.sample;

import dev.rungs.model.GaussianProcess;
import java.util.Arrays;
import java.util.List;

/**
 * The coordinates in which a {@link GaussianProcess} sees the unit cube, and the box in which it is
 * asked. A line may be moved and stretched; other axes are as they are.
 */
final class Frame {

  /** The standard deviation, about the centre, of points that a frame is fitted to. */
  private static final double SPREAD = 0.3;

  private static final double NARROWEST = 1e-12;

  private final double[] centre;
  private final double[] width;
  private final double[] low;
  private final double[] high;

  private Frame(double[] centre, double[] width, double[] low, double[] high) {
    this.centre = centre;
    this.width = width;
    this.low = low;
    this.high = high;
  }

  /** Returns the frame that is the unit cube. */
  static Frame whole(int dimensions) {
    double[] one = filled(dimensions, 1);
    return new Frame(filled(dimensions, 0.5), one, new double[dimensions], one);
  }

  private static double[] filled(int length, double value) {
    var filled = new double[length];
    Arrays.fill(filled, value);
    return filled;
  }

  /**
   * Returns a frame in which some points are spread about a point as usual, whose box is around
   * that point.
   *
   * @param columns the points, by axis
   * @param side the box's, in the unit cube
   */
  static Frame around(List<Axis> axes, double[] point, double[][] columns, double side) {
    double[] centre = filled(point.length, 0.5);
    double[] width = filled(point.length, 1);
    for (int axis = 0; axis < point.length; axis++) {
      if (axes.get(axis).kind() == Axis.Kind.LINE) {
        centre[axis] = point[axis];
        width[axis] = Math.max(NARROWEST, spread(columns[axis], point[axis]) / SPREAD);
      }
    }
    return boxed(axes, point, side, centre, width);
  }

  /**
   * Returns a frame in which some points and the box around a point lie in [0, 1], as those must
   * that are to be bent.
   */
  static Frame covering(List<Axis> axes, double[] point, double[][] columns, double side) {
    double[] centre = filled(point.length, 0.5);
    double[] width = filled(point.length, 1);
    for (int axis = 0; axis < point.length; axis++) {
      if (axes.get(axis).kind() == Axis.Kind.LINE) {
        double begin = Math.max(0, point[axis] - side / 2);
        double end = Math.min(1, point[axis] + side / 2);
        begin = Arrays.stream(columns[axis]).reduce(begin, Math::min);
        end = Arrays.stream(columns[axis]).reduce(end, Math::max);
        centre[axis] = (begin + end) / 2;
        width[axis] = Math.max(NARROWEST, end - begin);
      }
    }
    return boxed(axes, point, side, centre, width);
  }

  private static Frame boxed(
      List<Axis> axes, double[] point, double side, double[] centre, double[] width) {
    var low = new double[point.length];
    double[] high = filled(point.length, 1);
    for (int axis = 0; axis < point.length; axis++) {
      if (axes.get(axis).kind() == Axis.Kind.LINE) {
        low[axis] = framed(Math.max(0, point[axis] - side / 2), centre[axis], width[axis]);
        high[axis] = framed(Math.min(1, point[axis] + side / 2), centre[axis], width[axis]);
      }
    }
    return new Frame(centre, width, low, high);
  }

  private static double spread(double[] column, double centre) {
    return Math.sqrt(
        Arrays.stream(column).map(x -> (x - centre) * (x - centre)).average().orElse(0));
  }

  private static double framed(double x, double centre, double width) {
    return (x - centre) / width + 0.5;
  }

  /** Returns where the box begins on an axis, in this frame. */
  double low(int axis) {
    return low[axis];
  }

  /** Returns where the box ends on an axis, in this frame. */
  double high(int axis) {
    return high[axis];
  }

  /** Returns a point of the unit cube in this frame. */
  double[] point(double[] unit) {
    var framed = new double[unit.length];
    for (int axis = 0; axis < unit.length; axis++) {
      framed[axis] = framed(unit[axis], centre[axis], width[axis]);
    }
    return framed;
  }

  /** Returns points of the unit cube in this frame, by axis. */
  double[][] columns(double[][] unit) {
    var framed = new double[unit.length][];
    for (int axis = 0; axis < unit.length; axis++) {
      double middle = centre[axis];
      double whole = width[axis];
      framed[axis] = Arrays.stream(unit[axis]).map(x -> framed(x, middle, whole)).toArray();
    }
    return framed;
  }

  /** Returns the point of the unit cube nearest to a point of this frame. */
  double[] unit(double[] framed) {
    var unit = new double[framed.length];
    for (int axis = 0; axis < unit.length; axis++) {
      double x = (framed[axis] - 0.5) * width[axis] + centre[axis];
      unit[axis] = Math.min(1, Math.max(0, x));
    }
    return unit;
  }
}

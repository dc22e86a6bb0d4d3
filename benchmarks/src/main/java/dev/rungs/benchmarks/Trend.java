package dev.rungs.benchmarks;

import java.util.List;
import java.util.Locale;

/**
 * The slope of a least-squares line with its interval of plus and minus two standard errors, about
 * 95 %. The errors are taken as independent; where neighbours are alike it is too narrow.
 */
record Trend(double slope, double error) {

  record Point(double x, double y) {}

  /** Fits at least three points with at least two different x. */
  static Trend of(List<Point> points) {
    int n = points.size();
    double meanX = points.stream().mapToDouble(Point::x).average().orElseThrow();
    double meanY = points.stream().mapToDouble(Point::y).average().orElseThrow();
    double xx = 0;
    double xy = 0;
    for (Point point : points) {
      xx += (point.x() - meanX) * (point.x() - meanX);
      xy += (point.x() - meanX) * (point.y() - meanY);
    }
    if (n < 3 || xx == 0) {
      throw new IllegalArgumentException("points are " + points + ", must be 3 with 2 different x");
    }
    double slope = xy / xx;
    double squares = 0;
    for (Point point : points) {
      double off = point.y() - meanY - slope * (point.x() - meanX);
      squares += off * off;
    }
    return new Trend(slope, Math.sqrt(squares / (n - 2) / xx));
  }

  double low() {
    return slope - 2 * error;
  }

  double high() {
    return slope + 2 * error;
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "%.2f [%.2f, %.2f]", slope, low(), high());
  }
}

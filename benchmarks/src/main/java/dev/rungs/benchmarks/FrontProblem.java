package dev.rungs.benchmarks;

import dev.rungs.sample.Hypervolume;
import dev.rungs.trial.Score;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * A published function of several objectives over the unit cube, and what is known of its front.
 *
 * <p>ZDT1 to 3 are those of Zitzler, Deb and Thiele 2000 in ten dimensions; DTLZ2 of Deb et al.
 * 2002 has three objectives and seven dimensions; BNH (Binh and Korn 1997) and SRN (Srinivas and
 * Deb 1994) have two dimensions and two constraints, here as shares of their bounds.
 *
 * @param reference the point below which volumes are measured
 * @param ideal the volume of the true front
 */
record FrontProblem(
    String name,
    int dimension,
    List<Double> reference,
    Function<double[], Score> at,
    double ideal) {

  private static final int ZDT_DIMENSION = 10;
  private static final int GRID = 1_000;

  static final List<FrontProblem> ALL =
      List.of(
          zdt("zdt1", (x, g) -> 1 - Math.sqrt(x / g)),
          zdt("zdt2", (x, g) -> 1 - square(x / g)),
          zdt("zdt3", (x, g) -> 1 - Math.sqrt(x / g) - x / g * Math.sin(10 * Math.PI * x)),
          new FrontProblem(
              "dtlz2",
              7,
              List.of(2.5, 2.5, 2.5),
              FrontProblem::dtlz2,
              // Its front is an eighth of the unit sphere.
              2.5 * 2.5 * 2.5 - Math.PI / 6),
          planar("bnh", List.of(140.0, 50.0), FrontProblem::bnh),
          planar("srn", List.of(300.0, 50.0), FrontProblem::srn));

  FrontProblem {
    reference = List.copyOf(reference);
  }

  /** Returns the volume that some scores dominate, as a share of the true front's. */
  double share(List<Score> front) {
    return volume(front, reference) / ideal;
  }

  private static double volume(List<Score> front, List<Double> reference) {
    return Hypervolume.of(
        front.stream().map(score -> array(score.losses())).toList(), array(reference));
  }

  private static double[] array(List<Double> numbers) {
    return numbers.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private interface Shape {
    /** Returns the second objective over g, at the first coordinate. */
    double of(double x, double g);
  }

  /** A function whose front is where g is 1. */
  private static FrontProblem zdt(String name, Shape shape) {
    Function<double[], Score> at =
        x -> {
          double sum = Arrays.stream(x).skip(1).sum();
          double g = 1 + 9 * sum / (x.length - 1);
          return Score.of(x[0], g * shape.of(x[0], g));
        };
    List<Double> reference = List.of(1.1, 6.6);
    var front = new ArrayList<Score>();
    for (int i = 0; i <= GRID * GRID; i++) {
      double x = (double) i / (GRID * GRID);
      front.add(Score.of(x, shape.of(x, 1)));
    }
    return new FrontProblem(name, ZDT_DIMENSION, reference, at, volume(front, reference));
  }

  /** A function of two numbers, whose front is taken from a grid. */
  private static FrontProblem planar(
      String name, List<Double> reference, Function<double[], Score> at) {
    var kept = new ArrayList<Score>();
    for (int i = 0; i <= GRID; i++) {
      for (int j = 0; j <= GRID; j++) {
        Score score = at.apply(new double[] {(double) i / GRID, (double) j / GRID});
        if (score.kept()) {
          kept.add(score);
        }
      }
    }
    return new FrontProblem(name, 2, reference, at, volume(kept, reference));
  }

  private static Score dtlz2(double[] x) {
    double g = 1;
    for (int i = 2; i < x.length; i++) {
      g += (x[i] - 0.5) * (x[i] - 0.5);
    }
    double one = x[0] * Math.PI / 2;
    double two = x[1] * Math.PI / 2;
    return Score.of(
        g * Math.cos(one) * Math.cos(two), g * Math.cos(one) * Math.sin(two), g * Math.sin(one));
  }

  private static Score bnh(double[] x) {
    double one = 5 * x[0];
    double two = 3 * x[1];
    double inside = square(one - 5) + square(two) - 25;
    double outside = 7.7 - square(one - 8) - square(two + 3);
    return Score.of(4 * square(one) + 4 * square(two), square(one - 5) + square(two - 5))
        .beyond(Math.max(0, inside) / 25 + Math.max(0, outside) / 7.7);
  }

  private static Score srn(double[] x) {
    double one = 40 * x[0] - 20;
    double two = 40 * x[1] - 20;
    double inside = square(one) + square(two) - 225;
    double above = one - 3 * two + 10;
    return Score.of(2 + square(one - 2) + square(two - 1), 9 * one - square(two - 1))
        .beyond(Math.max(0, inside) / 225 + Math.max(0, above) / 10);
  }

  private static double square(double number) {
    return number * number;
  }
}

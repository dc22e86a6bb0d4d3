package dev.rungs.benchmarks.tables;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Functions that papers on optimisation measure by, without noise, one epoch each.
 *
 * <p>Ackley's and Levy's boxes are not centred on their optima as usual: a sampler that begins in
 * the middle would win at once.
 *
 * @see <a href="https://www.sfu.ca/~ssurjano/optimization.html">Surjanovic and Bingham, Virtual
 *     Library of Simulation Experiments</a>
 */
final class Functions {

  private static final int SAMPLE = 10_001;

  /**
   * A function on a box.
   *
   * @param scale what the median of points drawn uniformly misses the optimum by
   */
  private record Function(
      String name,
      SearchSpace space,
      ToDoubleFunction<double[]> value,
      double optimum,
      double scale)
      implements Problem {

    static Function of(
        String name, SearchSpace space, ToDoubleFunction<double[]> value, double optimum) {
      var random = new SplittableRandom(1);
      int dimensions = space.parameters().size();
      double[] drawn =
          IntStream.range(0, SAMPLE)
              .mapToDouble(
                  i -> value.applyAsDouble(point(space.at(random.doubles(dimensions).toArray()))))
              .sorted()
              .toArray();
      return new Function(name, space, value, optimum, drawn[SAMPLE / 2] - optimum);
    }

    @Override
    public int epochs() {
      return 1;
    }

    @Override
    public Training train(Configuration configuration, long seed) {
      double loss = value.applyAsDouble(point(configuration));
      return epoch -> loss;
    }

    private static double[] point(Configuration configuration) {
      return configuration.assignments().stream()
          .mapToDouble(each -> configuration.real(each.name()))
          .toArray();
    }
  }

  private static final double[][] A3 = {{3, 10, 30}, {0.1, 10, 35}, {3, 10, 30}, {0.1, 10, 35}};

  private static final double[][] P3 = {
    {0.3689, 0.1170, 0.2673},
    {0.4699, 0.4387, 0.7470},
    {0.1091, 0.8732, 0.5547},
    {0.0381, 0.5743, 0.8828}
  };

  private static final double[][] A6 = {
    {10, 3, 17, 3.5, 1.7, 8},
    {0.05, 10, 17, 0.1, 8, 14},
    {3, 3.5, 1.7, 10, 17, 8},
    {17, 8, 0.05, 10, 0.1, 14}
  };

  private static final double[][] P6 = {
    {0.1312, 0.1696, 0.5569, 0.0124, 0.8283, 0.5886},
    {0.2329, 0.4135, 0.8307, 0.3736, 0.1004, 0.9991},
    {0.2348, 0.1451, 0.3522, 0.2883, 0.3047, 0.6650},
    {0.4047, 0.8828, 0.8732, 0.5743, 0.1091, 0.0381}
  };

  private static final double[] HARTMANN = {1, 1.2, 3, 3.2};

  private Functions() {}

  static Suite suite() {
    return new Suite(
        "functions",
        List.of(
            Function.of(
                "branin",
                SearchSpace.of(Parameter.real("x0", -5, 10), Parameter.real("x1", 0, 15)),
                Functions::branin,
                5 / (4 * Math.PI)),
            Function.of("hartmann3", box(3, 0, 1), x -> hartmann(A3, P3, x), -3.86278214782076),
            Function.of("hartmann6", box(6, 0, 1), x -> hartmann(A6, P6, x), -3.32236801141551),
            Function.of("ackley5", box(5, -20, 40), Functions::ackley, 0),
            Function.of("rosenbrock4", box(4, -5, 10), Functions::rosenbrock, 0),
            Function.of("levy6", box(6, -5, 10), Functions::levy, 0)));
  }

  static double branin(double[] x) {
    double bowl = x[1] - 5.1 / (4 * Math.PI * Math.PI) * x[0] * x[0] + 5 / Math.PI * x[0] - 6;
    return bowl * bowl + 10 * (1 - 1 / (8 * Math.PI)) * Math.cos(x[0]) + 10;
  }

  private static double hartmann(double[][] a, double[][] p, double[] x) {
    return -IntStream.range(0, HARTMANN.length)
        .mapToDouble(i -> HARTMANN[i] * Math.exp(-distance(a[i], p[i], x)))
        .sum();
  }

  private static double distance(double[] a, double[] p, double[] x) {
    return IntStream.range(0, x.length)
        .mapToDouble(j -> a[j] * (x[j] - p[j]) * (x[j] - p[j]))
        .sum();
  }

  static double ackley(double[] x) {
    double squares = Arrays.stream(x).map(v -> v * v).average().orElseThrow();
    double waves = Arrays.stream(x).map(v -> Math.cos(2 * Math.PI * v)).average().orElseThrow();
    return -20 * Math.exp(-0.2 * Math.sqrt(squares)) - Math.exp(waves) + 20 + Math.E;
  }

  static double rosenbrock(double[] x) {
    return IntStream.range(0, x.length - 1)
        .mapToDouble(i -> 100 * square(x[i + 1] - x[i] * x[i]) + square(1 - x[i]))
        .sum();
  }

  static double levy(double[] x) {
    double[] w = Arrays.stream(x).map(v -> 1 + (v - 1) / 4).toArray();
    double last = w[w.length - 1];
    double middle =
        Arrays.stream(w, 0, w.length - 1)
            .map(v -> square(v - 1) * (1 + 10 * square(Math.sin(Math.PI * v + 1))))
            .sum();
    return square(Math.sin(Math.PI * w[0]))
        + middle
        + square(last - 1) * (1 + square(Math.sin(2 * Math.PI * last)));
  }

  private static double square(double number) {
    return number * number;
  }

  private static SearchSpace box(int dimensions, double low, double high) {
    return new SearchSpace(
        IntStream.range(0, dimensions)
            .<Parameter>mapToObj(i -> Parameter.real("x" + i, low, high))
            .toList());
  }
}

package dev.rungs.benchmarks.bbob;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Published values of the functions: a file of lines {@code function instance x1,...,xn value}.
 *
 * <p>The file has ten digits of each coordinate, too few for functions that tremble: a cosine of
 * 10^5 moves by 10^-5. But the points are the numbers of Park and Miller's generator from seed 1
 * on, spread over [-5, 5], but for one point at 0 for each instance. So coordinates are computed:
 * the next of the generator's numbers that agrees with what is printed. Lines may be left out.
 */
record Fitness(int dimension, List<Expectation> expectations) {

  private static final long MODULUS = 2_147_483_647;
  private static final long MULTIPLIER = 16_807;
  private static final double PRINTED = 1e-9;

  /** More numbers than any file has. */
  private static final int MOST_NUMBERS = 100_000;

  /** A point and the value of a function there. */
  static final class Expectation {
    private final Problem problem;
    private final double[] point;
    private final double value;

    Expectation(Problem problem, double[] point, double value) {
      this.problem = problem;
      this.point = point;
      this.value = value;
    }

    /** Returns how far our value is from the published one, as a share of that. */
    double error() {
      return Math.abs(problem.at(point) - value) / Math.abs(value);
    }
  }

  static Fitness read(Path file) throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(file + " is missing, must be one of IOHexperimenter's test files");
    }
    try (Reader reader = Files.newBufferedReader(file)) {
      return read(reader);
    }
  }

  static Fitness read(Reader reader) throws IOException {
    var points = new Points();
    var expectations = new ArrayList<Expectation>();
    for (String line : new BufferedReader(reader).lines().toList()) {
      String[] words = line.split(" ", -1);
      double[] point =
          Arrays.stream(words[2].split(",", -1))
              .mapToDouble(Double::parseDouble)
              .map(points::exact)
              .toArray();
      int function = Integer.parseInt(words[0]);
      int instance = Integer.parseInt(words[1]);
      expectations.add(
          new Expectation(
              Problem.of(function, instance, point.length), point, Double.parseDouble(words[3])));
    }
    return new Fitness(expectations.get(0).problem.dimension(), List.copyOf(expectations));
  }

  /** The generator of the points. */
  private static final class Points {
    private long state = 1;

    /** Returns all digits of a coordinate. */
    double exact(double printed) {
      for (int i = 0; printed != 0 && i < MOST_NUMBERS; i++) {
        state = MULTIPLIER * state % MODULUS;
        double coordinate = 10.0 * state / MODULUS - 5;
        if (Math.abs(coordinate - printed) <= PRINTED * Math.max(1, Math.abs(printed))) {
          return coordinate;
        }
      }
      if (printed != 0) {
        throw new IllegalArgumentException(
            "coordinate is " + printed + ", must be one of the published points, in their order");
      }
      return 0;
    }
  }

  /** Returns the largest error. */
  double worst() {
    return expectations.stream().mapToDouble(Expectation::error).max().orElse(Double.NaN);
  }
}

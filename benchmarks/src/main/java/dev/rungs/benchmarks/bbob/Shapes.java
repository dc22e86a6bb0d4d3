package dev.rungs.benchmarks.bbob;

import static dev.rungs.benchmarks.bbob.Warp.bend;
import static dev.rungs.benchmarks.bbob.Warp.exponent;
import static dev.rungs.benchmarks.bbob.Warp.minus;
import static dev.rungs.benchmarks.bbob.Warp.outside;
import static dev.rungs.benchmarks.bbob.Warp.squares;
import static dev.rungs.benchmarks.bbob.Warp.stretch;
import static dev.rungs.benchmarks.bbob.Warp.times;
import static dev.rungs.benchmarks.bbob.Warp.wiggle;

import java.util.Arrays;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * The formulas of the 24 functions, each with where its optimum lies. The comments give the names
 * of Hansen et al. 2009, whose order this is.
 */
final class Shapes {

  /** Function 20's optimum lies at so much, halved, in each coordinate, times its sign. */
  private static final double SCHWEFEL = 4.2096874637;

  private static final double LUNACEK = 2.5;

  /** A function and where its optimum is. */
  static final class Shaped {
    final Shape shape;
    final double[] best;

    Shaped(Shape shape, double[] best) {
      this.shape = shape;
      this.best = best;
    }
  }

  private final Instance instance;
  private final int n;
  private final double[] best;
  private final double[][] turn;
  private final double[][] tilt;

  private Shapes(Instance instance) {
    this.instance = instance;
    this.n = instance.dimension();
    this.best = instance.best;
    this.turn = instance.turn;
    this.tilt = instance.tilt;
  }

  static Shaped of(int function, Instance instance) {
    var shapes = new Shapes(instance);
    return switch (function) {
      case 4 -> shapes.bueche();
      case 5 -> shapes.slope();
      case 8 -> shapes.rosenbrock();
      case 9 -> shapes.turned(Shapes::rosenbrock);
      case 19 -> shapes.turned(Shapes::griewank);
      case 20 -> shapes.schwefel();
      case 21 -> gallagher(new Gallagher(instance, 101, Math.sqrt(1000), 10));
      case 22 -> gallagher(new Gallagher(instance, 21, 1000, 9.8));
      case 24 -> shapes.lunacek();
      default -> new Shaped(shapes.centred(function), shapes.best);
    };
  }

  /** Returns a function whose optimum is where the instance says. */
  private Shape centred(int function) {
    return switch (function) {
      case 1 -> x -> squares(minus(x, best)); // sphere
      case 2 -> x -> ellipsoid(wiggle(minus(x, best)));
      case 3 -> x -> rastrigin(stretch(10, bend(0.2, wiggle(minus(x, best)))));
      case 6 -> this::sector;
      case 7 -> this::steps;
      case 10 -> x -> ellipsoid(wiggle(turned(x)));
      case 11 -> x -> discus(wiggle(turned(x)));
      case 12 -> x -> cigar(times(turn, bend(0.5, turned(x))));
      case 13 -> x -> ridge(skewed(10, minus(x, best)));
      case 14 -> x -> powers(turned(x));
      case 15 -> x -> rastrigin(skewed(10, bend(0.2, wiggle(turned(x)))));
      case 16 -> x -> weierstrass(skewed(0.01, wiggle(turned(x)))) + 10.0 / n * outside(x);
      case 17 -> x -> schaffer(10, x);
      case 18 -> x -> schaffer(1000, x);
      case 23 -> x -> katsuura(skewed(100, minus(x, best))) + outside(x);
      default ->
          throw new IllegalArgumentException("function is " + function + ", must be in [1, 24]");
    };
  }

  private double[] turned(double[] x) {
    return times(turn, minus(x, best));
  }

  private double[] skewed(double condition, double[] x) {
    return times(turn, stretch(condition, times(tilt, x)));
  }

  private double sum(IntToDoubleFunction term) {
    return IntStream.range(0, n).mapToDouble(term).sum();
  }

  // Separable and rotated ellipsoid.
  private double ellipsoid(double[] z) {
    return sum(i -> Math.pow(1e6, exponent(i, n)) * z[i] * z[i]);
  }

  private double rastrigin(double[] z) {
    return 10 * (n - sum(i -> Math.cos(2 * Math.PI * z[i]))) + squares(z);
  }

  // Rastrigin with other scales on each side of 0.
  private Shaped bueche() {
    double[] centre = best.clone();
    for (int i = 0; i < n; i += 2) {
      centre[i] = Math.abs(centre[i]);
    }
    Shape shape =
        x -> {
          double[] z = stretch(10, wiggle(minus(x, centre)));
          for (int i = 0; i < n; i += 2) {
            z[i] *= z[i] > 0 ? 10 : 1;
          }
          return rastrigin(z) + 100 * outside(x);
        };
    return new Shaped(shape, centre);
  }

  // A plane that falls to a corner.
  private Shaped slope() {
    double[] corner = Arrays.stream(best).map(each -> each < 0 ? -5 : 5).toArray();
    Shape shape =
        x ->
            sum(
                i -> {
                  double steepness = Math.signum(corner[i]) * Math.pow(10, exponent(i, n));
                  double z = x[i] * corner[i] < 25 ? x[i] : corner[i];
                  return 5 * Math.abs(steepness) - steepness * z;
                });
    return new Shaped(shape, corner);
  }

  // Attractive sector.
  private double sector(double[] x) {
    double[] z = skewed(10, minus(x, best));
    double sum = sum(i -> z[i] * z[i] * (best[i] * z[i] > 0 ? 1e4 : 1));
    return Math.pow(wiggle(sum), 0.9);
  }

  // Step ellipsoid.
  private double steps(double[] x) {
    double[] plain = stretch(10, times(tilt, minus(x, best)));
    double[] stepped = Arrays.stream(plain).map(Shapes::step).toArray();
    double[] z = times(turn, stepped);
    double sum = sum(i -> Math.pow(100, exponent(i, n)) * z[i] * z[i]);
    return 0.1 * Math.max(Math.abs(plain[0]) / 1e4, sum) + outside(x);
  }

  private static double step(double z) {
    return Math.abs(z) > 0.5 ? Math.floor(z + 0.5) : Math.floor(10 * z + 0.5) / 10;
  }

  private Shaped rosenbrock() {
    double[] centre = Arrays.stream(best).map(each -> 0.75 * each).toArray();
    Shape shape =
        x ->
            rosenbrock(
                Arrays.stream(minus(x, centre)).map(each -> widening() * each + 1).toArray());
    return new Shaped(shape, centre);
  }

  private static double rosenbrock(double[] z) {
    double sum = 0;
    for (int i = 0; i + 1 < z.length; i++) {
      sum += valley(z[i], z[i + 1]);
    }
    return sum;
  }

  private static double valley(double z, double next) {
    double off = z * z - next;
    return 100 * off * off + (z - 1) * (z - 1);
  }

  private double widening() {
    return Math.max(1, Math.sqrt(n) / 8);
  }

  /** Returns a function whose optimum is at (1, ..., 1), turned about (1/2, ..., 1/2). */
  private Shaped turned(Shape shape) {
    double factor = widening();
    var centre = new double[n];
    for (int i = 0; i < n; i++) {
      for (double[] row : tilt) {
        centre[i] += row[i] / (2 * factor);
      }
    }
    Shape turned =
        x -> shape.at(Arrays.stream(times(tilt, x)).map(each -> factor * each + 0.5).toArray());
    return new Shaped(turned, centre);
  }

  private double discus(double[] z) {
    return squares(z) + (1e6 - 1) * z[0] * z[0];
  }

  // Bent cigar.
  private double cigar(double[] z) {
    return z[0] * z[0] + 1e6 * (squares(z) - z[0] * z[0]);
  }

  // Sharp ridge.
  private double ridge(double[] z) {
    return z[0] * z[0] + 100 * Math.sqrt(squares(z) - z[0] * z[0]);
  }

  // Different powers.
  private double powers(double[] z) {
    return Math.sqrt(sum(i -> Math.pow(Math.abs(z[i]), 2 + 4 * exponent(i, n))));
  }

  private double weierstrass(double[] z) {
    double sum = 0;
    double lowest = 0;
    for (int k = 0; k < 12; k++) {
      double height = Math.pow(0.5, k);
      double frequency = 2 * Math.PI * Math.pow(3, k);
      lowest += height * Math.cos(frequency / 2);
      for (double each : z) {
        sum += height * Math.cos(frequency * (each + 0.5));
      }
    }
    return 10 * Math.pow(sum / n - lowest, 3);
  }

  // Schaffer F7, moderately and badly conditioned.
  private double schaffer(double condition, double[] x) {
    double[] z = stretch(condition, times(tilt, bend(0.5, turned(x))));
    double sum = 0;
    for (int i = 0; i + 1 < n; i++) {
      double square = z[i] * z[i] + z[i + 1] * z[i + 1];
      double sine = Math.sin(50 * Math.pow(square, 0.1));
      sum += Math.pow(square, 0.25) * (1 + sine * sine);
    }
    return sum * sum / ((n - 1) * (n - 1)) + 10 * outside(x);
  }

  // Griewank-Rosenbrock.
  private static double griewank(double[] z) {
    double sum = 0;
    for (int i = 0; i + 1 < z.length; i++) {
      double valley = valley(z[i], z[i + 1]);
      sum += valley / 4000 - Math.cos(valley);
    }
    return 10 + 10 * sum / (z.length - 1);
  }

  private Shaped schwefel() {
    double[] signs =
        Arrays.stream(LegacyRandom.uniform(n, instance.seed))
            .map(each -> each < 0.5 ? -1 : 1)
            .toArray();
    double[] centre = Arrays.stream(signs).map(sign -> sign * SCHWEFEL / 2).toArray();
    return new Shaped(x -> schwefel(signs, x), centre);
  }

  private double schwefel(double[] signs, double[] x) {
    var moved = new double[n];
    for (int i = 0; i < n; i++) {
      double coupling = i == 0 ? 0 : 0.25 * (2 * signs[i - 1] * x[i - 1] - SCHWEFEL);
      moved[i] = 2 * signs[i] * x[i] + coupling - SCHWEFEL;
    }
    double[] stretched = stretch(10, moved);
    double sum = 0;
    double penalty = 0;
    for (double each : stretched) {
      double z = 100 * (each + SCHWEFEL);
      sum += z * Math.sin(Math.sqrt(Math.abs(z)));
      double over = Math.max(0, Math.abs(z) - 500);
      penalty += over * over;
    }
    return 0.01 * (penalty + 418.9828872724339 - sum / n);
  }

  private static Shaped gallagher(Gallagher shape) {
    return new Shaped(shape, shape.best());
  }

  private double katsuura(double[] z) {
    double product = 1;
    for (int i = 0; i < n; i++) {
      double ruggedness = 0;
      for (int j = 1; j <= 32; j++) {
        double power = 1L << j;
        ruggedness += Math.abs(power * z[i] - Math.floor(power * z[i] + 0.5)) / power;
      }
      product *= Math.pow(1 + (i + 1) * ruggedness, 10 / Math.pow(n, 1.2));
    }
    return 10.0 / n / n * (product - 1);
  }

  // Lunacek's Rastrigin with two funnels.
  private Shaped lunacek() {
    double[] signs =
        Arrays.stream(LegacyRandom.normal(n, instance.seed))
            .map(each -> each < 0 ? -1 : 1)
            .toArray();
    double[] centre = Arrays.stream(signs).map(sign -> sign * LUNACEK / 2).toArray();
    return new Shaped(x -> lunacek(signs, x), centre);
  }

  private double lunacek(double[] signs, double[] x) {
    double width = 1 - 0.5 / (Math.sqrt(n + 20) - 4.1);
    double other = -Math.sqrt((LUNACEK * LUNACEK - 1) / width);
    var near = new double[n];
    var far = new double[n];
    for (int i = 0; i < n; i++) {
      near[i] = 2 * signs[i] * x[i] - LUNACEK;
      far[i] = 2 * signs[i] * x[i] - other;
    }
    double[] z = skewed(100, near);
    double waves = 10 * (n - sum(i -> Math.cos(2 * Math.PI * z[i])));
    return Math.min(squares(near), n + width * squares(far)) + waves + 1e4 * outside(x);
  }
}

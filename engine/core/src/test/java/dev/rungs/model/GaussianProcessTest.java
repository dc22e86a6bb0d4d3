package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GaussianProcessTest {

  private static final List<Coordinate> LINE = List.of(Coordinate.NUMBER);
  private static final int SETS = 20;
  private static final int POINTS = 25;

  @Test
  void passesThroughWhatItKnowsAndBelievesWhatItExpects() {
    Sampled sampled = Sampled.of(25);
    var prior = new Prior(Sampled.COORDINATES, false);
    Hyperparameters shape = prior.shape(new double[] {-0.5, 0, 0, 2, 0, -17});
    var process =
        new GaussianProcess(Sampled.COORDINATES, sampled.columns(), sampled.values(), shape, 1);
    double[] known = sampled.point(3);
    assertThat(process.at(known).mean()).isCloseTo(sampled.values()[3], within(1e-4));
    assertThat(process.at(known).variance()).isCloseTo(0, within(1e-5));

    double[] place = {0.41, 0.62, 1, 7};
    double expected = process.at(place).mean();
    double elsewhere = process.at(new double[] {0.1, 0.2, 0, 3}).mean();
    process.believe(place);
    assertThat(process.at(place).mean()).isCloseTo(expected, within(1e-5));
    assertThat(process.at(place).variance()).isCloseTo(0, within(1e-5));
    assertThat(process.at(new double[] {0.1, 0.2, 0, 3}).mean()).isCloseTo(elsewhere, within(1e-9));
  }

  @Test
  void whoKnowsNothingExpectsNothingAndIsUnsureEverywhere() {
    GaussianProcess process =
        new Prior(LINE, true)
            .mostProbable(new double[1][0], new double[0])
            .processes(new double[1][0], new double[0], 1)
            .get(0);
    assertThat(process.lowestMean()).isEqualTo(Double.POSITIVE_INFINITY);
    assertThat(process.at(new double[] {0.3}).mean()).isZero();
    assertThat(process.at(new double[] {0.9}).variance()).isEqualTo(1);
    process.believe(new double[] {0.9});
    assertThat(process.at(new double[] {0.9}).variance()).isCloseTo(0, within(0.01));
  }

  /** By the kernel alone: (1 - ε)^(t / 2) with ε of the length scale, exp(-2 / length). */
  @Test
  void whatIsLongPastIsForgotten() {
    var time = List.of(Coordinate.TIME);
    Hyperparameters shape = new Prior(time, false).shape(new double[] {Math.log(10), 0, -17});
    var process = new GaussianProcess(time, new double[][] {{4}}, new double[] {2}, shape, 0);
    double epsilon = 1 - Math.exp(-2.0 / 10);
    for (double t = 0; t < 40; t += 5) {
      assertThat(process.at(new double[] {4 + t}).mean())
          .isCloseTo(2 * Math.pow(1 - epsilon, t / 2), within(1e-6));
    }
  }

  /** Waves that get ever shorter, or longer: evenly long once the line is bent. */
  @Test
  void bentNumbersFollowAFunctionThatChangesUnevenly() {
    better(x -> Math.sin(12 * x * x * x));
    better(x -> Math.sin(12 - 12 * Math.pow(1 - x, 3)));
  }

  private static void better(DoubleUnaryOperator function) {
    double[] plain = errors(false, function);
    double[] warped = errors(true, function);
    long wins = IntStream.range(0, SETS).filter(set -> warped[set] < plain[set]).count();
    // As good as the other, it would win 16 of 20 in one of 170 such tests.
    assertThat(wins).isGreaterThanOrEqualTo(16);
    assertThat(mean(warped)).isLessThan(mean(plain));
  }

  /** To a hundredth of the size of the waves. */
  @Test
  void bentNumbersFollowAFunctionThatChangesEvenlyToo() {
    assertThat(mean(errors(true, x -> Math.sin(9 * x)))).isLessThan(0.01);
  }

  private static double mean(double[] numbers) {
    return Arrays.stream(numbers).average().orElseThrow();
  }

  /** Returns the root mean square error of what is expected, each of points of another chance. */
  private static double[] errors(boolean warped, DoubleUnaryOperator function) {
    var prior = new Prior(LINE, warped);
    return IntStream.range(0, SETS).mapToDouble(set -> error(prior, function, set)).toArray();
  }

  private static double error(Prior prior, DoubleUnaryOperator function, int seed) {
    var random = new SplittableRandom(seed);
    double[][] columns = {
      IntStream.range(0, POINTS).mapToDouble(i -> (i + random.nextDouble()) / POINTS).toArray()
    };
    double[] values = Arrays.stream(columns[0]).map(function).toArray();
    double[] standard = Standard.of(values);
    Hyperparameters shape = new Evidence(prior, columns, standard).mostProbable(60);
    var process = new GaussianProcess(LINE, columns, standard, shape, 0);
    double deviation = Standard.deviation(values);
    double[] missed =
        IntStream.range(0, 200)
            .mapToDouble(i -> (i + 0.5) / 200)
            .map(
                x ->
                    mean(values)
                        + deviation * process.at(new double[] {x}).mean()
                        - function.applyAsDouble(x))
            .map(error -> error * error)
            .toArray();
    return Math.sqrt(mean(missed));
  }
}

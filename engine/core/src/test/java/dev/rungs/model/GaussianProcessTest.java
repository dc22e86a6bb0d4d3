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

  /** Waves that get ever longer: evenly long once the line is bent. */
  private static double waves(double x) {
    return Math.sin(9 * Math.pow(x, 0.35));
  }

  @Test
  void bentNumbersFollowAFunctionThatChangesUnevenly() {
    double plain = error(false, GaussianProcessTest::waves);
    double warped = error(true, GaussianProcessTest::waves);
    // By a half: a process that gains less has not found the bend.
    assertThat(warped).isLessThan(plain / 2);
  }

  @Test
  void bentNumbersCostLittleWhereAFunctionChangesEvenly() {
    double plain = error(false, x -> Math.sin(9 * x));
    double warped = error(true, x -> Math.sin(9 * x));
    assertThat(warped).isLessThan(2 * plain + 1e-3);
  }

  /** Returns the mean error of the root mean square, over functions seen at 14 random points. */
  private static double error(boolean warped, DoubleUnaryOperator function) {
    var prior = new Prior(LINE, warped);
    return IntStream.range(0, 20)
        .mapToDouble(seed -> error(prior, function, seed))
        .average()
        .orElseThrow();
  }

  private static double error(Prior prior, DoubleUnaryOperator function, int seed) {
    double[] column = new SplittableRandom(seed).doubles(14).toArray();
    double[] values = Arrays.stream(column).map(function).toArray();
    // In the standard form of the values.
    double mean = Arrays.stream(values).average().orElseThrow();
    double deviation = Standard.deviation(values);
    double[][] columns = {column};
    Evidence evidence = new Evidence(prior, columns, Standard.of(values));
    var process =
        new GaussianProcess(LINE, columns, Standard.of(values), evidence.mostProbable(60), 0);
    return Math.sqrt(
        IntStream.range(0, 200)
            .mapToDouble(i -> (i + 0.5) / 200)
            .map(
                x ->
                    process.at(new double[] {x}).mean() * deviation
                        + mean
                        - function.applyAsDouble(x))
            .map(error -> error * error)
            .average()
            .orElseThrow());
  }
}

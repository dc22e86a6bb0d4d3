package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Every slope is the derivative, held against central differences. */
class SlopesProperties {

  private static final double STEP = 1e-5;

  /**
   * A difference misses the derivative by the third one times the square of the step over 6, and by
   * the cancellation of values near 100, whose last digits are 1e-14, over the step: 1e-9. Slopes
   * of up to some hundred have third derivatives of up to some ten thousand: 1e-6.
   */
  private static final double TOLERANCE = 1e-5;

  @Property(tries = 60)
  void ofTheEvidence(@ForAll long seed, @ForAll boolean warped) {
    var random = new SplittableRandom(seed);
    Sampled sampled = Sampled.of(20);
    var prior = new Prior(Sampled.COORDINATES, warped);
    var evidence = new Evidence(prior, sampled.columns(), sampled.values());
    double[] logs = logs(prior, random);
    var slope = new double[logs.length];
    assertThat(evidence.at(logs, slope)).isEqualTo(evidence.at(logs));
    for (int i = 0; i < logs.length; i++) {
      if (prior.low()[i] < prior.high()[i]) {
        assertDerivative(slope[i], logs, i, evidence::at);
      }
    }
  }

  @Property(tries = 60)
  void ofWhatAProcessExpects(@ForAll long seed, @ForAll boolean warped) {
    var random = new SplittableRandom(seed);
    Sampled sampled = Sampled.of(20);
    var prior = new Prior(Sampled.COORDINATES, warped);
    Hyperparameters shape = prior.shape(logs(prior, random));
    var process =
        new GaussianProcess(Sampled.COORDINATES, sampled.columns(), sampled.values(), shape, 1);
    process.believe(Sampled.point(random));
    double[] place = Sampled.point(random);
    // A step must not leave the cube, beyond which nothing is bent any more.
    place[0] = 0.01 + 0.98 * place[0];
    place[1] = 0.01 + 0.98 * place[1];
    GaussianProcess.Forecast forecast = process.slopeAt(place);
    assertThat(forecast.mean()).isEqualTo(process.at(place).mean());
    for (int axis = 0; axis < 2; axis++) {
      assertDerivative(forecast.meanSlope(axis), place, axis, x -> process.at(x).mean());
      assertDerivative(forecast.varianceSlope(axis), place, axis, x -> process.at(x).variance());
    }
    assertThat(forecast.meanSlope(2)).isZero();
    assertThat(forecast.varianceSlope(3)).isZero();
  }

  /** Draws hyperparameters as they may be, with noise enough to invert the covariances well. */
  private static double[] logs(Prior prior, SplittableRandom random) {
    double[] logs = prior.before().logs();
    int dimensions = prior.coordinates().size();
    for (int i = 0; i < logs.length; i++) {
      boolean fixed = prior.low()[i] == prior.high()[i];
      logs[i] += fixed ? 0 : random.nextDouble() - 0.5;
    }
    logs[dimensions + 1] = -4 * random.nextDouble();
    return logs;
  }

  private static void assertDerivative(
      double slope, double[] x, int index, ToDoubleFunction<double[]> function) {
    double[] up = x.clone();
    double[] down = x.clone();
    up[index] += STEP;
    down[index] -= STEP;
    double difference =
        (function.applyAsDouble(up) - function.applyAsDouble(down)) / (up[index] - down[index]);
    assertThat(slope).isCloseTo(difference, within(TOLERANCE * (1 + Math.abs(slope))));
  }
}

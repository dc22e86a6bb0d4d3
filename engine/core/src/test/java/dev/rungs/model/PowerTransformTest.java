package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PowerTransformTest {

  private static final double[] NUMBERS = {-3, -0.4, 0, 0.2, 5};

  @Test
  void exponentOneChangesNothingAndOthersKeepTheOrder() {
    assertThat(PowerTransform.NONE.of(NUMBERS)).containsExactly(NUMBERS, within(1e-15));
    for (double exponent = -2; exponent <= 2; exponent += 0.5) {
      double[] transformed = new PowerTransform(exponent).of(NUMBERS);
      assertThat(transformed).isSorted();
      assertThat(transformed[2]).isZero();
    }
    assertThat(new PowerTransform(0).of(new double[] {5})[0]).isCloseTo(Math.log(6), within(1e-15));
    assertThat(new PowerTransform(2).of(new double[] {-5})[0])
        .isCloseTo(-Math.log(6), within(1e-15));
  }

  @Test
  void theSlopeIsTheDerivative() {
    var transform = new PowerTransform(-0.5);
    double sum = 0;
    for (double number : NUMBERS) {
      double[] ends = transform.of(new double[] {number - 1e-6, number + 1e-6});
      sum += Math.log((ends[1] - ends[0]) / 2e-6);
    }
    // Five logarithms, each off by the second derivative times 1e-6.
    assertThat(transform.logSlope(NUMBERS)).isCloseTo(sum, within(1e-5));
  }

  /** Exponentials of normal numbers are made normal by a logarithm, normal ones by nothing. */
  @Test
  void theLikeliestMakesNumbersNormal() {
    var random = new SplittableRandom(5);
    double[] normal = Standard.of(random.doubles(2_000).map(Normal::quantile).toArray());
    double[] skewed = Arrays.stream(normal).map(z -> Math.exp(z) - 1).toArray();
    assertThat(PowerTransform.likeliest(normal).exponent()).isCloseTo(1, within(0.125));
    assertThat(PowerTransform.likeliest(skewed).exponent()).isLessThan(0.5);
  }

  @Test
  void equalNumbersAreLeftAlone() {
    assertThat(PowerTransform.likeliest(new double[] {0, 0, 0})).isEqualTo(PowerTransform.NONE);
  }
}

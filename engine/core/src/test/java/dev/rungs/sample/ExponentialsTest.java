package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ExponentialsTest {

  @Test
  void theyAreThoseOfTheLibraryToTwoBillionths() {
    double[] exponents = new SplittableRandom(1).doubles(100_000, -690, 0).toArray();
    double[] powers = exponents.clone();
    Exponentials.replace(powers, powers.length, Exponentials.LOWEST);
    for (int i = 0; i < powers.length; i++) {
      assertThat(powers[i] / StrictMath.exp(exponents[i])).isCloseTo(1, within(2e-9));
    }
  }

  @Test
  void whatIsLowerThanTheLowestCountsAsThat() {
    double[] powers = {0, -4, -5, -6, Double.NEGATIVE_INFINITY, -3};
    Exponentials.replace(powers, 5, -5);
    assertThat(powers).startsWith(1).endsWith(-3);
    assertThat(powers[1]).isGreaterThan(powers[2]);
    assertThat(Arrays.copyOfRange(powers, 2, 5)).containsOnly(powers[2]);
  }

  @Test
  void productsAddUpAllThatIsCounted() {
    double[] ones = {1, 2, 3, 4, 5, 6, 7, 8};
    double[] others = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};
    double[] sums = {0, 1, 21, 321, 4_321, 54_321, 654_321, 7_654_321, 87_654_321};
    for (int count = 0; count <= ones.length; count++) {
      assertThat(Exponentials.product(ones, others, count)).isEqualTo(sums[count]);
    }
  }
}

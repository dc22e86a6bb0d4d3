package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SlicesTest {

  private static final int CHAINS = 20_000;
  private static final double SLANT = 0.8;
  private static final double[] ENDLESS = {-1e9, -1e9};

  /** A normal of two coordinates with variances 1 and 1 and the covariance {@link #SLANT}. */
  private static double improbability(double[] x) {
    double across = (x[0] * x[0] - 2 * SLANT * x[0] * x[1] + x[1] * x[1]);
    return across / (2 * (1 - SLANT * SLANT));
  }

  private static double[] draw(RandomGenerator random) {
    double x = random.nextGaussian();
    return new double[] {x, SLANT * x + Math.sqrt(1 - SLANT * SLANT) * random.nextGaussian()};
  }

  /** From an exact draw the next point is one too, so chains of one step are independent draws. */
  @Test
  void leavesADensityAsItIs() {
    var random = new SplittableRandom(1);
    var slices = new Slices(SlicesTest::improbability, ENDLESS, new double[] {1e9, 1e9}, random);
    double mean = 0;
    double square = 0;
    double product = 0;
    double fourth = 0;
    int stayed = 0;
    for (int i = 0; i < CHAINS; i++) {
      double[] from = draw(random);
      double[] to = slices.next(from);
      mean += to[0] / CHAINS;
      square += to[1] * to[1] / CHAINS;
      fourth += Math.pow(to[0], 4) / CHAINS;
      product += to[0] * to[1] / CHAINS;
      stayed += from[0] == to[0] || from[1] == to[1] ? 1 : 0;
    }
    assertThat(stayed).isZero();
    // Six standard errors: the variances are 1, 2, 1 + slant^2, and of a fourth power 105 - 9.
    double error = 6 / Math.sqrt(CHAINS);
    assertThat(mean).isCloseTo(0, within(error));
    assertThat(square).isCloseTo(1, within(error * Math.sqrt(2)));
    assertThat(product).isCloseTo(SLANT, within(error * Math.sqrt(1 + SLANT * SLANT)));
    assertThat(fourth).isCloseTo(3, within(error * Math.sqrt(96)));
  }

  /** A density that rises evenly on [0, 1], from exact draws; the second coordinate is fixed. */
  @Test
  void keepsToItsBoundsAndLeavesWhatIsFixed() {
    var random = new SplittableRandom(2);
    var slices = new Slices(x -> -Math.log(x[0]), new double[] {0, 5}, new double[] {1, 5}, random);
    double mean = 0;
    for (int i = 0; i < CHAINS; i++) {
      double[] next = slices.next(new double[] {Math.sqrt(random.nextDouble()), 5});
      assertThat(next[0]).isBetween(0.0, 1.0);
      assertThat(next[1]).isEqualTo(5);
      mean += next[0] / CHAINS;
    }
    // The density 2x has mean 2/3 and variance 1/18.
    assertThat(mean).isCloseTo(2.0 / 3, within(6 * Math.sqrt(1.0 / 18 / CHAINS)));
  }

  /** From far out, where no stationary start helps, it finds the density. */
  @Test
  void findsTheDensityFromFarOut() {
    var random = new SplittableRandom(3);
    var slices = new Slices(SlicesTest::improbability, ENDLESS, new double[] {1e9, 1e9}, random);
    double[] x = {40, -40};
    for (int i = 0; i < 200; i++) {
      x = slices.next(x);
    }
    // Beyond e^18 less probable than the middle it would be once in 1e7 such tests.
    assertThat(improbability(x)).isLessThan(18);
  }
}

package dev.rungs.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.Set;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class ChanceTest {

  private static final int DRAWS = 1000;
  private static final int PARTS = 10;

  @Test
  void seedsAreTheSameInEveryRelease() {
    assertThat(Long.toHexString(chance(42, 0).seed("training"))).isEqualTo("279202fca2fd520d");
    assertThat(Long.toHexString(chance(42, 1).seed("training"))).isEqualTo("4f1d2062daf3cc3e");
    assertThat(Long.toHexString(chance(-1, 7).seed(""))).isEqualTo("46f024ea52ca5f6b");
    assertThat(Long.toHexString(Chance.mix(42, 1))).isEqualTo("78bb2fc6eba0b61");
  }

  @Test
  void drawsAreTheSameInEveryRelease() {
    assertThat(chance(42, 0).generator("random sampler").nextDouble())
        .isEqualTo(0.4558073662140296);
  }

  @Test
  void neighbouringSweepsDrawEvenly() {
    assertUniform(seed -> first(seed, 0, "random sampler"));
  }

  @Test
  void neighbouringTrialsDrawEvenly() {
    assertUniform(trial -> first(42, trial, "random sampler"));
  }

  @Test
  void theSecondDrawIsEvenToo() {
    assertUniform(
        seed -> {
          var random = chance(seed, 0).generator("random sampler");
          random.nextDouble();
          return random.nextDouble();
        });
  }

  @Test
  void twoSweepsTwoTrialsAndTwoPurposesHaveNothingToDoWithEachOther() {
    assertUncorrelated(seed -> first(seed, 0, "a"), seed -> first(seed + 1, 0, "a"));
    assertUncorrelated(seed -> first(seed, 0, "a"), seed -> first(seed, 1, "a"));
    assertUncorrelated(seed -> first(seed, 0, "a"), seed -> first(seed, 0, "b"));
    assertUncorrelated(seed -> first(seed, 1, "a"), seed -> first(seed + 1, 0, "a"));
  }

  @Test
  void noTwoSeedsAreEqual() {
    Set<Long> seen = new HashSet<>();
    for (int sweep = 0; sweep < 100; sweep++) {
      for (int trial = 0; trial < 100; trial++) {
        seen.add(chance(sweep, trial).seed("a"));
        seen.add(chance(sweep, trial).seed("aa"));
      }
    }
    // 20,000 of 2^64 numbers meet by chance once in 10^11 such tests.
    assertThat(seen).hasSize(20_000);
  }

  /**
   * Chi-square over ten equal parts: with nine degrees of freedom its mean is 9 and its standard
   * deviation sqrt(18); beyond six of them (34.5) lie 7 of 10^5.
   */
  private static void assertUniform(IntToDoubleFunction draw) {
    var counts = new int[PARTS];
    for (int i = 0; i < DRAWS; i++) {
      counts[(int) (PARTS * draw.applyAsDouble(i))]++;
    }
    double expected = (double) DRAWS / PARTS;
    double chiSquare = 0;
    for (int count : counts) {
      chiSquare += (count - expected) * (count - expected) / expected;
    }
    assertThat(chiSquare).isLessThan(PARTS - 1 + 6 * Math.sqrt(2.0 * (PARTS - 1)));
  }

  /**
   * The mean of products of independent centred uniform draws is 0, its standard error {@code (1 /
   * 12) / sqrt(n)}; six of them are allowed.
   */
  private static void assertUncorrelated(IntToDoubleFunction one, IntToDoubleFunction other) {
    double sum = 0;
    for (int i = 0; i < DRAWS; i++) {
      sum += (one.applyAsDouble(i) - 0.5) * (other.applyAsDouble(i) - 0.5);
    }
    assertThat(sum / DRAWS).isEqualTo(0, within(6 / 12.0 / Math.sqrt(DRAWS)));
  }

  private static double first(long sweep, int trial, String purpose) {
    return chance(sweep, trial).generator(purpose).nextDouble();
  }

  private static Chance chance(long sweep, int trial) {
    return new Chance(sweep, new TrialId(trial));
  }
}

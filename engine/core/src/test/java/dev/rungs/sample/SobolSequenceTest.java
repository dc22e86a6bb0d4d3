package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.trial.Chance;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class SobolSequenceTest {

  // Computed by commons-math3 3.6.1's SobolSequenceGenerator, at the place of each index in its
  // Gray code order.
  @Test
  void pointsAreThoseOfAnotherImplementation() {
    int[] dimensions = {0, 1, 2, 3, 17, 63, 127};
    assertPoint(1, dimensions, "80000000 80000000 80000000 80000000 80000000 80000000 80000000");
    assertPoint(2, dimensions, "40000000 c0000000 c0000000 c0000000 c0000000 40000000 c0000000");
    assertPoint(5, dimensions, "a0000000 20000000 e0000000 a0000000 a0000000 e0000000 e0000000");
    assertPoint(
        1_000_003, dimensions, "c242f000 906a1000 cd9eb000 bab9d000 812bb000 5797f000 4ebf000");
  }

  @Test
  void aPointInEveryDimensionIsThatOfAnotherImplementation() {
    long digest = 0;
    for (int dimension = 0; dimension < SobolSequence.DIMENSIONS; dimension++) {
      long bits = Integer.toUnsignedLong(SobolSequence.at(dimension, 1_000_003));
      digest = digest * 31 + bits;
    }
    assertThat(digest).isEqualTo(-5973558188795191296L);
  }

  @Test
  void eachDyadicCellOfEachDimensionHoldsOnePoint() {
    int log = 10;
    for (int dimension = 0; dimension < SobolSequence.DIMENSIONS; dimension++) {
      for (int first : new int[] {0, 1 << log, 5 << log}) {
        for (int seed : new int[] {0, 1, -77}) {
          var cells = new BitSet();
          for (int i = 0; i < 1 << log; i++) {
            cells.set(cell(dimension, first + i, seed, log));
          }
          assertThat(cells.cardinality()).isEqualTo(1 << log);
        }
      }
    }
  }

  // The first two dimensions are a (0, 2)-sequence: every elementary interval of area 2^-k holds
  // exactly one of the first 2^k points, scrambled or not.
  @Test
  void eachElementaryIntervalOfTheFirstTwoDimensionsHoldsOnePoint() {
    int log = 8;
    for (int seed : new int[] {0, 1, -77}) {
      for (int bits = 0; bits <= log; bits++) {
        var cells = new BitSet();
        for (int i = 0; i < 1 << log; i++) {
          int column = bits == 0 ? 0 : cell(0, i, seed, bits);
          int row = bits == log ? 0 : cell(1, i, 31 * seed, log - bits);
          cells.set((column << (log - bits)) + row);
        }
        assertThat(cells.cardinality()).isEqualTo(1 << log);
      }
    }
  }

  // A share p of n seeds has standard error sqrt(p (1 - p) / n); six of them for p = 1/2 and
  // n = 10,000 are 0.03.
  @Test
  void aScrambledPointIsInEachHalfForHalfOfTheSeeds() {
    for (int bits : new int[] {0, 0x80000000, 0x12345678}) {
      int low = 0;
      int deepLow = 0;
      for (int seed = 0; seed < 10_000; seed++) {
        int mixed = (int) Chance.mix(7, seed);
        int scrambled = SobolSequence.scramble(bits, mixed);
        low += scrambled >= 0 ? 1 : 0;
        deepLow += (scrambled & 0x40000000) == 0 ? 1 : 0;
      }
      assertThat(low / 10_000.0).isCloseTo(0.5, within(0.03));
      assertThat(deepLow / 10_000.0).isCloseTo(0.5, within(0.03));
    }
  }

  @Test
  void coordinatesLieStrictlyInsideTheUnitInterval() {
    assertThat(SobolSequence.unit(0)).isGreaterThan(0).isLessThan(0x1.0p-31);
    assertThat(SobolSequence.unit(-1)).isLessThan(1).isGreaterThan(1 - 0x1.0p-31);
  }

  private static int cell(int dimension, int index, int seed, int bits) {
    int coordinate = SobolSequence.at(dimension, index);
    return (seed == 0 ? coordinate : SobolSequence.scramble(coordinate, seed)) >>> (32 - bits);
  }

  private static void assertPoint(int index, int[] dimensions, String expected) {
    String[] coordinates = expected.split(" ", -1);
    for (int i = 0; i < dimensions.length; i++) {
      assertThat(Integer.toHexString(SobolSequence.at(dimensions[i], index)))
          .isEqualTo(coordinates[i]);
    }
  }
}

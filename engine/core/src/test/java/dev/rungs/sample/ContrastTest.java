package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** More trials than are added up at once, so that some candidates are left before the end. */
class ContrastTest {

  private static final int TRIALS = 1_500;
  private static final int GOOD = 10;

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("line", 0, 1),
          Parameter.integer("lattice", 1, 7),
          Parameter.choice("choice", "a", "b", "c"),
          Parameter.real("below", 0, 1).onlyIf("choice", "a"),
          Parameter.choice("under", true, false).onlyIf("choice", "b"));

  private final ListHistory history = history();
  private final Points points = Points.of(SPACE, history);
  private final Contrast contrast =
      new Contrast(points, parzen(0, GOOD), parzen(GOOD, TRIALS - GOOD));

  @Test
  void theDensestIsThatOfHighestContrast() {
    for (int seed = 0; seed < 100; seed++) {
      Optional<Configuration> densest =
          contrast.densest(contrast.good(), 24, history, random(seed));
      assertThat(densest).isEqualTo(byComparingAll(24, random(seed)));
    }
  }

  @Test
  void whatIsEnoughIsLessThanTheDensityButNoLessThanEnough() {
    RandomGenerator random = random(7);
    int stopped = 0;
    for (int i = 0; i < 200; i++) {
      double[] point = points.encode(SPACE.at(random.doubles(5).toArray()));
      double density = contrast.others().logDensity(point);
      double enough = density + 2 * random.nextDouble() - 1.5;
      double told = contrast.others().logDensity(point, enough);
      if (enough > density) {
        assertThat(told).isEqualTo(density);
      } else {
        assertThat(told).isBetween(enough - 1e-9, density);
        stopped += told < density ? 1 : 0;
      }
    }
    assertThat(stopped).isGreaterThan(50);
  }

  /** The density is the mean of those of its kernels alone, for widths that do not shrink. */
  @Test
  void aDensityIsTheSumOfItsKernels() {
    double[] point = points.encode(SPACE.at(new double[] {0.3, 0.5, 0.1, 0.7, 0.5}));
    double together = StrictMath.exp(parzenOfLattice(0, 600).logDensity(point));
    double first = StrictMath.exp(parzenOfLattice(0, 300).logDensity(point));
    double second = StrictMath.exp(parzenOfLattice(300, 300).logDensity(point));
    double sum = 300.5 * first + 300.5 * second - 0.5;
    assertThat(together).isCloseTo(sum / 600.5, within(1e-8 * together));
  }

  private Optional<Configuration> byComparingAll(int candidates, RandomGenerator random) {
    Optional<Configuration> densest = Optional.empty();
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < candidates; i++) {
      var point = new double[5];
      contrast.good().draw(point, random);
      Configuration candidate = SPACE.at(point);
      double at = contrast.at(points.encode(candidate));
      if (at > highest && history.admits(SPACE, candidate)) {
        highest = at;
        densest = Optional.of(candidate);
      }
    }
    return densest;
  }

  private Parzen parzen(int from, int count) {
    return parzen(IntStream.range(0, 5).toArray(), from, count);
  }

  /** Of seven values a kernel is as wide as half a value, however many there are. */
  private Parzen parzenOfLattice(int from, int count) {
    return parzen(new int[] {1}, from, count);
  }

  private Parzen parzen(int[] axes, int from, int count) {
    var equal = new double[count];
    Arrays.fill(equal, 1);
    return new Parzen(points, axes, IntStream.range(from, from + count).toArray(), equal, 0.5);
  }

  private static ListHistory history() {
    var history = new ListHistory();
    var random = new SplittableRandom(5);
    for (int i = 0; i < TRIALS; i++) {
      history.add(SPACE.at(random.doubles(5).toArray()), i);
    }
    return history;
  }

  private static RandomGenerator random(int seed) {
    return new Chance(seed, new ListHistory().next()).generator("test");
  }
}

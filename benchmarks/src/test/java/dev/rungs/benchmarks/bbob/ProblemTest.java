package dev.rungs.benchmarks.bbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ProblemTest {

  /** Extracts of the published values; {@code bbob --check} compares all 1,440 of them. */
  @Test
  void theFunctionsHaveThePublishedValues() throws IOException {
    Fitness five = read("bbobfitness5.in");
    Fitness twenty = read("bbobfitness20.in");
    assertThat(five.expectations()).hasSize(216);
    assertThat(twenty.expectations()).hasSize(24);
    // Ten digits are published, which allows 5e-10; the rest is for cosines of large numbers.
    assertThat(five.worst()).isLessThan(1e-9);
    assertThat(twenty.worst()).isLessThan(1e-9);
  }

  @Test
  void noPointIsLowerThanTheBestAndThatHasTheOptimum() {
    var random = new SplittableRandom(7);
    for (int function = 1; function <= Problem.FUNCTIONS; function++) {
      for (int instance = 1; instance <= 20; instance++) {
        Problem problem = Problem.of(function, instance, 5);
        assertThat(problem.regret(problem.best()))
            .as("function %d", function)
            .isCloseTo(0, within(1e-9));
        assertThat(problem.at(problem.best())).isCloseTo(problem.optimum(), within(1e-9));
        assertThat(Arrays.stream(problem.best())).allMatch(each -> Math.abs(each) <= Problem.BOUND);
        for (int i = 0; i < 20; i++) {
          assertThat(problem.regret(random.doubles(5, -5, 5).toArray())).isGreaterThan(-1e-9);
        }
      }
    }
  }

  @Test
  void aPointIsNotChanged() {
    for (int function = 1; function <= Problem.FUNCTIONS; function++) {
      double[] point = {1, -2, 3};
      Problem.of(function, 1, 3).at(point);
      assertThat(point).as("function %d", function).containsExactly(1, -2, 3);
    }
  }

  @Test
  void rotationsKeepLengths() {
    Instance instance = Instance.of(10, 3, 6);
    double[] x = IntStream.range(0, 6).mapToDouble(i -> i - 2.5).toArray();
    assertThat(Warp.squares(Warp.times(instance.turn, x)))
        .isCloseTo(Warp.squares(x), within(1e-12));
    assertThat(Warp.squares(Warp.times(instance.tilt, x)))
        .isCloseTo(Warp.squares(x), within(1e-12));
  }

  @Test
  void refusesWhatIsNotThere() {
    assertThatThrownBy(() -> Problem.of(25, 1, 5)).hasMessage("function is 25, must be in [1, 24]");
    assertThatThrownBy(() -> Problem.of(1, 0, 5)).hasMessage("instance is 0, must be >= 1");
    assertThatThrownBy(() -> Problem.of(1, 1, 1)).hasMessage("dimension is 1, must be >= 2");
    assertThatThrownBy(() -> Fitness.read(new StringReader("1 1 0.5,0.25 3.0")))
        .hasMessage("coordinate is 0.5, must be one of the published points, in their order");
  }

  private static Fitness read(String name) throws IOException {
    try (InputStream in = Objects.requireNonNull(ProblemTest.class.getResourceAsStream(name));
        var reader = new InputStreamReader(in, StandardCharsets.UTF_8)) {
      return Fitness.read(reader);
    }
  }
}

package dev.rungs.space;

import static dev.rungs.space.Parameter.choice;
import static dev.rungs.space.Parameter.constant;
import static dev.rungs.space.Parameter.integer;
import static dev.rungs.space.Parameter.ordinal;
import static dev.rungs.space.Parameter.powerOfTwo;
import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class HalvingTest {

  static Stream<Arguments> numbers() {
    return Stream.of(
        Arguments.of(integer("n", 1, 99), 99L, List.of(49L, 24L, 12L, 6L, 3L, 1L)),
        Arguments.of(integer("n", 20, 99), 99L, List.of(49L, 24L)),
        Arguments.of(integer("n", 10, 100).step(30), 100L, List.of(40L, 10L)),
        Arguments.of(integer("n", -3, 9).step(3), 9L, List.of(3L)),
        Arguments.of(integer("n", 0, 9), 1L, List.of()),
        Arguments.of(powerOfTwo("n", 16, 128), 128L, List.of(64L, 32L, 16L)),
        Arguments.of(choice("n", 48, 16, 32), 48L, List.of(32L, 16L)),
        Arguments.of(ordinal("n", 9, 3, 0), 9L, List.of(3L)),
        Arguments.of(constant("n", 5), 5L, List.of(2L, 1L)));
  }

  @ParameterizedTest
  @MethodSource("numbers")
  void aNumberIsHalvedAsFarAsItsParameterAllows(
      Parameter parameter, long number, List<Long> halves) {
    var space = SearchSpace.of(real("x", 0, 1), parameter, choice("kind", "a", "b"));
    var found = new ArrayList<Long>();
    var next = Optional.of(configuration(number));
    while (next.isPresent()) {
      next = space.halve(next.get(), "n");
      next.ifPresent(less -> found.add(less.integer("n")));
    }
    assertThat(found).isEqualTo(halves);
  }

  @Test
  void allElseStaysAsItIs() {
    var space = SearchSpace.of(real("x", 0, 1), integer("n", 1, 99), choice("kind", "a", "b"));
    assertThat(space.halve(configuration(9), "n")).contains(configuration(4));
  }

  @Test
  void aConstraintMayForbidTheHalf() {
    var space = SearchSpace.of(constant("n", 64)).where("n >= 32");
    var given = Configuration.EMPTY.with("n", new Value.Int(64));
    assertThat(space.halve(given, "n")).contains(Configuration.EMPTY.with("n", new Value.Int(32)));
    assertThat(space.halve(space.halve(given, "n").orElseThrow(), "n")).isEmpty();
  }

  @Test
  void nobodyElseBeginsOrCeasesToTakePart() {
    var space = SearchSpace.of(integer("n", 1, 9), real("x", 0, 1).onlyIf("n", 8));
    var given = Configuration.EMPTY.with("n", new Value.Int(8)).with("x", new Value.Real(0.5));
    assertThat(space.problems(given)).isEmpty();
    assertThat(space.halve(given, "n")).isEmpty();
  }

  @Test
  void whatTakesNoPartIsNotHalved() {
    var space = SearchSpace.of(choice("kind", "a", "b"), integer("n", 1, 9).onlyIf("kind", "a"));
    var without = Configuration.EMPTY.with("kind", new Value.Text("b"));
    assertThat(space.halve(without, "n")).isEmpty();
    assertThat(space.halve(without, "other")).isEmpty();
  }

  @Test
  void onlyWholeNumbersAreHalved() {
    var space =
        SearchSpace.of(
            real("x", 0, 1),
            choice("kind", "a", "b"),
            choice("mixed", 1, "b"),
            constant("half", 0.5),
            ordinal("size", 1, 2),
            powerOfTwo("batch", 1, 8));
    assertThat(space.halvingProblem("size")).isEmpty();
    assertThat(space.halvingProblem("batch")).isEmpty();
    for (String name : List.of("x", "kind", "mixed", "half")) {
      assertThat(space.halvingProblem(name).orElseThrow())
          .startsWith("must name a parameter whose values are whole numbers, not ");
    }
  }

  private static Configuration configuration(long number) {
    return Configuration.EMPTY
        .with("x", new Value.Real(0.5))
        .with("n", new Value.Int(number))
        .with("kind", new Value.Text("a"));
  }
}

package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class GridTest {

  @Test
  void aParameterThatDoesNotTakePartDoesNotMultiply() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.choice("optimizer", "adam", "sgd"),
            Parameter.choice("momentum", 0.5, 0.9).onlyIf("optimizer", "sgd"),
            Parameter.choice("nesterov", true, false).onlyIf("momentum", 0.9),
            Parameter.constant("batch", 32));
    assertThat(all(Grid.of(space, 1)))
        .hasToString(
            "[optimizer=adam batch=32, optimizer=sgd momentum=0.5 batch=32,"
                + " optimizer=sgd momentum=0.9 nesterov=true batch=32,"
                + " optimizer=sgd momentum=0.9 nesterov=false batch=32]");
  }

  @Test
  void aContinuousRangeIsCutWithBothEnds() {
    SearchSpace space = SearchSpace.of(Parameter.real("rate", 1e-4, 1).log());
    assertThat(all(Grid.of(space, 3)).stream().map(each -> each.real("rate")))
        .satisfiesExactly(
            low -> assertThat(low).isEqualTo(1e-4),
            middle -> assertThat(middle).isBetween(0.00999, 0.01001),
            high -> assertThat(high).isEqualTo(1));
    assertThat(all(Grid.of(SearchSpace.of(Parameter.real("x", 0, 3)), 1))).hasToString("[x=1.5]");
  }

  @Test
  void aConditionOnAPointOfAContinuousRangeCounts() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("x", 0, 1),
            Parameter.choice("at_half", 1, 2, 3).onlyIf("x", 0.5),
            Parameter.choice("between", 1, 2, 3).onlyIf("x", 0.3),
            Parameter.choice("at_end", 1, 2).onlyIf("x", 1));
    assertThat(Grid.of(space, 3).size()).isEqualTo(BigInteger.valueOf(1 + 3 + 2));
    assertThat(all(Grid.of(space, 3))).doesNotHaveDuplicates().hasSize(6);
  }

  @Test
  void hugeGridsAreCountedAndReachedByArithmetic() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.integer("a", 1, 1L << 50),
            Parameter.integer("b", 1, 1L << 50).onlyIf("a", 77, 1_000),
            Parameter.integer("c", 1, 1L << 50));
    BigInteger huge = BigInteger.ONE.shiftLeft(50);
    BigInteger size = huge.subtract(BigInteger.TWO).add(huge).add(huge).multiply(huge);
    Grid grid = Grid.of(space, 1);
    assertThat(grid.size()).isEqualTo(size);
    assertThat(grid.at(size.subtract(BigInteger.ONE))).hasToString("a=" + huge + " c=" + huge);
    assertThat(grid.at(huge.multiply(BigInteger.valueOf(76)))).hasToString("a=77 b=1 c=1");
  }

  @Test
  void placesOutsideAreRefused() {
    Grid grid = Grid.of(SearchSpace.of(Parameter.integer("n", 1, 3)), 1);
    assertThatThrownBy(() -> grid.at(BigInteger.valueOf(3)))
        .isInstanceOf(IndexOutOfBoundsException.class)
        .hasMessage("index is 3, must be in [0, 3)");
    assertThatThrownBy(() -> Grid.of(SearchSpace.of(), 0)).hasMessage("points is 0, must be >= 1");
  }

  private static List<Configuration> all(Grid grid) {
    return LongStream.range(0, grid.size().longValueExact())
        .mapToObj(index -> grid.at(BigInteger.valueOf(index)))
        .toList();
  }
}

package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ParameterTest {

  @Test
  void stepsAreExactInDecimal() {
    Parameter.Real dropout = Parameter.real("dropout", 0, 0.6).step(0.05);
    assertThat(IntStream.range(0, 13).mapToObj(i -> dropout.value(i).toString()))
        .containsExactly(
            "0.0", "0.05", "0.1", "0.15", "0.2", "0.25", "0.3", "0.35", "0.4", "0.45", "0.5",
            "0.55", "0.6");
    assertThat(dropout.size()).contains(BigInteger.valueOf(13));
    assertThat(dropout.problem(new Value.Real(0.15))).isEmpty();
    assertThat(dropout.problem(new Value.Real(0.16)))
        .contains("must be 0.0 plus a multiple of 0.05");
  }

  @Test
  void theLastStepStaysInsideTheRange() {
    Parameter.Real real = Parameter.real("x", 0, 1).step(0.3);
    assertThat(real.at(1)).isEqualTo(new Value.Real(0.9));
    assertThat(real.problem(new Value.Real(1.0))).contains("must be 0.0 plus a multiple of 0.3");
  }

  @Test
  void aLogScaleGivesEachDecadeAnEqualShare() {
    Parameter.Real rate = Parameter.real("rate", 1e-5, 1e-1).log();
    for (int decade = 0; decade <= 4; decade++) {
      double number = ((Value.Real) rate.at(decade / 4.0)).number();
      assertThat(number).isCloseTo(Math.pow(10, decade - 5), within(1e-12));
    }
  }

  // On a log scale n owns [n - 1/2, n + 1/2), so 1 of 1 … 3 owns log 3 of log 7.
  @Test
  void theEndsOfALogIntegerHaveTheirFullShare() {
    Parameter.Int layers = Parameter.integer("layers", 1, 3).log();
    double first = Math.log(1.5 / 0.5) / Math.log(3.5 / 0.5);
    double second = Math.log(2.5 / 0.5) / Math.log(3.5 / 0.5);
    assertThat(layers.at(first - 1e-9)).isEqualTo(new Value.Int(1));
    assertThat(layers.at(first + 1e-9)).isEqualTo(new Value.Int(2));
    assertThat(layers.at(second - 1e-9)).isEqualTo(new Value.Int(2));
    assertThat(layers.at(second + 1e-9)).isEqualTo(new Value.Int(3));
    assertThat(layers.unit(new Value.Int(2))).isCloseTo((first + second) / 2, within(1e-12));
  }

  @Test
  void aLinearIntegerGivesEachValueAnEqualShare() {
    Parameter.Int layers = Parameter.integer("layers", -1, 2);
    assertThat(IntStream.range(0, 8).mapToObj(i -> layers.at(i / 8.0).toString()))
        .containsExactly("-1", "-1", "0", "0", "1", "1", "2", "2");
  }

  @Test
  void aWholeNumberIsAcceptedWhereARealIsMeant() {
    assertThat(Parameter.real("x", 0, 2).problem(new Value.Int(1))).isEmpty();
    assertThat(Parameter.integer("n", 0, 2).problem(new Value.Real(1)))
        .contains("must be a whole number");
  }

  @Test
  void valuesOutsideAreRefusedWithTheRule() {
    assertThat(Parameter.real("x", 0, 1).problem(new Value.Real(1.5)))
        .contains("must be in 0.0 … 1.0");
    assertThat(Parameter.real("x", 0, 1).problem(new Value.Text("a"))).contains("must be a number");
    assertThat(Parameter.integer("n", 0, 9).step(3).problem(new Value.Int(4)))
        .contains("must be 0 plus a multiple of 3");
    assertThat(Parameter.powerOfTwo("b", 2, 8).problem(new Value.Int(6)))
        .contains("must be a power of two in 2 … 8");
    assertThat(Parameter.choice("c", "a", "b").problem(new Value.Text("z")))
        .contains("must be one of [a, b]");
    assertThat(Parameter.constant("k", 3).problem(new Value.Int(4))).contains("must be 3");
  }

  @Test
  void valuesAreNumberedFromZeroToTheLast() {
    assertThatThrownBy(() -> Parameter.integer("n", 0, 9).value(10))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Parameter.choice("c", "a").value(1L << 32))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> Parameter.real("x", 0, 1).value(0))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("x is continuous, must be finite to number values");
  }

  @Test
  void aRangeNarrowerThanItsLogarithmsCanTellHasItsPlaceInTheMiddle() {
    double high = Math.nextUp(1e300);
    Parameter.Real narrow = Parameter.real("x", 1e300, high).log();
    assertThat(narrow.unit(new Value.Real(high))).isEqualTo(0.5);
    assertThat(narrow.problem(narrow.at(0.5))).isEmpty();
    assertThat(Parameter.real("x", 3, 3).unit(new Value.Real(3))).isEqualTo(0.5);
  }

  @Test
  void aPlaceThatIsNoNumberIsRefused() {
    assertThatThrownBy(() -> Parameter.real("x", 0, 1).at(Double.NaN))
        .hasMessage("unit is NaN, must be in [0, 1]");
  }

  @Test
  void rangesThatCannotBeAreRefusedByName() {
    refuses(() -> Parameter.real("x", 2, 1), "x: low is 2.0, must be <= high (1.0)");
    refuses(() -> Parameter.real("x", Double.NaN, 1), "x: low is NaN, must be finite");
    refuses(
        () -> Parameter.real("x", -1e308, 1e308),
        "x: high - low is Infinity, must be finite (-1.0E308 … 1.0E308)");
    refuses(() -> Parameter.real("x", 0, 1).log(), "x: low is 0.0, must be > 0 on a log scale");
    refuses(
        () -> Parameter.real("x", 0, 1).step(Double.POSITIVE_INFINITY),
        "x: step is Infinity, must be finite and >= 0");
    refuses(
        () -> Parameter.real("x", 0, 1).step(1e-300),
        "x: step is 1.0E-300, must be >= 4.440892098500626E-16 in 0.0 … 1.0");
    refuses(
        () -> Parameter.real("x", 0, 1).step(5e-16),
        "x: has 2000000000000001 values, must have at most 2^50");
    refuses(
        () -> Parameter.real("x", 1, 2).log().step(0.1),
        "x: step is 0.1, must be 0 on a log scale");
    refuses(() -> Parameter.integer("n", 0, 9).log(), "n: low is 0, must be >= 1 on a log scale");
    refuses(
        () -> Parameter.integer("n", Long.MIN_VALUE, 0),
        "n: low is -9223372036854775808, must be >= -2^53");
    refuses(
        () -> Parameter.integer("n", 1, 1L << 41).log(),
        "n: high is 2199023255552, must be <= 2^40 on a log scale");
    refuses(() -> Parameter.integer("n", 0, 9).step(0), "n: step is 0, must be >= 1");
    refuses(() -> Parameter.powerOfTwo("b", 3, 8), "b: low is 3, must be a power of two");
    refuses(() -> Parameter.choice("c"), "c: has no option, must have at least one");
    refuses(
        () -> Parameter.choice("c", "a", "a"),
        "c: options are [a, a], must differ from each other");
    refuses(
        () -> Parameter.constant("a b", 1),
        "parameter: name is 'a b', must be a letter or _, then up to 63 letters, digits, _ . or"
            + " -");
  }

  @Test
  void negativeZeroIsZero() {
    assertThat(Parameter.real("x", -0.0, 1)).isEqualTo(Parameter.real("x", 0.0, 1));
    assertThat(Parameter.real("x", -0.0, 1).at(0)).isEqualTo(new Value.Real(0));
  }

  private static void refuses(ThrowingCallable making, String message) {
    assertThatThrownBy(making).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }
}

package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchSpaceTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("rate", 0, 1),
          Parameter.constant("family", "mlp"),
          Parameter.integer("layers", 1, 3).onlyIf("family", "mlp"),
          Parameter.choice("optimizer", "adam", "sgd"),
          Parameter.real("momentum", 0, 1).onlyIf("optimizer", "sgd"));

  @Test
  void everythingWrongIsNamedAtOnce() {
    var given = new LinkedHashMap<String, Object>();
    given.put("rate", 2.0);
    given.put("optimizer", "adam");
    given.put("momentum", 0.5);
    given.put("color", "red");
    assertThat(SPACE.problems(Configuration.of(given)))
        .containsExactly(
            "rate is 2.0, must be in 0.0 … 1.0",
            "layers is missing, must be in 1 … 3",
            "momentum is 0.5, must be absent unless optimizer = sgd",
            "color is red, must name a parameter of this space");
    assertThatThrownBy(() -> SPACE.complete(Configuration.of(given)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rate is 2.0, must be in 0.0 … 1.0; layers is missing");
  }

  @Test
  void aNameGivenTwiceIsRefused() {
    Configuration given =
        Configuration.EMPTY.with("n", new Value.Int(1)).with("n", new Value.Int(2));
    assertThat(SearchSpace.of(Parameter.integer("n", 1, 3)).problems(given))
        .containsExactly("n = 2 is given again, must be given once");
  }

  @Test
  void constantsMayBeLeftOutEvenIfConditionsAreAboutThem() {
    Configuration given = Configuration.of(Map.of("layers", 2, "optimizer", "adam", "rate", 1));
    assertThat(SPACE.complete(given)).hasToString("rate=1.0 family=mlp layers=2 optimizer=adam");
  }

  @Test
  void aConditionMayNameARealValueByAWholeNumber() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("x", 0, 1).step(0.5), Parameter.integer("n", 1, 2).onlyIf("x", 1, 1.0));
    assertThat(space.at(new double[] {1, 0})).hasToString("x=1.0 n=1");
    assertThat(space.size()).contains(BigInteger.valueOf(4));
  }

  @Test
  void conditionsThatCannotHoldAreRefused() {
    assertThatThrownBy(() -> SearchSpace.of(Parameter.integer("n", 1, 2).onlyIf("x", 1)))
        .hasMessage("n: its condition names x, must name a parameter declared before it");
    assertThatThrownBy(() -> SearchSpace.of(Parameter.integer("n", 1, 2).onlyIf("n", 1)))
        .hasMessage("n: its condition names n, must name a parameter declared before it");
    assertThatThrownBy(
            () ->
                SearchSpace.of(
                    Parameter.choice("c", "a"), Parameter.integer("n", 1, 2).onlyIf("c", "b")))
        .hasMessage("n: its condition wants c = b, must be one of [a]");
    assertThatThrownBy(
            () -> SearchSpace.of(Parameter.integer("n", 1, 2), Parameter.integer("n", 1, 2)))
        .hasMessage("n is declared twice, must be declared once");
  }

  @Test
  void aPointOfAnotherDimensionIsRefused() {
    assertThatThrownBy(() -> SPACE.at(new double[3]))
        .hasMessage("unit has 3 coordinates, must have 4");
  }

  @Test
  void plainValuesAreReadAsTheyPrint() {
    assertThat(List.of(Value.of(0.1f), Value.of(new BigDecimal("0.5")), Value.of((short) 3)))
        .containsExactly(new Value.Real(0.1), new Value.Real(0.5), new Value.Int(3));
    assertThatThrownBy(() -> Value.of(BigInteger.ONE.shiftLeft(64)))
        .hasMessage("value is 18446744073709551616, must be a whole number of 64 bits");
    assertThatThrownBy(() -> Value.of(Double.NaN)).hasMessage("value is NaN, must be finite");
    assertThatThrownBy(() -> Value.of(List.of()))
        .hasMessageEndingWith("must be a number, text or boolean");
  }
}

package dev.rungs.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixingTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.integer("layers", 1, 4),
          Parameter.choice("optimizer", "adam", "sgd", "nesterov"),
          Parameter.real("momentum", 0, 1).step(0.5).onlyIf("optimizer", "sgd", "nesterov"),
          Parameter.integer("delay", 1, 3).onlyIf("momentum", 0.5, 1),
          Parameter.constant("epochs", 3));

  @Test
  void whatIsFixedDoesNotVaryAndWhatCannotTakePartIsGone() {
    assertThat(fix("optimizer", "adam").varying())
        .extracting(Parameter::name)
        .containsExactly("layers");
    assertThat(fix("optimizer", "adam").size()).contains(BigInteger.valueOf(4));
    assertThat(fix("optimizer", "sgd", "momentum", 0).size()).contains(BigInteger.valueOf(4));
    assertThat(fix("optimizer", "sgd", "momentum", 1).size()).contains(BigInteger.valueOf(12));
  }

  @Test
  void aConditionalParameterHasItsValueWheneverItTakesPart() {
    SearchSpace space = fix("momentum", 0.5);
    // 4 * (1 + 2 * 3)
    assertThat(space.size()).contains(BigInteger.valueOf(28));
    assertThat(space.at(new double[] {0, 0, 0})).hasToString("layers=1 optimizer=adam epochs=3");
    assertThat(space.at(new double[] {0, 0.5, 0}))
        .hasToString("layers=1 optimizer=sgd momentum=0.5 delay=1 epochs=3");
  }

  @Test
  void everyConfigurationIsOneOfTheWholeSpace() {
    SearchSpace space = fix("momentum", 1);
    Grid grid = Grid.of(space, 1);
    for (int i = 0; i < grid.size().intValueExact(); i++) {
      Configuration each = grid.at(BigInteger.valueOf(i));
      assertThat(SPACE.complete(each)).isEqualTo(each);
    }
  }

  @Test
  void constraintsStayAndMayLeaveNothing() {
    SearchSpace constrained = SPACE.where("layers * delay <= 4", "layers > 1");
    SearchSpace fixed = constrained.fix(Configuration.of(Map.of("optimizer", "adam")));
    assertThat(fixed.constraints()).hasToString("[layers > 1]");
    assertThatThrownBy(() -> constrained.fix(Configuration.of(Map.of("layers", 1))))
        .hasMessageContaining("no configuration satisfies all of");
  }

  @Test
  void whatCannotBeFixedIsNamedAtOnce() {
    assertThatThrownBy(
            () ->
                SPACE.fix(
                    Configuration.EMPTY
                        .with("layers", new Value.Int(9))
                        .with("optimizer", new Value.Text("adam"))
                        .with("momentum", new Value.Real(0.5))
                        .with("color", new Value.Text("red"))
                        .with("epochs", new Value.Int(4))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "layers is 9, must be in 1 … 4;"
                + " momentum is 0.5, must be absent unless optimizer in [sgd, nesterov];"
                + " epochs is 4, must be 3;"
                + " color is red, must name a parameter of this space");
  }

  private static SearchSpace fix(Object... namesAndValues) {
    Configuration values = Configuration.EMPTY;
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values = values.with((String) namesAndValues[i], Value.of(namesAndValues[i + 1]));
    }
    return SPACE.fix(values);
  }
}

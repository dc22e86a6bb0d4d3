package dev.rungs.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AxesTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("momentum", 0.1, 0.99),
          Parameter.real("rate", 1e-4, 0.1).log(),
          Parameter.real("dropout", 0, 0.5).step(0.1),
          Parameter.integer("layers", 1, 5),
          Parameter.integer("units", 64, 1024).log(),
          Parameter.integer("width", 10, 50).step(20),
          Parameter.powerOfTwo("batch", 8, 64),
          Parameter.choice("activation", "relu", "tanh", "elu"),
          Parameter.ordinal("size", 16, 32, 64, 512),
          Parameter.constant("epochs", 3));

  @Test
  void eachKindHasItsAxisAndConstantsHaveNone() {
    assertThat(new Axes(SPACE).words())
        .containsExactly(
            "real:0.1:0.99",
            "log:1.0E-4:0.1",
            "int:0:5",
            "int:1:5",
            "logint:64:1024",
            "int:0:2",
            "int:0:3",
            "choice:3",
            "int:0:3");
  }

  @Test
  void aConfigurationIsItsNumbersAndTheOtherWayRound() {
    var axes = new Axes(SPACE);
    var random = new SplittableRandom(5);
    for (int i = 0; i < 200; i++) {
      Configuration drawn = SPACE.at(random.doubles(9).toArray());
      assertThat(axes.configuration(axes.numbers(drawn))).isEqualTo(drawn);
    }
    assertThat(axes.numbers(axes.configuration(new double[] {0.5, 0.01, 3, 2, 100, 1, 3, 2, 0})))
        .containsExactly(0.5, 0.01, 3, 2, 100, 1, 3, 2, 0);
  }

  @Test
  void aParameterThatTakesPartOnlySometimesIsRefused() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.choice("optimizer", "sgd", "adam"),
            Parameter.real("momentum", 0, 1).onlyIf("optimizer", "sgd"));
    assertThatThrownBy(() -> new Axes(space))
        .hasMessage("momentum takes part if optimizer = sgd, must always for peers");
  }
}

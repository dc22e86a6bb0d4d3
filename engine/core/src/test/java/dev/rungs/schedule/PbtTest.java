package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PbtTest implements PopulationContract {

  @Override
  public Pbt population(int size, int interval, int max) {
    return Pbt.of(size, interval, max);
  }

  @Test
  void aNumberIsMultipliedAndKeptInItsRange() {
    Pbt never = new Pbt(4, 1, 9, 0.25, 0, 0.8, 1.2, List.of("lr"));
    Configuration source = SPACE.at(new double[] {0.5, 0.4, 0.5, 0.5, 0.5, 0, 0.3});
    var random = new SplittableRandom(1);
    var seen = new TreeSet<Double>();
    IntStream.range(0, 50)
        .forEach(i -> seen.add(never.explore(SPACE, source, 0, List.of(), random).real("lr")));
    double lr = source.real("lr");
    assertThat(seen).containsExactly(lr * 0.8, lr * 1.2);
    Configuration top = SPACE.at(new double[] {1, 0.4, 0.5, 0.5, 0.5, 0, 0.3});
    IntStream.range(0, 50)
        .forEach(
            i ->
                assertThat(never.explore(SPACE, top, 0, List.of(), random).real("lr"))
                    .isIn(0.8, 1.0));
  }

  @Test
  void whatHasStepsMovesByOneAtLeast() {
    var random = new SplittableRandom(3);
    var few = SearchSpace.of(Parameter.integer("n", 1, 3), Parameter.powerOfTwo("p", 1, 8));
    Pbt never = new Pbt(4, 1, 9, 0.25, 0, 0.8, 1.2, List.of("n", "p"));
    Configuration source = Configuration.of(Map.of("n", 2, "p", 4));
    for (int i = 0; i < 40; i++) {
      Configuration explored = never.explore(few, few.complete(source), 0, List.of(), random);
      assertThat(explored.integer("n")).isIn(1L, 3L);
      assertThat(explored.integer("p")).isIn(2L, 8L);
    }
  }

  @Test
  void aValueIsDrawnAnewAsOftenAsAsked() {
    Pbt always = new Pbt(4, 1, 9, 0.25, 1, 0.8, 1.2, List.of("decay"));
    var random = new SplittableRandom(9);
    Configuration source = SPACE.at(new double[] {0.5, 0.4, 0.5, 0.5, 0.5, 0, 0.3});
    double mean =
        IntStream.range(0, 4_000)
            .mapToDouble(i -> always.explore(SPACE, source, 0, List.of(), random).real("decay"))
            .average()
            .orElseThrow();
    assertThat(mean).isBetween(0.48, 0.52);
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new Pbt(4, 1, 9, 0.6, 0.25, 0.8, 1.2, List.of()))
        .hasMessage("quantile is 0.6, must be in (0, 0.5]");
    assertThatThrownBy(() -> new Pbt(4, 1, 9, 0.25, 0.25, 1.2, 1.2, List.of()))
        .hasMessage("shrink is 1.2, must be in (0, 1)");
  }
}

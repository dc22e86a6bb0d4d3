package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;

class CmaEsSamplerTest implements LearnerContract {

  @Override
  public Sampler sampler() {
    return CmaEsSampler.KIND.make(Configuration.EMPTY);
  }

  @Test
  void convergesOnAnEllipsoidFarFromTheMiddle() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("x", 0, 1), Parameter.real("y", 0, 1), Parameter.real("z", 0, 1));
    ListHistory history = search(space, 1_200, CmaEsSamplerTest::ellipsoid);
    assertThat(history.loss(history.best())).isLessThan(1e-9);
  }

  @Test
  void aMarginKeepsWholeNumbersMoving() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.integer("a", 0, 20),
            Parameter.integer("b", 0, 20),
            Parameter.real("x", 0, 1),
            Parameter.real("y", 0, 1));
    ListHistory history =
        search(
            space,
            600,
            tried ->
                Math.abs(tried.integer("a") - 3.0)
                    + Math.abs(tried.integer("b") - 17.0)
                    + ellipsoid(tried.with("z", tried.value("x").orElseThrow())));
    Configuration best = history.configuration(history.best());
    assertThat(best.integer("a")).isEqualTo(3);
    assertThat(best.integer("b")).isEqualTo(17);
  }

  @Test
  void aFullGenerationTeachesThoughSomeAreOpen() {
    var history = new ListHistory();
    SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
    for (int i = 0; i < 5; i++) {
      Configuration next = suggest(space, history);
      history.add(next, next.real("x"));
    }
    history.addPending(suggest(space, history));
    assertThat(reason(space, history)).isEqualTo("generation 2 of 6");
    assertThat(reason(space, search(space, 5, tried -> tried.real("x"))))
        .isEqualTo("generation 1 of 6");
  }

  @Test
  void restartsWithTwiceThePopulationWhenNothingImproves() {
    SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
    assertThat(reason(space, search(space, 300, tried -> 1.0)))
        .matches("generation \\d+ of (12|24), restart [12]");
  }

  @Test
  void aDecompositionGivesTheMatrixAgain() {
    double[][] matrix = {{4, 1, -2}, {1, 3, 0.5}, {-2, 0.5, 5}};
    Eigen eigen = Eigen.of(matrix);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 3; j++) {
        double sum = 0;
        for (int k = 0; k < 3; k++) {
          sum += eigen.vectors[i][k] * eigen.values[k] * eigen.vectors[j][k];
        }
        assertThat(sum).isCloseTo(matrix[i][j], within(1e-12));
      }
    }
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new CmaEsSampler(CmaEsSampler.Restarts.IPOP, 0))
        .hasMessage("step is 0.0, must be in (0, 1]");
    for (String restarts : List.of("ipop", "bipop")) {
      assertThat(CmaEsSampler.KIND.make(Configuration.of(Map.of("restarts", restarts))).restarts())
          .hasToString(restarts.toUpperCase(Locale.ROOT));
    }
  }

  private static double ellipsoid(Configuration tried) {
    double x = tried.real("x") - 0.9;
    double y = tried.real("y") - 0.2;
    double z = tried.real("z") - 0.6;
    return x * x + 30 * y * y + 1_000 * z * z;
  }

  private ListHistory search(SearchSpace space, int trials, ToDoubleFunction<Configuration> loss) {
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      Configuration next = suggest(space, history);
      history.add(next, loss.applyAsDouble(next));
    }
    return history;
  }

  private Configuration suggest(SearchSpace space, ListHistory history) {
    return sampler()
        .suggest(space, history, new Chance(11, history.next()))
        .orElseThrow()
        .configuration();
  }

  private String reason(SearchSpace space, ListHistory history) {
    return sampler().suggest(space, history, new Chance(11, history.next())).orElseThrow().reason();
  }
}

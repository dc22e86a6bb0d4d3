package dev.rungs.sample;

import static dev.rungs.sample.SamplerContract.suggestions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class LatinHypercubeSamplerTest implements SamplerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 1e-4, 1).log());

  @Override
  public Sampler sampler() {
    return new LatinHypercubeSampler(64);
  }

  @Test
  void everyHypercubeHasATrialInEachPartOfEachParameter() {
    List<Configuration> suggested =
        suggestions(new LatinHypercubeSampler(20), PLANE, new ListHistory(), 7, 60);
    for (int hypercube = 0; hypercube < 3; hypercube++) {
      var columns = new BitSet();
      var rows = new BitSet();
      for (Configuration each : suggested.subList(20 * hypercube, 20 * hypercube + 20)) {
        double[] unit = PLANE.unit(each);
        columns.set((int) (unit[0] * 20));
        rows.set((int) (unit[1] * 20));
      }
      assertThat(columns.cardinality()).isEqualTo(20);
      assertThat(rows.cardinality()).isEqualTo(20);
    }
  }

  @Test
  void valuesHaveEqualShares() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("x", 0, 1),
            Parameter.integer("layers", 1, 4),
            Parameter.choice("kind", "a", "b"));
    List<Configuration> suggested = suggestions(sampler(), space, new ListHistory(), 3, 64);
    for (int layers = 1; layers <= 4; layers++) {
      long wanted = layers;
      assertThat(suggested).filteredOn(each -> each.integer("layers") == wanted).hasSize(16);
    }
  }

  @Test
  void theHypercubesAndTheSeedsDiffer() {
    var sampler = new LatinHypercubeSampler(2);
    assertThat(point(sampler, 1, 0)).isNotEqualTo(point(sampler, 2, 0));
    assertThat(point(sampler, 1, 0)).isNotEqualTo(point(sampler, 1, 2));
  }

  @Test
  void aPointSaysWhichItIsAndGivesWayIfItIsTried() {
    Chance chance = new Chance(7, new TrialId(66));
    var history = new ListHistory();
    Suggestion point = sampler().suggest(PLANE, history, chance).orElseThrow();
    assertThat(point.reason()).isEqualTo("point 3 of 64 of Latin hypercube 2");
    history.add(point.configuration());
    Suggestion instead = sampler().suggest(PLANE, history, chance).orElseThrow();
    assertThat(instead.reason())
        .isEqualTo("random draw, point 3 of 64 of Latin hypercube 2 is tried already");
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new LatinHypercubeSampler(0))
        .hasMessage("points is 0, must be in [1, 10000]");
  }

  private static Configuration point(Sampler sampler, long seed, int trial) {
    return sampler
        .suggest(PLANE, new ListHistory(), new Chance(seed, new TrialId(trial)))
        .orElseThrow()
        .configuration();
  }
}

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
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SobolSamplerTest implements SamplerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 1e-4, 1).log());

  @Override
  public Sampler sampler() {
    return new SobolSampler();
  }

  @Test
  void everyJvmDrawsTheSame() {
    assertThat(suggestions(sampler(), MIXED, new ListHistory(), 42, 3))
        .extracting(Configuration::toString)
        .containsExactly(
            "rate=0.003908621479532234 optimizer=sgd momentum=0.3"
                + " batch=32 hidden=2 size=large epochs=3",
            "rate=1.841940740886674E-4 optimizer=adam batch=64 hidden=4 size=small epochs=3",
            "rate=0.04321785490955237 optimizer=adam batch=16 hidden=3 size=small epochs=3");
  }

  @Test
  void sixtyFourTrialsHaveOneInEachSixtyFourthOfEachParameter() {
    List<Configuration> suggested = suggestions(sampler(), PLANE, new ListHistory(), 7, 64);
    var columns = new BitSet();
    var rows = new BitSet();
    for (Configuration each : suggested) {
      double[] unit = PLANE.unit(each);
      columns.set((int) (unit[0] * 64));
      rows.set((int) (unit[1] * 64));
    }
    assertThat(columns.cardinality()).isEqualTo(64);
    assertThat(rows.cardinality()).isEqualTo(64);
  }

  @Test
  void aPointDependsOnSeedAndTrialAlone() {
    var busy = new ListHistory();
    suggestions(new RandomSampler(), PLANE, busy, 3, 17);
    Chance chance = new Chance(7, new TrialId(17));
    assertThat(sampler().suggest(PLANE, busy, chance))
        .isEqualTo(sampler().suggest(PLANE, new ListHistory(), chance))
        .isNotEqualTo(sampler().suggest(PLANE, new ListHistory(), new Chance(8, new TrialId(17))));
  }

  @Test
  void aPointThatIsTriedAlreadyGivesWayToADraw() {
    var history = new ListHistory();
    Chance chance = new Chance(7, new TrialId(0));
    history.add(sampler().suggest(PLANE, history, chance).orElseThrow().configuration());
    Suggestion instead = sampler().suggest(PLANE, history, chance).orElseThrow();
    assertThat(history.contains(instead.configuration())).isFalse();
    assertThat(instead.reason()).isEqualTo("random draw, Sobol point 1 is tried already");
  }

  @Test
  void moreDimensionsThanThereAreNumbersForAreRefused() {
    assertThat(suggestions(sampler(), cube(128), new ListHistory(), 7, 5)).hasSize(5);
    assertThatThrownBy(() -> sampler().check(cube(129)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("space has 129 varying parameters, must have at most 128 for sobol");
  }

  private static SearchSpace cube(int dimensions) {
    return SearchSpace.of(
        IntStream.range(0, dimensions)
            .mapToObj(i -> Parameter.real("x" + i, 0, 1))
            .toArray(Parameter[]::new));
  }
}

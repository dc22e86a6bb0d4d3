package dev.rungs.sample;

import static dev.rungs.sample.SamplerContract.suggestions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

class RandomSamplerTest implements SamplerContract {

  private static final int DRAWS = 10_000;

  @Override
  public Sampler sampler() {
    return new RandomSampler();
  }

  @Test
  void everyJvmDrawsTheSame() {
    assertThat(suggestions(sampler(), MIXED, new ListHistory(), 42, 3))
        .extracting(Configuration::toString)
        .containsExactly(
            "rate=6.656247543720836E-4 optimizer=adam batch=16 hidden=9 size=large epochs=3",
            "rate=0.00154318624950847 optimizer=sgd momentum=0.3"
                + " batch=64 hidden=2 size=large epochs=3",
            "rate=0.04857123958447564 optimizer=adam batch=16 hidden=3 size=small epochs=3");
  }

  @Test
  void eachDecadeOfALogScaleIsEquallyLikely() {
    SearchSpace space = SearchSpace.of(Parameter.real("rate", 1e-5, 1e-1).log());
    List<Configuration> drawn = suggestions(sampler(), space, new ListHistory(), 7, DRAWS);
    for (double low : new double[] {1e-5, 1e-4, 1e-3, 1e-2}) {
      assertShare(drawn, each -> each.real("rate") >= low && each.real("rate") < 10 * low, 0.25);
    }
  }

  @Test
  void aConditionalParameterIsPresentAsOftenAsItsCondition() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("rate", 0, 1),
            Parameter.choice("optimizer", "adam", "sgd", "rmsprop"),
            Parameter.real("momentum", 0, 1).onlyIf("optimizer", "sgd", "rmsprop"));
    List<Configuration> drawn = suggestions(sampler(), space, new ListHistory(), 7, DRAWS);
    assertShare(drawn, each -> each.has("momentum"), 2.0 / 3);
    assertShare(drawn, each -> each.text("optimizer").equals("sgd"), 1.0 / 3);
    assertShare(drawn, each -> each.has("momentum") && each.real("momentum") < 0.5, 1.0 / 3);
  }

  @Test
  void aContinuousRangeBehindAUsedUpChoiceIsFound() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.integer("gate", 1, 2_000),
            Parameter.real("rate", 0, 1).onlyIf("gate", 2_000));
    var history = new ListHistory();
    for (int gate = 1; gate < 2_000; gate++) {
      history.add(space.complete(Configuration.of(Map.of("gate", gate))));
    }
    assertThat(suggestions(sampler(), space, history, 7, 50))
        .hasSize(50)
        .doesNotHaveDuplicates()
        .allMatch(each -> each.has("rate"));
  }

  @Test
  void anotherSeedDrawsOtherwise() {
    assertThat(suggestions(sampler(), MIXED, new ListHistory(), 1, 5))
        .doesNotContainAnyElementsOf(suggestions(sampler(), MIXED, new ListHistory(), 2, 5));
  }

  /** Six standard errors of a share p of n independent draws: 6 * sqrt(p (1 - p) / n). */
  private static void assertShare(
      List<Configuration> drawn, Predicate<Configuration> holds, double share) {
    double tolerance = 6 * Math.sqrt(share * (1 - share) / drawn.size());
    double seen = (double) drawn.stream().filter(holds).count() / drawn.size();
    assertThat(seen).isCloseTo(share, within(tolerance));
  }
}

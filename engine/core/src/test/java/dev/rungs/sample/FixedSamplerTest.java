package dev.rungs.sample;

import static dev.rungs.sample.SamplerContract.suggestions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FixedSamplerTest {

  private static final Configuration SGD = Configuration.of(Map.of("optimizer", "sgd"));

  @Test
  void everySamplerSearchesWhatIsLeftAndNothingElse() {
    for (Kind<? extends Sampler> kind : Samplers.ALL) {
      var sampler = new FixedSampler(kind.make(Configuration.EMPTY), SGD);
      List<Configuration> suggested =
          suggestions(sampler, SamplerContract.FINITE, new ListHistory(), 3, 100);
      // 3 * (2 + 2 * 2)
      assertThat(suggested)
          .as(kind.name())
          .doesNotHaveDuplicates()
          .hasSize(18)
          .allMatch(each -> each.text("optimizer").equals("sgd"))
          .allMatch(each -> SamplerContract.FINITE.problems(each).isEmpty());
      assertThat(sampler.configurations(SamplerContract.FINITE)).contains(BigInteger.valueOf(18));
    }
  }

  @Test
  void learnsFromTrialsOfOtherValues() {
    var history = new ListHistory();
    List<Configuration> drawn =
        suggestions(new RandomSampler(), SamplerContract.MIXED, new ListHistory(), 3, 40);
    drawn.forEach(each -> history.add(each, LearnerContract.loss(each)));
    var sampler = new FixedSampler(TpeSampler.KIND.make(Configuration.EMPTY), SGD);
    assertThat(sampler.suggest(SamplerContract.MIXED, history, new Chance(1, history.next())))
        .hasValueSatisfying(
            next -> {
              assertThat(next.reason())
                  .isEqualTo("densest in good trials: 6 of 40; fixed optimizer=sgd");
              assertThat(SamplerContract.MIXED.problems(next.configuration())).isEmpty();
            });
  }

  @Test
  void refusesWhatTheSpaceDoesNotHave() {
    var sampler = new FixedSampler(new RandomSampler(), Configuration.of(Map.of("optimizer", "x")));
    assertThatThrownBy(() -> sampler.check(SamplerContract.FINITE))
        .hasMessage("optimizer is x, must be one of [adam, sgd]");
    assertThatThrownBy(() -> new FixedSampler(new RandomSampler(), Configuration.EMPTY))
        .hasMessage("fix is empty, must name at least one parameter");
  }

  @Test
  void theSameTrialIsGivenTheSame() {
    var sampler = new FixedSampler(new SobolSampler(), SGD);
    var chance = new Chance(7, new TrialId(3));
    assertThat(sampler.suggest(SamplerContract.MIXED, new ListHistory(), chance))
        .isEqualTo(sampler.suggest(SamplerContract.MIXED, new ListHistory(), chance))
        .isPresent();
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BohbSamplerTest implements LearnerContract {

  private static final SearchSpace LINE = SearchSpace.of(Parameter.real("x", 0, 1));

  @Override
  public Sampler sampler() {
    return BohbSampler.KIND.make(Configuration.EMPTY);
  }

  /** One parameter: the model takes 2 + 2 results. */
  @Test
  void learnsFromTheHighestEpochWithEnoughResults() {
    var history = new ListHistory();
    for (int i = 0; i < 20; i++) {
      history.add(at(i / 20.0), i);
      history.levels().add(new TrialId(i), 1, i);
    }
    assertThat(reason(history)).isEqualTo("densest in good trials: 3 of 20");
    for (int i = 0; i < 3; i++) {
      history.levels().add(new TrialId(i), 3, -i);
    }
    assertThat(reason(history)).isEqualTo("densest in good trials: 3 of 20 at epoch 1");
    history.levels().add(new TrialId(3), 3, 9);
    assertThat(reason(history)).isEqualTo("densest in good trials: 2 of 4 at epoch 3");
  }

  /** At epoch 1 low x is best, at epoch 9 high x: which one it learns is seen by where it draws. */
  @ParameterizedTest
  @ValueSource(strings = {"bohb", "tpe", "gp"})
  void whatFewEpochsSayIsForgottenWhenMoreEpochsSayOtherwise(String name) {
    Sampler sampler =
        Samplers.ALL.stream()
            .filter(kind -> kind.name().equals(name))
            .findFirst()
            .orElseThrow()
            .make(Configuration.EMPTY);
    var history = new ListHistory();
    for (int i = 0; i < 40; i++) {
      double x = (i + 0.5) / 40;
      history.add(at(x), -10);
      history.levels().add(new TrialId(i), 1, x);
    }
    assertThat(meanDraw(sampler, history)).isLessThan(0.5);
    for (int i = 0; i < 40; i++) {
      history.levels().add(new TrialId(i), 9, -i);
    }
    assertThat(meanDraw(sampler, history)).isGreaterThan(0.5);
  }

  @Test
  void aThirdIsDrawnAtRandom() {
    var history = new ListHistory();
    for (int i = 0; i < 30; i++) {
      history.add(at(i / 30.0), i);
    }
    long random = 0;
    for (int seed = 0; seed < 900; seed++) {
      Suggestion next =
          sampler().suggest(LINE, history, new Chance(seed, history.next())).orElseThrow();
      random += next.reason().startsWith("random") ? 1 : 0;
    }
    // 300 expected, 14 standard error.
    assertThat(random).isBetween(300L - 6 * 14, 300L + 6 * 14);
  }

  @Test
  void trialsLeftAtALowerRungAreNoPartOfWhatIsLearnt() {
    var history = new ListHistory();
    for (int i = 0; i < 6; i++) {
      history.add(at(i / 6.0), i);
      history.levels().add(new TrialId(i), 1, i);
    }
    history.addPending(at(0.9));
    history.add(at(0.95));
    for (int i = 4; i >= 1; i--) {
      history.levels().add(new TrialId(i), 3, i);
    }
    History level = AtEpoch.best(history, 4);
    assertThat(level.size()).isEqualTo(6);
    assertThat(level.configuration(new TrialId(0))).isEqualTo(at(4 / 6.0));
    assertThat(level.loss(new TrialId(0))).isEqualTo(4);
    assertThat(level.pending(new TrialId(4))).isTrue();
    assertThat(Losses.of(level).failed(5)).isTrue();
    assertThat(level.contains(at(5 / 6.0))).isTrue();
    assertThat(AtEpoch.best(history, 5).size()).isEqualTo(8);
  }

  @Test
  void refusesSettingsByName() {
    assertThatThrownBy(() -> new BohbSampler(1, 64, 0.15, 3))
        .hasMessage("random is 1.0, must be in [0, 1)");
    assertThatThrownBy(() -> new BohbSampler(0, 0, 0.15, 3))
        .hasMessage("candidates is 0, must be >= 1");
    assertThatThrownBy(() -> new BohbSampler(0, 64, 1, 3))
        .hasMessage("good is 1.0, must be in (0, 1)");
    assertThatThrownBy(() -> new BohbSampler(0, 64, 0.15, 0.5))
        .hasMessage("widening is 0.5, must be >= 1");
  }

  private static double meanDraw(Sampler sampler, History history) {
    double sum = 0;
    for (int seed = 0; seed < 60; seed++) {
      sum +=
          sampler
              .suggest(LINE, history, new Chance(seed, new TrialId(history.size())))
              .orElseThrow()
              .configuration()
              .real("x");
    }
    return sum / 60;
  }

  private static String reason(History history) {
    Sampler sampler = new BohbSampler(0, 64, 0.15, 3);
    return sampler
        .suggest(LINE, history, new Chance(1, new TrialId(history.size())))
        .orElseThrow()
        .reason();
  }

  private static Configuration at(double x) {
    return LINE.complete(Configuration.of(Map.of("x", x)));
  }
}

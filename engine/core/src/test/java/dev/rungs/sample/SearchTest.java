package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SearchTest {

  private static final SearchSpace SPACE =
      SearchSpace.of(Parameter.integer("x", 0, 3), Parameter.constant("c", 1));

  @Test
  void asksUntilTheSpaceIsUsedUpAndKnowsTheBest() {
    var search = new Search(SPACE, new GridSampler(2), 1);
    assertThat(search.best()).isEmpty();
    for (int i = 0; i < 4; i++) {
      TrialId trial = search.ask().orElseThrow();
      double x = search.configuration(trial).real("x");
      search.tell(trial, x == 1 ? Double.NaN : Math.abs(x - 2));
    }
    assertThat(search.ask()).isEmpty();
    assertThat(search.best()).contains(new TrialId(2));
    assertThat(search.loss(new TrialId(1))).isNaN();
  }

  @Test
  void knowsTheFrontOfSeveralLossesAmongThoseThatKeepWhatIsRequired() {
    var search = new Search(SPACE, new GridSampler(2), 1, 2);
    Score[] scores = {Score.of(1, 3), Score.of(3, 1), Score.of(3, 3), Score.of(0, 0).beyond(0.5)};
    for (Score score : scores) {
      search.tell(search.ask().orElseThrow(), score);
    }
    assertThat(search.front()).containsExactly(new TrialId(0), new TrialId(1));
    assertThat(search.best()).contains(new TrialId(0));
    assertThat(search.score(new TrialId(3)).violation()).isEqualTo(0.5);
  }

  @Test
  void refusesAnotherNumberOfLosses() {
    var search = new Search(SPACE, new RandomSampler(), 1, 2);
    TrialId trial = search.ask().orElseThrow();
    assertThatThrownBy(() -> search.tell(trial, 1))
        .hasMessage("losses are [1.0], must be as many as objectives: 2");
    search.tell(trial, 1, Double.NaN);
    assertThat(search.front()).as("a loss is missing").isEmpty();
    assertThatThrownBy(() -> new Search(SPACE, new RandomSampler(), 1, 5))
        .hasMessage("objectives is 5, must be in [1, 4]");
  }

  @Test
  void openTrialsAreToldInAnyOrderAndOnce() {
    var search = new Search(SPACE, new RandomSampler(), 1);
    TrialId first = search.ask().orElseThrow();
    TrialId second = search.ask().orElseThrow();
    search.tell(second, 2);
    assertThat(search.pending(first)).isTrue();
    assertThat(search.pending(second)).isFalse();
    assertThatThrownBy(() -> search.tell(second, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("trial is t001, must be open: one of [t000]");
  }

  @Test
  void whatAnOpenTrialHasSoFarIsKnownByItsEpoch() {
    var search = new Search(SPACE, new RandomSampler(), 1);
    TrialId trial = search.ask().orElseThrow();
    search.report(trial, 1, 5);
    search.report(trial, 3, 7);
    search.report(trial, 9, Double.NaN);
    assertThat(search.loss(trial)).isEqualTo(5);
    assertThat(search.pending(trial)).isTrue();
    assertThat(search.levels().epochs()).containsExactly(3, 1);
    assertThat(search.levels().score(trial, 3).loss()).isEqualTo(7);
    search.tell(trial, 6);
    assertThat(search.loss(trial)).isEqualTo(6);
    assertThatThrownBy(() -> search.report(trial, 27, 1))
        .hasMessage("trial is t000, must be open: one of []");
  }

  @Test
  void whatAnotherSearchFoundIsLearntAndNotAskedFor() {
    var search = new Search(SPACE, new RandomSampler(), 1);
    for (int x = 0; x < 3; x++) {
      search.learn(Configuration.of(Map.of("x", x)), x);
    }
    assertThat(search.best()).contains(new TrialId(0));
    assertThat(search.ask().map(trial -> search.configuration(trial).integer("x"))).contains(3L);
    assertThatThrownBy(() -> search.learn(Configuration.of(Map.of("x", 7)), 0))
        .hasMessage("x is 7, must be in 0 … 3");
    assertThat(search.size()).isEqualTo(4);
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import org.junit.jupiter.api.Test;

class NarrowingSamplerTest implements LearnerContract {

  private static final SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("rate", 1e-4, 1).log(),
          Parameter.integer("layers", 1, 10),
          Parameter.choice("optimizer", "adam", "sgd", "adagrad"),
          Parameter.real("momentum", 0, 1).onlyIf("optimizer", "sgd"));

  @Override
  public Sampler sampler() {
    return new NarrowingSampler(25, 4, 0.25);
  }

  /** Four rounds. */
  @Override
  public int trials() {
    return 100;
  }

  @Test
  void theSecondRoundIsAroundTheBestOfTheFirst() {
    ListHistory history = firstRound();
    for (int seed = 0; seed < 200; seed++) {
      Suggestion next = suggest(history, seed);
      // 0.4 … 0.6 of the scale, half of that more at each end; two layers, and no more between.
      assertThat(next.reason())
          .isEqualTo(
              "round 2 of 4: rate 0.00158 … 0.0631, layers 2 … 8, optimizer adam | adagrad,"
                  + " momentum as it was");
      assertThat(next.configuration().real("rate")).isBetween(0.00158, 0.0631);
      assertThat(next.configuration().integer("layers")).isBetween(2L, 8L);
      assertThat(next.configuration().text("optimizer")).isNotEqualTo("sgd");
    }
  }

  @Test
  void aRoundGoesOnWhileItsTrialsAreOpen() {
    ListHistory history = firstRound();
    Configuration open = history.configuration(new TrialId(11));
    var waiting = new ListHistory();
    for (int i = 0; i < 11; i++) {
      waiting.add(history.configuration(new TrialId(i)), history.loss(new TrialId(i)));
    }
    waiting.addPending(open);
    waiting.addPending(SPACE.at(new double[] {0.9, 0.9, 0.9, 0.9}));
    assertThat(suggest(waiting, 1).reason()).isEqualTo("round 1 of 4, random draw");
    waiting.end(new TrialId(11), 30);
    assertThat(suggest(waiting, 1).reason()).startsWith("round 2 of 4: rate 0.00158 … 0.0631");
  }

  @Test
  void theLastRoundNeverEndsAndFailuresAreNotKept() {
    ListHistory history = firstRound();
    for (int i = 0; i < 100; i++) {
      history.add(suggest(history, i).configuration(), Double.NaN);
    }
    assertThat(suggest(history, 7).reason()).startsWith("round 4 of 4: rate 0.00158 … 0.0631");
  }

  @Test
  void ifNothingSucceededTheRangesStayWhole() {
    var history = new ListHistory();
    for (int i = 0; i < 12; i++) {
      history.add(suggest(history, i).configuration());
    }
    assertThat(suggest(history, 7).reason()).isEqualTo("round 2 of 4, random draw");
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new NarrowingSampler(1, 4, 0.25))
        .hasMessage("draws is 1, must be >= 2");
    assertThatThrownBy(() -> new NarrowingSampler(25, 0, 0.25))
        .hasMessage("rounds is 0, must be >= 1");
    assertThatThrownBy(() -> new NarrowingSampler(25, 4, 0))
        .hasMessage("keep is 0.0, must be in (0, 1]");
  }

  /** Twelve trials, of which the best three span 0.4 … 0.6 of the rate and 4 … 6 layers. */
  private static ListHistory firstRound() {
    var history = new ListHistory();
    history.add(SPACE.at(new double[] {0.4, 0.35, 0.1, 0}), 1);
    history.add(SPACE.at(new double[] {0.6, 0.55, 0.9, 0}), 2);
    history.add(SPACE.at(new double[] {0.5, 0.45, 0.9, 0}), 3);
    for (int i = 0; i < 9; i++) {
      history.add(SPACE.at(new double[] {i / 9.0, i / 9.0, 0.5, i / 9.0}), 10 + i);
    }
    return history;
  }

  private static Suggestion suggest(ListHistory history, int seed) {
    return new NarrowingSampler(12, 4, 0.25)
        .suggest(SPACE, history, new Chance(seed, history.next()))
        .orElseThrow();
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import org.junit.jupiter.api.Test;

/** What every sampler keeps that learns from losses. */
interface LearnerContract extends SamplerContract {

  /** How many trials it may take to be ahead of random draws. */
  default int trials() {
    return 60;
  }

  /** Lowest at rate 1e-3 and hidden 6, better with adam, else with momentum 0.6. */
  static double loss(Configuration tried) {
    double rate = Math.log10(tried.real("rate")) + 3;
    double hidden = (tried.integer("hidden") - 6) / 4.0;
    double momentum = tried.has("momentum") ? 0.5 + Math.abs(tried.real("momentum") - 0.6) : 0;
    return rate * rate + hidden * hidden + momentum;
  }

  @Test
  default void findsLowLossesSoonerThanRandomDraws() {
    int wins = 0;
    for (long seed = 0; seed < 20; seed++) {
      wins += best(sampler(), seed, trials()) < best(new RandomSampler(), seed, trials()) ? 1 : 0;
    }
    // As good as random, it would win 16 of 20 in one of 170 such tests.
    assertThat(wins).isGreaterThanOrEqualTo(16);
  }

  @Test
  default void anEmptyMemoryChangesNoSuggestion() {
    ListHistory history = search(sampler(), 7, 30);
    var forgetful = new ListHistory();
    for (int i = 0; i < history.size(); i++) {
      forgetful.add(history.configuration(new TrialId(i)), history.loss(new TrialId(i)));
    }
    Chance chance = new Chance(7, history.next());
    assertThat(sampler().suggest(MIXED, forgetful, chance))
        .isEqualTo(sampler().suggest(MIXED, history, chance));
  }

  @Test
  default void learnsOnASpaceThatIsUsedUp() {
    SearchSpace space = FINITE;
    var history = new ListHistory();
    for (int i = 0; i < 21; i++) {
      Configuration next =
          sampler()
              .suggest(space, history, new Chance(3, history.next()))
              .orElseThrow()
              .configuration();
      assertThat(history.contains(next)).isFalse();
      history.add(next, next.real("layers"));
    }
    assertThat(sampler().suggest(space, history, new Chance(3, history.next()))).isEmpty();
  }

  private static double best(Sampler sampler, long seed, int trials) {
    ListHistory history = search(sampler, seed, trials);
    double best = Double.POSITIVE_INFINITY;
    for (int i = 0; i < history.size(); i++) {
      best = Math.min(best, history.loss(new TrialId(i)));
    }
    return best;
  }

  private static ListHistory search(Sampler sampler, long seed, int trials) {
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      Configuration next =
          sampler
              .suggest(MIXED, history, new Chance(seed, history.next()))
              .orElseThrow()
              .configuration();
      history.add(next, loss(next));
    }
    return history;
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** What every sampler keeps; a sampler's test implements this and adds its own cases. */
public interface SamplerContract {

  /** Every kind of parameter, a chain of conditions and a continuous range. */
  SearchSpace MIXED =
      SearchSpace.of(
          Parameter.real("rate", 1e-5, 1e-1).log(),
          Parameter.choice("optimizer", "adam", "sgd"),
          Parameter.real("momentum", 0, 0.9).step(0.3).onlyIf("optimizer", "sgd"),
          Parameter.choice("nesterov", true, false).onlyIf("momentum", 0.6, 0.9),
          Parameter.powerOfTwo("batch", 16, 64),
          Parameter.integer("hidden", 2, 9).log(),
          Parameter.ordinal("size", "small", "large"),
          Parameter.constant("epochs", 3));

  /** 3 * (1 + 2 + 2 * 2) = 21 configurations of 36 combinations. */
  SearchSpace FINITE =
      SearchSpace.of(
          Parameter.integer("layers", 1, 3),
          Parameter.choice("optimizer", "adam", "sgd"),
          Parameter.integer("warmup", 0, 3).step(1).onlyIf("optimizer", "sgd"),
          Parameter.choice("nesterov", true, false).onlyIf("warmup", 2, 3));

  /** The sampler under test. */
  Sampler sampler();

  @Test
  default void everySuggestionIsACompleteConfigurationOfTheSpace() {
    for (Configuration each : suggestions(sampler(), MIXED, new ListHistory(), 7, 200)) {
      assertThat(MIXED.problems(each)).isEmpty();
      assertThat(MIXED.complete(each)).isEqualTo(each);
    }
  }

  @Test
  default void theSameArgumentsGiveTheSameSuggestions() {
    assertThat(suggestions(sampler(), MIXED, new ListHistory(), 7, 50))
        .isEqualTo(suggestions(sampler(), MIXED, new ListHistory(), 7, 50))
        .isNotEmpty();
  }

  @Test
  default void everyConfigurationOfAFiniteSpaceIsSuggestedOnceAndThenNone() {
    for (long seed = 0; seed < 20; seed++) {
      assertThat(suggestions(sampler(), FINITE, new ListHistory(), seed, 100))
          .doesNotHaveDuplicates()
          .hasSize(FINITE.size().orElseThrow().intValueExact());
    }
  }

  @Test
  default void whatWasGivenByHandIsNotSuggestedAgain() {
    var history = new ListHistory();
    history.add(FINITE.complete(Configuration.of(Map.of("layers", 3, "optimizer", "adam"))));
    history.add(FINITE.complete(Configuration.of(Map.of("layers", 1, "optimizer", "adam"))));
    // Nothing keeps a user from giving the same twice.
    history.add(history.configuration(new TrialId(0)));
    List<Configuration> suggested = suggestions(sampler(), FINITE, history, 7, 100);
    assertThat(suggested).doesNotHaveDuplicates().hasSize(19);
    assertThat(history.size()).isEqualTo(22);
  }

  @Test
  default void aSpaceWithASinglePointIsSuggestedOnce() {
    SearchSpace single =
        SearchSpace.of(
            Parameter.real("rate", 0.1, 0.1).log(),
            Parameter.real("dropout", 0.5, 0.5),
            Parameter.real("decay", 0, 0).step(0.1),
            Parameter.integer("layers", 2, 2),
            Parameter.integer("hidden", 64, 64).log(),
            Parameter.powerOfTwo("batch", 32, 32),
            Parameter.choice("optimizer", "adam"));
    assertThat(suggestions(sampler(), single, new ListHistory(), 7, 3))
        .hasToString("[rate=0.1 dropout=0.5 decay=0.0 layers=2 hidden=64 batch=32 optimizer=adam]");
  }

  @Test
  default void aSpaceOfConstantsIsSuggestedOnce() {
    SearchSpace constants = SearchSpace.of(Parameter.constant("rate", 0.1));
    assertThat(suggestions(sampler(), constants, new ListHistory(), 7, 3))
        .hasToString("[rate=0.1]");
    assertThat(suggestions(sampler(), SearchSpace.of(), new ListHistory(), 7, 3))
        .containsExactly(Configuration.EMPTY);
  }

  @Test
  default void openAndFailedTrialsHinderNothing() {
    for (int failing = 1; failing <= 3; failing++) {
      var luck = new SplittableRandom(failing);
      var history = new ListHistory();
      for (int i = 0; i < 50; i++) {
        Suggestion next =
            sampler().suggest(MIXED, history, new Chance(failing, history.next())).orElseThrow();
        assertThat(history.contains(next.configuration())).isFalse();
        history.addPending(next.configuration());
        if (i >= 8) {
          boolean fails = luck.nextInt(3) < failing;
          history.end(new TrialId(i - 8), fails ? Double.NaN : luck.nextDouble());
        }
      }
    }
  }

  @Test
  default void everySuggestionKeepsTheConstraints() {
    SearchSpace space =
        MIXED.where("hidden * batch <= 128", "rate * batch < 0.05", "momentum + rate > 0.31");
    var history = new ListHistory();
    var luck = new SplittableRandom(5);
    for (int i = 0; i < 40; i++) {
      Suggestion next =
          sampler().suggest(space, history, new Chance(5, history.next())).orElseThrow();
      assertThat(space.problems(next.configuration())).isEmpty();
      history.add(next.configuration(), luck.nextDouble());
    }
  }

  @Test
  default void everythingThatKeepsTheConstraintsIsSuggestedOnceAndThenNone() {
    SearchSpace space = FINITE.where("layers * warmup != 2", "warmup < 3");
    for (long seed = 0; seed < 5; seed++) {
      assertThat(suggestions(sampler(), space, new ListHistory(), seed, 100))
          .doesNotHaveDuplicates()
          .hasSize(space.size().orElseThrow().intValueExact())
          .allMatch(space::allows);
    }
  }

  @Test
  default void askingTwiceChangesNoAnswer() {
    var history = new ListHistory();
    var luck = new SplittableRandom(5);
    for (int i = 0; i < 30; i++) {
      Chance chance = new Chance(5, history.next());
      Optional<Suggestion> first = sampler().suggest(MIXED, history, chance);
      assertThat(sampler().suggest(MIXED, history, chance)).isEqualTo(first);
      history.add(first.orElseThrow().configuration(), luck.nextDouble());
    }
  }

  /** Some losses are missing, some trials break what is required, some are open, some failed. */
  @Test
  default void severalObjectivesAndRequirementsHinderNothing() {
    for (int objectives = 1; objectives <= 4; objectives++) {
      var luck = new SplittableRandom(objectives);
      var history = new ListHistory();
      for (int i = 0; i < 60; i++) {
        Chance chance = new Chance(objectives, history.next());
        Suggestion next = sampler().suggest(MIXED, history, chance).orElseThrow();
        assertThat(history.contains(next.configuration())).isFalse();
        assertThat(MIXED.problems(next.configuration())).isEmpty();
        double[] losses = luck.doubles(objectives).toArray();
        losses[luck.nextInt(objectives)] = luck.nextInt(8) == 0 ? Double.NaN : 0.5;
        history.add(
            next.configuration(), Score.of(losses).beyond(Math.max(0, luck.nextDouble() - 0.7)));
      }
    }
  }

  @Test
  default void trialsOfWhichNoneKeepsWhatIsRequiredHinderNothing() {
    var history = new ListHistory();
    for (int i = 0; i < 40; i++) {
      Chance chance = new Chance(3, history.next());
      Suggestion next = sampler().suggest(MIXED, history, chance).orElseThrow();
      assertThat(history.contains(next.configuration())).isFalse();
      double by = i % 2 == 0 ? Double.POSITIVE_INFINITY : i;
      history.add(next.configuration(), Score.of(i, -i).beyond(by));
    }
  }

  @Test
  default void everySuggestionSaysWhy() {
    Chance chance = new Chance(7, new TrialId(0));
    assertThat(sampler().suggest(MIXED, new ListHistory(), chance))
        .hasValueSatisfying(suggestion -> assertThat(suggestion.reason()).isNotBlank());
  }

  /** Returns up to {@code limit} suggestions in a row, each added to the history. */
  static List<Configuration> suggestions(
      Sampler sampler, SearchSpace space, ListHistory history, long seed, int limit) {
    var suggested = new ArrayList<Configuration>();
    while (suggested.size() < limit) {
      Optional<Suggestion> next = sampler.suggest(space, history, new Chance(seed, history.next()));
      if (next.isEmpty()) {
        break;
      }
      suggested.add(next.get().configuration());
      history.add(next.get().configuration());
    }
    return suggested;
  }
}

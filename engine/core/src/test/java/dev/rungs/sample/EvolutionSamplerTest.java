package dev.rungs.sample;

import static dev.rungs.sample.EvolutionSampler.Survivors.BEST;
import static dev.rungs.sample.EvolutionSampler.Survivors.LATEST;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EvolutionSamplerTest implements LearnerContract {

  private static final SearchSpace PLAIN =
      SearchSpace.of(
          Parameter.real("x", 0, 1),
          Parameter.integer("n", 1, 100),
          Parameter.choice("c", "a", "b", "c", "d"));

  private static final Pattern TRIAL = Pattern.compile("t(\\d+)");

  @Override
  public Sampler sampler() {
    return new EvolutionSampler(10, 50, 3, 0.5, 0.1, BEST);
  }

  /** Fifty parents are many, so progress is slow. */
  @Override
  public int trials() {
    return 200;
  }

  @Test
  void failedAndOpenTrialsAreNeverParents() {
    ListHistory history = history(30);
    for (int i = 0; i < 10; i++) {
      history.end(new TrialId(3 * i), Double.NaN);
    }
    history.addPending(PLAIN.at(new double[] {0.5, 0.5, 0.5}));
    for (var survivors : EvolutionSampler.Survivors.values()) {
      assertThat(parents(new EvolutionSampler(10, 50, 1, 1, 0, survivors), history))
          .hasSizeGreaterThan(15)
          .allMatch(trial -> trial % 3 != 0);
    }
  }

  @Test
  void thePopulationIsTheBestOrTheLatest() {
    ListHistory history = history(30);
    assertThat(parents(new EvolutionSampler(10, 5, 1, 1, 0, BEST), history))
        .containsOnly(0, 1, 2, 3, 4);
    assertThat(parents(new EvolutionSampler(10, 5, 1, 1, 0, LATEST), history))
        .containsOnly(25, 26, 27, 28, 29);
  }

  @Test
  void theBestOfATournamentIsTheParent() {
    var sampler = new EvolutionSampler(10, 2, 3, 0, 0, BEST);
    ListHistory history = history(30);
    long best =
        IntStream.range(0, 1000).filter(i -> reason(sampler, history, i).contains("t000")).count();
    // Of three draws from two parents one at least is the best: 7/8, deviation sqrt(7/64/1000).
    assertThat(best / 1000.0).isCloseTo(0.875, within(6 * 0.0105));
  }

  @Test
  void withoutMutationAChildDiffersFromItsParentInOneParameter() {
    var sampler = new EvolutionSampler(10, 50, 3, 0, 0, BEST);
    ListHistory history = history(30);
    for (int seed = 0; seed < 200; seed++) {
      Suggestion next =
          sampler.suggest(PLAIN, history, new Chance(seed, history.next())).orElseThrow();
      int parent = numbers(next.reason()).get(0);
      Configuration from = history.configuration(new TrialId(parent));
      long changed =
          PLAIN.parameters().stream()
              .filter(
                  each -> !from.value(each.name()).equals(next.configuration().value(each.name())))
              .count();
      assertThat(changed).isEqualTo(1);
    }
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new EvolutionSampler(1, 50, 3, 0.5, 0.1, BEST))
        .hasMessage("startup is 1, must be >= 2");
    assertThatThrownBy(() -> new EvolutionSampler(10, 1, 3, 0.5, 0.1, BEST))
        .hasMessage("population is 1, must be >= 2");
    assertThatThrownBy(() -> new EvolutionSampler(10, 50, 0, 0.5, 0.1, BEST))
        .hasMessage("tournament is 0, must be >= 1");
    assertThatThrownBy(() -> new EvolutionSampler(10, 50, 3, 1.5, 0.1, BEST))
        .hasMessage("crossover is 1.5, must be in [0, 1]");
    assertThatThrownBy(() -> new EvolutionSampler(10, 50, 3, 0.5, Double.NaN, BEST))
        .hasMessage("mutation is NaN, must be in [0, 1]");
  }

  /** Trials whose loss is their number. */
  private static ListHistory history(int trials) {
    var random = new SplittableRandom(5);
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      history.add(PLAIN.at(random.doubles(3).toArray()), i);
    }
    return history;
  }

  private static List<Integer> parents(Sampler sampler, ListHistory history) {
    return IntStream.range(0, 200)
        .boxed()
        .flatMap(seed -> numbers(reason(sampler, history, seed)).stream())
        .distinct()
        .toList();
  }

  private static String reason(Sampler sampler, ListHistory history, int seed) {
    return sampler.suggest(PLAIN, history, new Chance(seed, history.next())).orElseThrow().reason();
  }

  private static List<Integer> numbers(String reason) {
    return TRIAL.matcher(reason).results().map(each -> Integer.valueOf(each.group(1))).toList();
  }
}

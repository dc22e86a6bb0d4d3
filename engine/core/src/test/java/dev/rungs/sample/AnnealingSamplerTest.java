package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AnnealingSamplerTest implements LearnerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.choice("c", "a", "b", "c", "d"));

  @Override
  public Sampler sampler() {
    return new AnnealingSampler(10, 2, 0.1);
  }

  @Test
  void theNeighbourhoodShrinksWithEveryResultAndStaysInside() {
    for (int results : new int[] {10, 90}) {
      double share = 1 / (1 + 0.1 * results);
      for (double centre : new double[] {0.5, 0.01}) {
        ListHistory history = history(results, centre);
        double[] drawn =
            suggestions(new AnnealingSampler(10, 1, 0.1), history).stream()
                .mapToDouble(each -> each.configuration().real("x"))
                .sorted()
                .toArray();
        double low = Math.max(0, centre - share / 2);
        // Of 1000 uniform draws the outermost is a hundredth off once in 23,000 times.
        assertThat(drawn[0]).isBetween(low, low + 0.01 * share);
        assertThat(drawn[drawn.length - 1]).isBetween(low + 0.99 * share, low + share);
      }
    }
  }

  @Test
  void aChoiceKeepsItsOptionButForThatShare() {
    ListHistory history = history(10, 0.5);
    long kept =
        suggestions(new AnnealingSampler(10, 1, 0.1), history).stream()
            .filter(each -> each.configuration().text("c").equals("a"))
            .count();
    // Half of the draws keep it, a quarter of the others draw it again: 5/8.
    assertThat(kept / 1000.0).isCloseTo(0.625, within(6 * 0.0153));
  }

  @Test
  void theMeanRankOfWhatItStartsFromIsTheElite() {
    ListHistory history = history(200, 0.5);
    List<Suggestion> suggested = suggestions(new AnnealingSampler(10, 3, 0.1), history);
    double mean =
        suggested.stream()
            .mapToInt(each -> 1 + Integer.parseInt(each.reason().replaceAll("\\D*(\\d+).*", "$1")))
            .average()
            .orElseThrow();
    // The deviation of a geometric distribution of mean 3 is sqrt(6).
    assertThat(mean).isCloseTo(3, within(6 * Math.sqrt(6.0 / 1000)));
  }

  @Test
  void withoutCoolingEveryPlaceIsANeighbour() {
    double spread =
        suggestions(new AnnealingSampler(10, 1, 0), history(90, 0.2)).stream()
            .mapToDouble(each -> each.configuration().real("x"))
            .max()
            .orElseThrow();
    assertThat(spread).isGreaterThan(0.99);
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new AnnealingSampler(0, 2, 0.1))
        .hasMessage("startup is 0, must be >= 1");
    assertThatThrownBy(() -> new AnnealingSampler(10, 0.5, 0.1))
        .hasMessage("elite is 0.5, must be a number >= 1");
    assertThatThrownBy(() -> new AnnealingSampler(10, 2, -1))
        .hasMessage("cooling is -1.0, must be a number >= 0");
  }

  /** Trials near each other, each a little worse than the one before. */
  private static ListHistory history(int trials, double x) {
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      history.add(PLANE.at(new double[] {x + 1e-9 * i, 0}), i);
    }
    return history;
  }

  private static List<Suggestion> suggestions(Sampler sampler, ListHistory history) {
    return IntStream.range(0, 1000)
        .mapToObj(
            seed -> sampler.suggest(PLANE, history, new Chance(seed, history.next())).orElseThrow())
        .toList();
  }

  @Test
  void aParameterThatTheBestLackStartsFromThoseThatHaveIt() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("y", 0, 1),
            Parameter.choice("c", "a", "b"),
            Parameter.real("x", 0, 1).onlyIf("c", "b"));
    var history = new ListHistory();
    history.add(space.at(new double[] {0.5, 0.2, 0}), 1);
    history.add(space.at(new double[] {0.5, 0.8, 0.7}), 2);
    var sampler = new AnnealingSampler(1, 1, 100);
    int leaving = 0;
    for (int seed = 0; seed < 5000; seed++) {
      Configuration next =
          sampler
              .suggest(space, history, new Chance(seed, history.next()))
              .orElseThrow()
              .configuration();
      leaving += next.has("x") ? 1 : 0;
      assertThat(next.has("x") ? next.real("x") : 0.7).isCloseTo(0.7, within(0.5 / 101 + 1e-12));
    }
    // One draw in 402 leaves option a: two results, and b is half of what is drawn then.
    assertThat(leaving).isBetween(1, 40);
  }
}

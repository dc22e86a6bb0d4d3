package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class Nsga2SamplerTest implements LearnerContract {

  private static final SearchSpace PLAIN =
      SearchSpace.of(
          Parameter.real("x", 0, 1),
          Parameter.integer("n", 1, 4),
          Parameter.choice("c", "a", "b", "c", "d"));

  private static final Pattern TRIAL = Pattern.compile("t(\\d+)");

  @Override
  public Sampler sampler() {
    return new Nsga2Sampler(10, 0.9, 20, 20);
  }

  @Override
  public int trials() {
    return 100;
  }

  @Test
  void theFirstGenerationIsDrawnAtRandom() {
    assertThat(reason(sampler(), line(9), 7))
        .isEqualTo("random draw, 9 of 10 results to breed from");
    assertThat(reason(sampler(), line(10), 7)).startsWith("child of t0");
  }

  @Test
  void thePopulationIsTheFirstFrontsAndTheLoneliestOfTheLast() {
    var history = new ListHistory();
    // The first front is 0, 1, 2; of the second 3 to 6 the ends 3 and 6 are the loneliest, then 5.
    for (double[] losses :
        new double[][] {{0, 2}, {1, 1}, {2, 0}, {3, 9}, {3.5, 8}, {4, 7.5}, {9, 3}, {10, 10}}) {
      add(history, Score.of(losses));
    }
    assertThat(parents(new Nsga2Sampler(3, 1, 20, 20), history)).containsExactly(0, 1, 2);
    assertThat(parents(new Nsga2Sampler(5, 1, 20, 20), history)).containsExactly(0, 1, 2, 3, 6);
    assertThat(parents(new Nsga2Sampler(6, 1, 20, 20), history)).containsExactly(0, 1, 2, 3, 5, 6);
  }

  @Test
  void whoBreaksWhatIsRequiredIsAParentOnlyIfTooFewKeepIt() {
    var history = new ListHistory();
    add(history, Score.of(0, 0).beyond(2));
    add(history, Score.of(0, 0).beyond(1));
    add(history, Score.of(7, 8));
    add(history, Score.of(8, 9));
    assertThat(parents(new Nsga2Sampler(2, 1, 20, 20), history)).containsExactly(2, 3);
    assertThat(parents(new Nsga2Sampler(3, 1, 20, 20), history)).containsExactly(1, 2, 3);
  }

  @Test
  void theBetterOfTwoIsTheParent() {
    ListHistory history = line(2);
    var sampler = new Nsga2Sampler(2, 0, 20, 20);
    long best =
        IntStream.range(0, 1000).filter(i -> reason(sampler, history, i).contains("t000")).count();
    // Of two draws one at least is the best: 3/4, deviation sqrt(3/16/1000).
    assertThat(best / 1000.0).isCloseTo(0.75, within(6 * 0.0137));
  }

  @Test
  void childrenOfAHighIndexAreNearTheirParents() {
    var history = new ListHistory();
    history.add(PLAIN.at(new double[] {0.3, 0.5, 0.5}), Score.of(0, 1));
    history.add(PLAIN.at(new double[] {0.7, 0.5, 0.5}), Score.of(1, 0));
    assertThat(nearest(new Nsga2Sampler(2, 1, 1000, 1000), history)).isGreaterThan(0.99);
    assertThat(nearest(new Nsga2Sampler(2, 1, 0, 1000), history)).isLessThan(0.9);
  }

  /** Returns the share of children whose x is within a hundredth of a parent's. */
  private static double nearest(Sampler sampler, ListHistory history) {
    return IntStream.range(0, 500)
            .mapToDouble(
                seed ->
                    sampler
                        .suggest(PLAIN, history, new Chance(seed, history.next()))
                        .orElseThrow()
                        .configuration()
                        .real("x"))
            .filter(x -> Math.abs(x - 0.3) < 0.01 || Math.abs(x - 0.7) < 0.01)
            .count()
        / 500.0;
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new Nsga2Sampler(1, 0.9, 20, 20))
        .hasMessage("population is 1, must be >= 2");
    assertThatThrownBy(() -> new Nsga2Sampler(40, 1.5, 20, 20))
        .hasMessage("crossover is 1.5, must be in [0, 1]");
    assertThatThrownBy(() -> new Nsga2Sampler(40, 0.9, -1, 20))
        .hasMessage("crossover_index is -1.0, must be in [0, 1000]");
    assertThatThrownBy(() -> new Nsga2Sampler(40, 0.9, 20, Double.NaN))
        .hasMessage("mutation_index is NaN, must be in [0, 1000]");
  }

  /** Trials whose losses are their number, twice. */
  private static ListHistory line(int trials) {
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      add(history, Score.of(i, i));
    }
    return history;
  }

  private static void add(ListHistory history, Score score) {
    double[] point = new SplittableRandom(history.size()).doubles(3).toArray();
    history.add(PLAIN.at(point), score);
  }

  private static String reason(Sampler sampler, ListHistory history, long seed) {
    return sampler.suggest(PLAIN, history, new Chance(seed, history.next())).orElseThrow().reason();
  }

  private static TreeSet<Integer> parents(Sampler sampler, ListHistory history) {
    var parents = new TreeSet<Integer>();
    for (int seed = 0; seed < 300; seed++) {
      var named = TRIAL.matcher(reason(sampler, history, seed));
      while (named.find()) {
        parents.add(new TrialId(Integer.parseInt(named.group(1))).number());
      }
    }
    return parents;
  }
}

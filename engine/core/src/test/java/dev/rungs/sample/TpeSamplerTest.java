package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Score;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TpeSamplerTest implements LearnerContract {

  private static final SearchSpace LINE = SearchSpace.of(Parameter.real("x", 0, 1));

  @Override
  public Sampler sampler() {
    return TpeSampler.KIND.make(Configuration.EMPTY);
  }

  @Nested
  class Univariate implements LearnerContract {
    @Override
    public Sampler sampler() {
      return TpeSampler.KIND.make(Configuration.of(Map.of("univariate", true)));
    }
  }

  @Test
  void drawsAtRandomUntilEnoughIsKnown() {
    var history = new ListHistory();
    for (int i = 0; i < 9; i++) {
      history.add(at(i / 10.0), i);
    }
    history.addPending(at(0.95));
    assertThat(reason(history)).isEqualTo("random draw, too few results to learn");
    history.add(at(0.97), 1);
    assertThat(reason(history)).isEqualTo("densest in good trials: 2 of 10");
  }

  @Test
  void parallelTrialsKeepAwayFromEachOther() {
    var history = new ListHistory();
    for (int i = 0; i <= 20; i++) {
      history.add(at(i / 20.0), Math.abs(i - 10));
    }
    assertThat(distanceToBest(history)).isLessThan(0.1);
    for (int i = 0; i < 20; i++) {
      history.addPending(at(0.45 + i / 200.0 + 0.0001));
    }
    assertThat(distanceToBest(history)).isGreaterThan(0.1);
  }

  /** The density over all points has mean 1, since it is relative to the uniform one. */
  @Test
  void densitiesAreDensities() {
    SearchSpace space =
        SearchSpace.of(
            Parameter.real("line", 0, 1),
            Parameter.integer("lattice", 1, 7),
            Parameter.choice("choice", "a", "b", "c"),
            Parameter.real("below", 0, 1).onlyIf("choice", "a"));
    var random = new SplittableRandom(5);
    var history = new ListHistory();
    for (int i = 0; i < 9; i++) {
      history.add(space.at(random.doubles(4).toArray()), i);
    }
    Points points = Points.of(space, history);
    double[] weights = {9, 8, 7, 6, 5, 4, 3, 2, 1};
    int[] all = {0, 1, 2, 3};
    var parzen = new Parzen(points, all, IntStream.range(0, 9).toArray(), weights, 0.5);
    int count = 200_000;
    double sum = 0;
    double squares = 0;
    for (int i = 0; i < count; i++) {
      double[] point = points.encode(space.at(random.doubles(4).toArray()));
      double density = Math.exp(parzen.logDensity(point));
      sum += density;
      squares += density * density;
    }
    double deviation = Math.sqrt(squares / count - 1);
    // Six standard errors, and what the table of the normal distribution is wrong by.
    assertThat(sum / count).isCloseTo(1, within(6 * deviation / Math.sqrt(count) + 0.002));
  }

  /** Both losses are low between 0.4 and 0.6, where the front is: x - 0.4 and 0.6 - x. */
  @Test
  void drawsFromTheFrontOfSeveralObjectives() {
    assertThat(shareBetween(0.3, 0.7, x -> Score.of(Math.abs(x - 0.4), Math.abs(x - 0.6))))
        .isGreaterThan(0.9);
  }

  @Test
  void drawsFromWhereWhatIsRequiredIsKept() {
    // The loss alone would lead to 0, and what is required keeps to 0.6 and beyond.
    assertThat(shareBetween(0.5, 0.75, x -> Score.of(x).beyond(Math.max(0, 0.6 - x))))
        .isGreaterThan(0.7);
  }

  @Test
  void drawsFromWhereLeastIsBrokenAsLongAsNobodyKeepsAll() {
    assertThat(shareBetween(0.8, 1, x -> Score.of(x).beyond(2 - x))).isGreaterThan(0.8);
  }

  private double shareBetween(double low, double high, DoubleFunction<Score> score) {
    var history = new ListHistory();
    var random = new SplittableRandom(3);
    for (int i = 0; i < 60; i++) {
      Configuration each = LINE.at(random.doubles(1).toArray());
      history.add(each, score.apply(each.real("x")));
    }
    return IntStream.range(0, 200)
            .mapToObj(seed -> sampler().suggest(LINE, history, new Chance(seed, history.next())))
            .mapToDouble(next -> next.orElseThrow().configuration().real("x"))
            .filter(x -> x >= low && x <= high)
            .count()
        / 200.0;
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new TpeSampler(10, 24, 1, false))
        .hasMessage("good is 1.0, must be in (0, 1)");
    assertThatThrownBy(() -> new TpeSampler(0, 24, 0.1, false))
        .hasMessage("startup is 0, must be >= 1");
    assertThatThrownBy(() -> new TpeSampler(1, 0, 0.1, false))
        .hasMessage("candidates is 0, must be >= 1");
  }

  private double distanceToBest(ListHistory history) {
    return IntStream.range(0, 50)
        .mapToDouble(
            seed ->
                sampler()
                    .suggest(LINE, history, new Chance(seed, history.next()))
                    .map(each -> Math.abs(each.configuration().real("x") - 0.5))
                    .orElseThrow())
        .average()
        .orElseThrow();
  }

  private String reason(ListHistory history) {
    return sampler()
        .suggest(LINE, history, new Chance(1, history.next()))
        .map(Suggestion::reason)
        .orElseThrow();
  }

  private static Configuration at(double x) {
    return LINE.complete(Configuration.of(Map.of("x", x)));
  }
}

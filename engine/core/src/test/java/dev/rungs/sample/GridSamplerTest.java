package dev.rungs.sample;

import static dev.rungs.sample.SamplerContract.suggestions;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class GridSamplerTest implements SamplerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.choice("y", "a", "b"));

  @Override
  public Sampler sampler() {
    return new GridSampler(3);
  }

  @Test
  void pointsComeInOrderTheLastParameterFastest() {
    assertThat(suggestions(sampler(), PLANE, new ListHistory(), 7, 10))
        .hasToString("[x=0.0 y=a, x=0.0 y=b, x=0.5 y=a, x=0.5 y=b, x=1.0 y=a, x=1.0 y=b]");
  }

  @Test
  void theReasonNumbersThePoint() {
    assertThat(sampler().suggest(PLANE, new ListHistory(), new Chance(7, new TrialId(0))))
        .hasValueSatisfying(
            suggestion -> assertThat(suggestion.reason()).isEqualTo("grid point 1 of 6"));
  }

  @Test
  void theWholeGridIsTriedWhateverWasGiven() {
    var history = new ListHistory();
    history.add(given(0.123, "a"));
    history.add(given(0.5, "b"));
    history.add(given(0.5, "b"));
    List<Configuration> suggested = suggestions(sampler(), PLANE, history, 7, 10);
    assertThat(suggested).hasSize(5).doesNotHaveDuplicates();
    assertThat(suggested).noneMatch(given(0.5, "b")::equals);
  }

  @Test
  void aSuggestionLooksAtNoMorePointsThanWereGivenPlusOne() {
    SearchSpace space = SearchSpace.of(Parameter.integer("n", 0, 999));
    var history = new CountingHistory();
    for (int given = 0; given < 30; given++) {
      history.tried.add(
          space.complete(Configuration.of(Map.of("n", given % 2 == 0 ? 500 + given : 40 + given))));
    }
    for (int trial = 30; trial < 1_000; trial++) {
      history.looks = 0;
      Chance chance = new Chance(7, new TrialId(trial));
      history.tried.add(sampler().suggest(space, history, chance).orElseThrow().configuration());
      assertThat(history.looks).isLessThanOrEqualTo(31);
    }
    assertThat(history.tried.size()).isEqualTo(1_000);
  }

  @Test
  void aGridOfAMillionMillionPointsStartsAtOnce() {
    var parameters = new Parameter[12];
    for (int i = 0; i < parameters.length; i++) {
      parameters[i] = Parameter.real("x" + i, 0, 1);
    }
    SearchSpace space = SearchSpace.of(parameters);
    GridSampler sampler = new GridSampler(10);
    assertThat(sampler.grid(space).size()).hasToString("1000000000000");
    var history = new CountingHistory();
    Set<Configuration> seen = new HashSet<>();
    for (int trial : new int[] {0, 1, 999_999_999, Integer.MAX_VALUE}) {
      Chance chance = new Chance(7, new TrialId(trial));
      seen.add(sampler.suggest(space, history, chance).orElseThrow().configuration());
    }
    assertThat(seen).hasSize(4);
    assertThat(history.looks).isEqualTo(4);
  }

  @Test
  void fewerThanOnePointIsRefused() {
    assertThatThrownBy(() -> new GridSampler(0)).hasMessage("points is 0, must be >= 1");
    assertThatThrownBy(() -> GridSampler.KIND.make(Configuration.of(Map.of("points", 0))))
        .hasMessage("grid: points is 0, must be a whole number >= 1");
  }

  private static Configuration given(double x, String y) {
    return PLANE.complete(Configuration.of(Map.of("x", x, "y", y)));
  }

  /** Counts how often a sampler asks whether a configuration was tried. */
  private static final class CountingHistory implements History {
    final ListHistory tried = new ListHistory();
    int looks;

    @Override
    public int size() {
      return tried.size();
    }

    @Override
    public Configuration configuration(TrialId trial) {
      return tried.configuration(trial);
    }

    @Override
    public boolean contains(Configuration configuration) {
      looks++;
      return tried.contains(configuration);
    }

    @Override
    public double loss(TrialId trial) {
      return tried.loss(trial);
    }

    @Override
    public boolean pending(TrialId trial) {
      return tried.pending(trial);
    }

    @Override
    public Memory memory() {
      return tried.memory();
    }
  }
}

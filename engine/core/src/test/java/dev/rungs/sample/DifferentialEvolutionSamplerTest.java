package dev.rungs.sample;

import static dev.rungs.sample.DifferentialEvolutionSampler.Strategy.CURRENT_TO_BEST;
import static dev.rungs.sample.DifferentialEvolutionSampler.Strategy.RAND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DifferentialEvolutionSamplerTest implements LearnerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));

  @Override
  public Sampler sampler() {
    return new DifferentialEvolutionSampler(10, CURRENT_TO_BEST);
  }

  /** Ten of each ten trials belong to different members. */
  @Override
  public int trials() {
    return 100;
  }

  @Test
  void aTrialIsToBeatTheBestOfItsMember() {
    ListHistory history = history(15, 5);
    // Trials 1, 6 and 11 are member 1's.
    history.addPending(PLANE.at(new double[] {0.5, 0.5}));
    assertThat(reason(history)).endsWith("to beat t001");
    history.end(new TrialId(6), -1);
    assertThat(reason(history)).startsWith("step from t006 along").endsWith("to beat t006");
    history.end(new TrialId(6), Double.NaN);
    assertThat(reason(history)).endsWith("to beat t001");
  }

  @Test
  void anEqualTrialTakesItsMembersPlace() {
    ListHistory history = history(15, 5);
    history.end(new TrialId(5), 0);
    assertThat(reason(history)).endsWith("to beat t005");
  }

  @Test
  void aMemberWithoutAResultIsDrawnAtRandom() {
    ListHistory history = history(15, 5);
    for (int trial : new int[] {0, 5, 10}) {
      history.end(new TrialId(trial), Double.NaN);
    }
    assertThat(reason(history)).isEqualTo("random draw, a member of the first generation");
  }

  @Test
  void aStepOverAnEndStopsBeforeIt() {
    var random = new SplittableRandom(3);
    var history = new ListHistory();
    for (int i = 0; i < 50; i++) {
      // Towards a corner, so that many steps lead outside.
      history.add(PLANE.at(new double[] {random.nextDouble() / 9, random.nextDouble()}), i);
    }
    for (var strategy : DifferentialEvolutionSampler.Strategy.values()) {
      var sampler = new DifferentialEvolutionSampler(10, strategy);
      for (int seed = 0; seed < 300; seed++) {
        Suggestion next =
            sampler.suggest(PLANE, history, new Chance(seed, history.next())).orElseThrow();
        assertThat(next.configuration().real("x")).isBetween(1e-12, 1.0);
        assertThat(next.configuration().real("y")).isBetween(1e-12, 1 - 1e-12);
      }
    }
  }

  @Test
  void stepsOfBothKindsAreTaken() {
    ListHistory history = history(15, 5);
    assertThat(
            new DifferentialEvolutionSampler(5, RAND)
                .suggest(PLANE, history, new Chance(1, history.next())))
        .hasValueSatisfying(
            next ->
                assertThat(next.reason())
                    .matches("step from t00[1-4] along t00[1-4] - t00[1-4], to beat t000"));
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> new DifferentialEvolutionSampler(3, RAND))
        .hasMessage("population is 3, must be >= 4");
  }

  /** Trials whose loss is their number, so that the first of each member is its best. */
  private static ListHistory history(int trials, int seed) {
    var random = new SplittableRandom(seed);
    var history = new ListHistory();
    for (int i = 0; i < trials; i++) {
      history.add(PLANE.at(random.doubles(2).toArray()), i);
    }
    return history;
  }

  private static String reason(ListHistory history) {
    return new DifferentialEvolutionSampler(5, CURRENT_TO_BEST)
        .suggest(PLANE, history, new Chance(1, history.next()))
        .orElseThrow()
        .reason();
  }
}

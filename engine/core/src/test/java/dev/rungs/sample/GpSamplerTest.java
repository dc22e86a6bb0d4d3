package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.model.Normal;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GpSamplerTest implements LearnerContract {

  private static final SearchSpace PLANE =
      SearchSpace.of(
          Parameter.real("x", 0, 1), Parameter.real("y", 0, 1), Parameter.choice("z", "a", "b"));

  @Override
  public Sampler sampler() {
    return GpSampler.of(10, 60);
  }

  @Test
  void findsTheBottomOfABowlToThreeDigits() {
    var history = new ListHistory();
    for (int i = 0; i < 40; i++) {
      Configuration next = suggest(history);
      double x = next.real("x") - 0.3;
      double y = next.real("y") - 0.8;
      history.add(next, x * x + 3 * y * y + (next.text("z").equals("a") ? 0.1 : 0));
    }
    Configuration best = history.configuration(history.best());
    assertThat(best.real("x")).isCloseTo(0.3, within(0.005));
    assertThat(best.real("y")).isCloseTo(0.8, within(0.005));
    assertThat(best.text("z")).isEqualTo("b");
  }

  /** Rosenbrock's valley: hundreds beside it, between 0 and 9 along its floor. */
  @Test
  void followsAValleyToItsBottom() {
    SearchSpace square = SearchSpace.of(Parameter.real("x", -2, 2), Parameter.real("y", -2, 2));
    var history = new ListHistory();
    for (int i = 0; i < 80; i++) {
      Configuration next =
          sampler()
              .suggest(square, history, new Chance(11, history.next()))
              .orElseThrow()
              .configuration();
      double x = next.real("x");
      double off = next.real("y") - x * x;
      history.add(next, 100 * off * off + (1 - x) * (1 - x));
    }
    assertThat(history.loss(history.best())).isLessThan(0.01);
  }

  @Test
  void mostTrialsAreNearTheBestAndSayWhichThatIs() {
    var random = new SplittableRandom(4);
    var history = new ListHistory();
    for (int i = 0; i < 31; i++) {
      history.add(PLANE.at(random.doubles(3).toArray()), Math.abs(i - 17));
    }
    assertThat(sampler().suggest(PLANE, history, new Chance(1, history.next())))
        .map(Suggestion::reason)
        .contains("most improvement expected near trial t017, from 30 of 31");
  }

  @Test
  void parallelTrialsKeepAwayFromEachOther() {
    var history = new ListHistory();
    for (int i = 0; i < 12; i++) {
      double x = (i + 0.5) / 12;
      history.add(PLANE.complete(Configuration.of(Map.of("x", x, "y", x, "z", "a"))), x);
    }
    Configuration first = suggest(history);
    history.addPending(first);
    Configuration second = suggest(history);
    double distance =
        Math.hypot(first.real("x") - second.real("x"), first.real("y") - second.real("y"));
    assertThat(distance + (first.text("z").equals(second.text("z")) ? 0 : 1)).isGreaterThan(0.01);
  }

  @Test
  void equalAndHugeAndDoubleLossesAreBorne() {
    for (double loss : new double[] {0, 1e300, -1e-300}) {
      var history = new ListHistory();
      for (int i = 0; i < 12; i++) {
        double x = Math.floor(i / 2.0) / 12;
        history.add(PLANE.complete(Configuration.of(Map.of("x", x, "y", x, "z", "a"))), loss);
      }
      assertThat(history.contains(suggest(history))).isFalse();
    }
  }

  /** The median is 9, the best 0, so whatever is above 27 counts as 27. */
  @Test
  void howBadABadTrialWasDoesNotMatter() {
    assertThat(suggest(bowlWith(1e30))).isEqualTo(suggest(bowlWith(27)));
    assertThat(suggest(bowlWith(1e30))).isNotEqualTo(suggest(bowlWith(10)));
  }

  private static ListHistory bowlWith(double worst) {
    var history = new ListHistory();
    for (int i = 0; i < 12; i++) {
      double x = (i + 0.5) / 12;
      Map<String, ?> point = Map.of("x", x, "y", 1 - x * x, "z", i % 2 == 0 ? "a" : "b");
      history.add(PLANE.complete(Configuration.of(point)), i == 11 ? worst : (i - 5) * (i - 5));
    }
    return history;
  }

  @Test
  void ofManyTrialsItSeesTheBestAndTheLatest() {
    var random = new SplittableRandom(4);
    var history = new ListHistory();
    for (int i = 0; i < 320; i++) {
      history.add(PLANE.at(random.doubles(3).toArray()), i);
    }
    assertThat(sampler().suggest(PLANE, history, new Chance(1, history.next())))
        .map(Suggestion::reason)
        .contains("most improvement expected, from 300 of 320");
  }

  /** By integration: E max(0, best - N(mean, deviation)). */
  @Test
  void theImprovementIsTheIntegralAndItsTailStaysFinite() {
    for (double mean : new double[] {-3, 0, 0.5, 4}) {
      double integral = 0;
      double step = 1e-4;
      for (double z = -12; z < 12; z += step) {
        double density = Math.exp(-z * z / 2 - Normal.LOG_ROOT);
        integral += Math.max(0, 0.2 - mean - 1.5 * z) * density * step;
      }
      assertThat(LogImprovement.of(0.2, mean, 1.5).value())
          .isCloseTo(Math.log(integral), within(1e-5));
    }
    double near = LogImprovement.of(0, 1e4 * 0.999, 1).value();
    double far = LogImprovement.of(0, 1e4 * 1.001, 1).value();
    assertThat(near - far).isCloseTo(1e8 * 0.002, within(1.0));
    assertThat(LogImprovement.of(100, 0, 1).value()).isCloseTo(Math.log(100), within(1e-12));
  }

  @Test
  void bendsNothingAndTakesTheMostProbableUnlessAsked() {
    assertThat(GpSampler.KIND.make(Configuration.EMPTY)).isEqualTo(GpSampler.of(10, 300));
    Configuration settings =
        Configuration.of(Map.of("warp", true, "hyperparameters", "marginal", "startup", 5));
    assertThat(GpSampler.KIND.make(settings))
        .isEqualTo(new GpSampler(5, 300, true, GpSampler.Hyperparameters.MARGINAL));
    assertThatThrownBy(
            () -> GpSampler.KIND.make(Configuration.of(Map.of("hyperparameters", "all"))))
        .hasMessage("gp: hyperparameters is all, must be one of map, marginal");
  }

  @Test
  void refusesSettingsWithoutMeaning() {
    assertThatThrownBy(() -> GpSampler.of(1, 10)).hasMessage("startup is 1, must be >= 2");
    assertThatThrownBy(() -> GpSampler.of(2, 0)).hasMessage("candidates is 0, must be >= 1");
  }

  private Configuration suggest(ListHistory history) {
    return sampler()
        .suggest(PLANE, history, new Chance(11, history.next()))
        .orElseThrow()
        .configuration();
  }
}

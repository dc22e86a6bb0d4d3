package dev.rungs.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class ObjectiveTest {

  private static final Objective UP = Objective.maximize("accuracy");
  private static final Objective DOWN = Objective.minimize("loss");

  @Test
  void lowerLossIsBetterWhicheverWayTheMetricGoes() {
    assertThat(UP.loss(0.9)).isEqualTo(-0.9);
    assertThat(DOWN.loss(0.9)).isEqualTo(0.9);
    assertThat(UP.value(UP.loss(0.9))).isEqualTo(0.9);
  }

  @Test
  void whatIsMissingNanOrInfiniteHasNoLoss() {
    for (Objective objective : new Objective[] {UP, DOWN}) {
      assertThat(objective.loss(Metrics.of("other", 1))).isNaN();
      assertThat(objective.loss(Double.NaN)).isNaN();
      assertThat(objective.loss(Double.POSITIVE_INFINITY)).isNaN();
      assertThat(objective.loss(Double.NEGATIVE_INFINITY)).isNaN();
    }
  }

  @Test
  void aZeroHasOneSign() {
    for (Objective objective : new Objective[] {UP, DOWN}) {
      for (double zero : new double[] {0.0, -0.0}) {
        assertThat(Double.doubleToRawLongBits(objective.loss(zero))).isZero();
        assertThat(Double.doubleToRawLongBits(objective.value(zero))).isZero();
      }
    }
  }

  @Test
  void aGoalIsReachedAtItsValueAndBeyond() {
    Objective up = UP.withGoal(0.9);
    assertThat(up.reached(up.loss(0.9))).isTrue();
    assertThat(up.reached(up.loss(0.95))).isTrue();
    assertThat(up.reached(up.loss(0.89))).isFalse();
    Objective down = DOWN.withGoal(0.1);
    assertThat(down.reached(0.1)).isTrue();
    assertThat(down.reached(0.11)).isFalse();
    assertThat(down.reached(Double.NaN)).isFalse();
  }

  @Test
  void withoutAGoalNothingReachesIt() {
    assertThat(UP.reached(UP.loss(Double.MAX_VALUE))).isFalse();
    assertThat(DOWN.reached(DOWN.loss(-Double.MAX_VALUE))).isFalse();
  }

  @Test
  void refusesAMetricWithoutANameAndAGoalThatIsNoNumber() {
    assertThatThrownBy(() -> Objective.minimize(" "))
        .hasMessage("metric is blank, must name a metric of the trainer");
    assertThatThrownBy(() -> UP.withGoal(Double.NaN)).hasMessage("goal is NaN, must be a number");
  }
}

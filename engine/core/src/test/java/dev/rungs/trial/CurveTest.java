package dev.rungs.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class CurveTest {

  private static final Objective LOSS = Objective.minimize("loss");

  @Test
  void theBestEpochIsTheFirstOfThoseThatTie() {
    assertThat(curve(Patience.ENDLESS, 3, 2, 2, 4).best()).isEqualTo(Best.at(2, 2));
  }

  @Test
  void nanIsNeverBestAndNeverProgress() {
    Curve curve = curve(Patience.ENDLESS, Double.NaN, 2, Double.NaN);
    assertThat(curve).isEqualTo(new Curve(3, Best.at(2, 2), 2, 2));
    assertThat(curve(Patience.ENDLESS, Double.NaN).best()).isEqualTo(Best.NONE);
  }

  @Test
  void patienceEndsAfterSoManyEpochsWithoutProgress() {
    var patience = new Patience(2, 0);
    assertThat(curve(patience, 3, 2, 2).ended(Aims.of(LOSS), patience)).isEmpty();
    assertThat(curve(patience, 3, 2, 2, 2).ended(Aims.of(LOSS), patience))
        .contains("no progress in 2 epochs, best at epoch 2");
  }

  @Test
  void epochsWithoutALossUseUpPatience() {
    var patience = new Patience(2, 0);
    assertThat(curve(patience, Double.NaN, Double.NaN).ended(Aims.of(LOSS), patience)).isPresent();
  }

  @Test
  void smallStepsAreProgressOnceTheyAddUp() {
    var patience = new Patience(3, 0.5);
    assertThat(curve(patience, 3, 2.75, 2.5, 2.25).progressEpoch()).isEqualTo(4);
    assertThat(curve(patience, 3, 2.5).progressEpoch()).as("by more than, not by").isEqualTo(1);
  }

  @Test
  void endlessPatienceNeverEnds() {
    assertThat(curve(Patience.ENDLESS, 1, 2, 3, 4, 5, 6).ended(Aims.of(LOSS), Patience.ENDLESS))
        .isEmpty();
  }

  @Test
  void theGoalEndsATrialUnlessOnlyTheLastRungCounts() {
    Objective goal = Objective.maximize("accuracy").withGoal(0.9);
    Curve curve = curve(Patience.ENDLESS, -0.5, -0.9);
    for (var use : Objective.Use.values()) {
      assertThat(curve.ended(Aims.of(goal.withUse(use)), Patience.ENDLESS).isPresent())
          .isEqualTo(use != Objective.Use.AT_MAX);
    }
    assertThat(curve.ended(Aims.of(goal), Patience.ENDLESS))
        .contains("goal reached: accuracy is 0.9 at epoch 2");
  }

  @Test
  void refusesPatienceThatMeansNothing() {
    assertThatThrownBy(() -> new Patience(-1, 0)).hasMessage("patience.epochs is -1, must be >= 0");
    assertThatThrownBy(() -> new Patience(1, Double.NaN))
        .hasMessage("patience.improve is NaN, must be >= 0");
  }

  private static Curve curve(Patience patience, double... losses) {
    Curve curve = Curve.EMPTY;
    for (double loss : losses) {
      curve = curve.after(curve.epoch() + 1, loss, patience);
    }
    return curve;
  }
}

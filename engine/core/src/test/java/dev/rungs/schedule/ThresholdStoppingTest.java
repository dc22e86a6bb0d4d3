package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import org.junit.jupiter.api.Test;

class ThresholdStoppingTest implements SchedulerContract {

  private static final TrialId TRIAL = new TrialId(0);

  @Override
  public Scheduler scheduler() {
    return new ThresholdStopping(1, 9, 2, 1, 15);
  }

  @Test
  void boundsAreInUnitsOfTheMetricWhicheverWayIsBetter() {
    var bounds = new ThresholdStopping(1, 9, 0, 0.2, 0.9);
    for (Objective.Direction direction : Objective.Direction.values()) {
      int sign = direction == Objective.Direction.MINIMIZE ? 1 : -1;
      assertThat(judge(bounds, direction, sign * 0.19)).isInstanceOf(Verdict.Drop.class);
      assertThat(judge(bounds, direction, sign * 0.2)).isInstanceOf(Verdict.Keep.class);
      assertThat(judge(bounds, direction, sign * 0.9)).isInstanceOf(Verdict.Keep.class);
      assertThat(judge(bounds, direction, sign * 0.91)).isInstanceOf(Verdict.Drop.class);
    }
  }

  @Test
  void withoutALossATrialIsDroppedEvenInItsGrace() {
    var bounds = new ThresholdStopping(1, 9, 5, 0, 1);
    assertThat(judge(bounds, Objective.Direction.MINIMIZE, Double.NaN))
        .isInstanceOf(Verdict.Drop.class);
    assertThat(judge(bounds, Objective.Direction.MINIMIZE, 7)).isInstanceOf(Verdict.Keep.class);
  }

  @Test
  void refusesSettingsByName() {
    assertThatThrownBy(() -> new ThresholdStopping(1, 9, 0, 2, 1))
        .hasMessage("lower is 2.0, must be <= upper (1.0)");
    assertThatThrownBy(() -> new ThresholdStopping(1, 9, 0, Double.NaN, 1))
        .hasMessage("lower is NaN, must be <= upper (1.0)");
  }

  private static Verdict judge(Scheduler scheduler, Objective.Direction direction, double loss) {
    var board = new Board();
    board.aim(direction);
    board.admit(0);
    board.arrive(0, 0, TRIAL, loss);
    return scheduler.judge(board, TRIAL, 0, 0);
  }
}

package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.Limit;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import org.junit.jupiter.api.Test;

class PercentileStoppingTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new PercentileStopping(1, 9, 2, 3, 40);
  }

  @Test
  void theBoundIsALossThatSomebodyHad() {
    var board = new Board();
    for (int trial = 0; trial < 10; trial++) {
      arrive(board, trial, 0, trial);
    }
    arrive(board, 10, 0, 3.5);
    var quarter = new PercentileStopping(1, 9, 0, 3, 25);
    assertThat(quarter.judge(board, new TrialId(10), 0, 0))
        .isEqualTo(new Verdict.Drop(Limit.atMost(0, 1, 3.5, 2, "the best 3 of 10 others")));
    var half = new PercentileStopping(1, 9, 0, 3, 50);
    assertThat(half.judge(board, new TrialId(10), 0, 0))
        .isEqualTo(new Verdict.Keep(2, Limit.atMost(0, 1, 3.5, 4, "the best 5 of 10 others")));
  }

  /** In doubles 56 / 100 * 25 is 14.000000000000002. */
  @Test
  void noPlaceIsLostToRounding() {
    var board = new Board();
    for (int trial = 0; trial < 26; trial++) {
      arrive(board, trial, 0, trial);
    }
    var scheduler = new PercentileStopping(1, 9, 0, 3, 56);
    assertThat(scheduler.judge(board, new TrialId(25), 0, 0).reason())
        .isEqualTo("beyond the best 14 of 25 others at rung 0 (epoch 1)");
  }

  @Test
  void whoTiesWithTheBoundGoesOn() {
    var board = new Board();
    for (int trial = 0; trial < 4; trial++) {
      arrive(board, trial, 0, 5);
    }
    assertThat(new PercentileStopping(1, 9, 0, 3, 1).judge(board, new TrialId(3), 0, 0))
        .isInstanceOf(Verdict.Keep.class);
  }

  @Test
  void theBestSoFarCountsNotTheLast() {
    var board = new Board();
    for (int trial = 0; trial < 4; trial++) {
      arrive(board, trial, 0, trial);
      arrive(board, trial, 1, trial == 0 ? 9 : trial);
    }
    assertThat(new PercentileStopping(1, 9, 0, 3, 1).judge(board, new TrialId(0), 0, 1))
        .isEqualTo(new Verdict.Keep(3, Limit.atMost(1, 2, 0, 1, "the best 1 of 3 others")));
  }

  @Test
  void refusesSettingsByName() {
    assertThatThrownBy(() -> new PercentileStopping(1, 9, 0, 3, 100))
        .hasMessage("percentile is 100.0, must be in (0.0, 100.0)");
    assertThatThrownBy(() -> new PercentileStopping(0, 9, 0, 3, 50))
        .hasMessage("interval is 0, must be >= 1");
    assertThatThrownBy(() -> new PercentileStopping(1, 0, 0, 3, 50))
        .hasMessage("max is 0, must be >= 1");
    assertThatThrownBy(() -> new PercentileStopping(1, 9, -1, 3, 50))
        .hasMessage("grace is -1, must be >= 0");
    assertThatThrownBy(() -> new PercentileStopping(1, 9, 0, 0, 50))
        .hasMessage("startup is 0, must be >= 1");
  }

  private static void arrive(Board board, int trial, int rung, double loss) {
    if (rung == 0) {
      board.admit(0);
    }
    board.arrive(0, rung, new TrialId(trial), loss);
  }
}

package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import org.junit.jupiter.api.Test;

class AshaStoppingTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new AshaStopping(1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return Math.max(1, arrived / 3);
  }

  @Test
  void theFirstAtARungPasses() {
    var board = new Board();
    board.admit(0);
    board.arrive(0, 0, new TrialId(0), 1e9);
    assertThat(scheduler().judge(board, new TrialId(0), 0, 0)).isInstanceOf(Verdict.Continue.class);
  }

  /** Each newcomer is the best so far, and nobody can be called back: nothing is saved. */
  @Test
  void worstFirstLetsEveryTrialSurvive() {
    Simulated.Result result =
        Simulated.of(new AshaStopping(1, 64, 4), 1, 64, (trial, epoch) -> -trial.number()).run();
    assertThat(result.completed()).hasSize(64);
  }

  /** Each newcomer is the worst so far, and there is no second look: only the first survives. */
  @Test
  void bestFirstLetsOnlyTheFirstSurvive() {
    Simulated.Result result =
        Simulated.of(new AshaStopping(1, 64, 4), 1, 64, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.completed()).containsExactly(new TrialId(0));
  }
}

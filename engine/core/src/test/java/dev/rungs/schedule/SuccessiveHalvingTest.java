package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.TrialId;
import org.junit.jupiter.api.Test;

class SuccessiveHalvingTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new SuccessiveHalving(29, 1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return arrived / 3;
  }

  /** Rungs of 11, 3, 1, 1 and 1 rounds: 11 * 1 + 3 * 4 + 16 + 64 + 256. */
  @Test
  void twentyFiveWorkersFinishTheFirstOf256TrialsAfter359Units() {
    var halving = new SuccessiveHalving(256, 1, 256, 4);
    Simulated.Result result =
        Simulated.of(halving, 25, 1_000, Simulated.Losses.BY_NUMBER).fromScratch().run();
    assertThat(result.firstCompletion()).isEqualTo(359);
  }

  @Test
  void aRungIsDecidedOnlyWhenAllHaveArrived() {
    var halving = new SuccessiveHalving(3, 1, 3, 3);
    var board = new Board();
    start(board, halving, 3);
    arrive(board, 0, 2);
    arrive(board, 1, 1);
    assertThat(halving.promote(board)).isEmpty();
    arrive(board, 2, Double.NaN);
    assertThat(halving.promote(board).orElseThrow().trial()).isEqualTo(new TrialId(1));
  }

  @Test
  void aCohortThatIsNotFullDecidesNothingUntilTheBoardIsClosed() {
    var halving = new SuccessiveHalving(6, 1, 3, 3);
    var board = new Board();
    start(board, halving, 3);
    for (int trial = 0; trial < 3; trial++) {
      arrive(board, trial, trial);
    }
    assertThat(halving.promote(board)).isEmpty();
    board.close(true);
    assertThat(halving.promote(board).orElseThrow().trial()).isEqualTo(new TrialId(0));
  }

  @Test
  void theNextCohortOpensWhenThisOneHasEnded() {
    var halving = new SuccessiveHalving(3, 1, 3, 3);
    var board = new Board();
    start(board, halving, 3);
    assertThat(halving.admit(board)).isEmpty();
    for (int trial = 0; trial < 3; trial++) {
      arrive(board, trial, trial);
    }
    assertThat(halving.admit(board)).isEmpty();
    board.promote(0, 0, new TrialId(0));
    assertThat(halving.admit(board)).isEmpty();
    board.arrive(0, 1, new TrialId(0), 0);
    assertThat(halving.admit(board)).contains(1);
  }

  @Test
  void aClosedBoardHalvesWhatItHas() {
    var halving = new SuccessiveHalving(9, 1, 9, 3);
    Simulated.Result result = Simulated.of(halving, 4, 15, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.board().rung(0, 2).order()).containsExactly(new TrialId(0));
    assertThat(result.board().rung(1, 0).arrived()).isEqualTo(6);
    assertThat(result.board().rung(1, 1).order()).containsExactly(new TrialId(9), new TrialId(10));
    assertThat(result.board().rung(1, 2).arrived()).isZero();
  }

  @Test
  void aBoardThatOpensAgainFillsItsCohort() {
    var halving = new SuccessiveHalving(6, 1, 3, 3);
    var board = new Board();
    start(board, halving, 3);
    for (int trial = 0; trial < 3; trial++) {
      arrive(board, trial, 10 + trial);
    }
    board.close(true);
    board.promote(0, 0, halving.promote(board).orElseThrow().trial());
    board.close(false);
    assertThat(halving.admit(board)).contains(0);
    start(board, halving, 3);
    for (int trial = 3; trial < 6; trial++) {
      arrive(board, trial, trial);
    }
    board.promote(0, 0, halving.promote(board).orElseThrow().trial());
    assertThat(halving.promote(board)).isEmpty();
  }

  @Test
  void aWithdrawnTrialDoesNotHoldUpItsCohort() {
    var halving = new SuccessiveHalving(3, 1, 3, 3);
    var board = new Board();
    start(board, halving, 3);
    for (int trial = 0; trial < 3; trial++) {
      arrive(board, trial, trial);
    }
    board.withdraw(0, 0, new TrialId(0));
    assertThat(halving.promote(board)).isEmpty();
    assertThat(halving.admit(board)).contains(1);
  }

  @Test
  void refusesACohortOfWhichNoneWouldReachTheTop() {
    assertThatThrownBy(() -> new SuccessiveHalving(8, 1, 9, 3))
        .hasMessage("trials is 8, must be >= 9, or none reaches epoch 9");
  }

  private static void start(Board board, Scheduler scheduler, int trials) {
    for (int trial = 0; trial < trials; trial++) {
      board.admit(scheduler.admit(board).orElseThrow());
    }
  }

  private static void arrive(Board board, int trial, double loss) {
    board.arrive(0, 0, new TrialId(trial), loss);
  }
}

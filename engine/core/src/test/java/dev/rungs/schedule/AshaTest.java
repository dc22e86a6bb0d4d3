package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.TrialId;
import org.junit.jupiter.api.Test;

class AshaTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new Asha(1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return arrived / 3;
  }

  /** Section 3.2: 1 + 3 + 9 units from scratch, where training to R takes 9. */
  @Test
  void nineWorkersFinishTheFirstTrialInThirteenNinthsOfItsTime() {
    Simulated.Result result =
        Simulated.of(new Asha(1, 9, 3), 9, 100, Simulated.Losses.BY_NUMBER).fromScratch().run();
    assertThat(result.firstCompletion()).isEqualTo(13);
  }

  @Test
  void aCheckpointSavesTheEpochsAlreadyTrained() {
    Simulated.Result result =
        Simulated.of(new Asha(1, 9, 3), 9, 100, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.firstCompletion()).isEqualTo(9);
  }

  @Test
  void bestFirstAndWorstFirstPromoteAsManyAndFindTheSame() {
    Simulated.Result bestFirst =
        Simulated.of(new Asha(1, 64, 4), 1, 64, (trial, epoch) -> trial.number()).run();
    Simulated.Result worstFirst =
        Simulated.of(new Asha(1, 64, 4), 1, 64, (trial, epoch) -> -trial.number()).run();
    for (int rung = 0; rung < 4; rung++) {
      int reached = 64 >> (2 * rung);
      assertThat(bestFirst.board().rung(0, rung).arrived()).isEqualTo(reached);
      assertThat(worstFirst.board().rung(0, rung).arrived()).isEqualTo(reached);
    }
    assertThat(bestFirst.completed()).containsExactly(new TrialId(0));
    assertThat(worstFirst.completed()).containsExactly(new TrialId(63));
  }

  @Test
  void anEarlyMistakeUsesUpAPlace() {
    var board = new Board();
    for (int trial = 0; trial < 3; trial++) {
      arrive(board, trial, 10 + trial);
    }
    promote(board, 0);
    for (int trial = 3; trial < 6; trial++) {
      arrive(board, trial, trial - 3);
    }
    promote(board, 3);
    assertThat(scheduler().promote(board)).as("t004 is second of 6, but two have left").isEmpty();
  }

  @Test
  void tiesGoToTheLowerNumber() {
    var board = new Board();
    arrive(board, 2, 1.0);
    arrive(board, 0, 1.0);
    arrive(board, 1, 1.0);
    promote(board, 0);
  }

  @Test
  void negativeAndPositiveZeroTie() {
    var board = new Board();
    arrive(board, 0, 0.0);
    arrive(board, 1, -0.0);
    arrive(board, 2, 1.0);
    promote(board, 0);
  }

  @Test
  void anInfiniteLossNeverPasses() {
    var board = new Board();
    arrive(board, 0, Double.NEGATIVE_INFINITY);
    arrive(board, 1, 5);
    arrive(board, 2, 6);
    promote(board, 1);
  }

  @Test
  void theHighestRungGoesFirst() {
    var board = new Board();
    for (int trial = 0; trial < 12; trial++) {
      arrive(board, trial, trial);
    }
    for (int trial = 0; trial < 3; trial++) {
      promote(board, trial);
      board.arrive(0, 1, new TrialId(trial), trial);
    }
    Promotion first = scheduler().promote(board).orElseThrow();
    assertThat(first.standing().rung()).isEqualTo(1);
    assertThat(first.untilEpoch()).isEqualTo(9);
  }

  @Test
  void aWithdrawnTrialKeepsItsRankAndIsNotPromoted() {
    var board = new Board();
    for (int trial = 0; trial < 6; trial++) {
      arrive(board, trial, trial);
    }
    board.withdraw(0, 0, new TrialId(0));
    promote(board, 1);
    assertThat(scheduler().promote(board)).isEmpty();
  }

  @Test
  void refusesSettingsByName() {
    assertThatThrownBy(() -> new Asha(1, 9, 1)).hasMessage("eta is 1, must be >= 2");
    assertThatThrownBy(() -> new Asha(0, 9, 3)).hasMessage("min is 0, must be >= 1");
    assertThatThrownBy(() -> new Asha(9, 3, 3)).hasMessage("max is 3, must be >= min (9)");
  }

  private static void arrive(Board board, int trial, double loss) {
    board.admit(0);
    board.arrive(0, 0, new TrialId(trial), loss);
  }

  private void promote(Board board, int expected) {
    Promotion promotion = scheduler().promote(board).orElseThrow();
    assertThat(promotion.trial()).isEqualTo(new TrialId(expected));
    board.promote(0, promotion.standing().rung(), promotion.trial());
  }
}

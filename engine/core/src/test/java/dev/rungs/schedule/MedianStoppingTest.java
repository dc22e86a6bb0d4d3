package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.Limit;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import org.junit.jupiter.api.Test;

class MedianStoppingTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new MedianStopping(2, 9, 0, 3);
  }

  @Test
  void theRungsAreMultiplesOfTheIntervalAndTheEnd() {
    assertThat(new MedianStopping(2, 9, 0, 3).ladder().epochs()).containsExactly(2, 4, 6, 8, 9);
    assertThat(new MedianStopping(3, 9, 0, 3).ladder().epochs()).containsExactly(3, 6, 9);
    assertThat(new MedianStopping(20, 9, 0, 3).ladder().epochs()).containsExactly(9);
    assertThat(Ladder.every(Integer.MAX_VALUE - 1, Integer.MAX_VALUE).epochs())
        .containsExactly(Integer.MAX_VALUE - 1, Integer.MAX_VALUE);
    assertThat(Ladder.every(10, 100_000).size()).isEqualTo(10_000);
    assertThatThrownBy(() -> Ladder.every(10, 100_001))
        .hasMessage("max is 100001, must be <= 10000 intervals of 10");
  }

  /** Averages to epoch 2 of 6, 4 and 2; a best of 4 ties with their median, 5 is worse. */
  @Test
  void theBestSoFarIsComparedWithTheMedianOfRunningAverages() {
    var board = new Board();
    arrive(board, 0, 10, 2, 0);
    arrive(board, 1, 5, 3, 0);
    arrive(board, 2, 3, 1, 0);
    var median = new MedianStopping(1, 3, 0, 3);
    arrive(board, 3, 4, 100);
    assertThat(median.judge(board, new TrialId(3), 0, 1))
        .isEqualTo(new Verdict.Keep(3, Limit.atMost(1, 2, 4, 4, words(3))));
    arrive(board, 4, 100, 5);
    assertThat(median.judge(board, new TrialId(4), 0, 1))
        .isEqualTo(new Verdict.Drop(Limit.atMost(1, 2, 5, 4, words(3))));
  }

  @Test
  void ofAnEvenNumberTheLowerMiddleOneIsTheMedian() {
    var board = new Board();
    for (int trial = 0; trial < 4; trial++) {
      arrive(board, trial, trial, trial, trial);
    }
    arrive(board, 4, 2);
    assertThat(new MedianStopping(1, 3, 0, 3).judge(board, new TrialId(4), 0, 0))
        .isEqualTo(new Verdict.Drop(Limit.atMost(0, 1, 2, 1, words(4))));
  }

  @Test
  void aMissingLossIsLeftOutOfTheAverage() {
    var board = new Board();
    arrive(board, 0, Double.NaN, 3, 0);
    arrive(board, 1, 5, Double.NaN, 0);
    arrive(board, 2, Double.NaN, Double.NaN, 0);
    arrive(board, 3, 9, 9);
    assertThat(new MedianStopping(1, 3, 0, 2).judge(board, new TrialId(3), 0, 1))
        .isEqualTo(new Verdict.Drop(Limit.atMost(1, 2, 9, 3, words(2))));
    assertThat(new MedianStopping(1, 3, 0, 3).judge(board, new TrialId(3), 0, 1))
        .isInstanceOf(Verdict.Keep.class);
  }

  @Test
  void nobodyIsStoppedBeforeTheGraceIsOverOrWithFewCompleted() {
    Simulated.Losses worse = (trial, epoch) -> trial.number();
    assertThat(Simulated.of(new MedianStopping(1, 9, 9, 1), 1, 20, worse).run().completed())
        .hasSize(20);
    assertThat(Simulated.of(new MedianStopping(1, 9, 0, 20), 1, 20, worse).run().completed())
        .hasSize(20);
    assertThat(Simulated.of(new MedianStopping(1, 9, 4, 5), 1, 20, worse).run().epochs())
        .isEqualTo(5 * 9 + 15 * 4);
  }

  /** With as many slots as trials nobody has completed when the others are judged. */
  @Test
  void theFirstWaveIsNotStopped() {
    Simulated.Losses worse = (trial, epoch) -> trial.number();
    assertThat(Simulated.of(new MedianStopping(1, 9, 0, 1), 20, 20, worse).run().completed())
        .hasSize(20);
  }

  private static String words(int completed) {
    return "the median of " + completed + " completed trials' averages";
  }

  private static void arrive(Board board, int trial, double... losses) {
    board.admit(0);
    for (int rung = 0; rung < losses.length; rung++) {
      board.arrive(0, rung, new TrialId(trial), losses[rung]);
    }
  }
}

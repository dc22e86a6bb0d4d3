package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import org.junit.jupiter.api.Test;

class PashaTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new Pasha(1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return arrived / 3;
  }

  @Test
  void whereEarlyEpochsTellTheBestNobodyTrainsBeyondTheSecondRung() {
    Simulated.Result result =
        Simulated.of(new Pasha(1, 81, 3), 4, 200, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.board().rung(0, 1).arrived()).isEqualTo(66);
    assertThat(result.board().rung(0, 2).arrived()).isZero();
  }

  @Test
  void whereTheOrderTurnsAtEveryRungAsManyClimbAsWithAsha() {
    Simulated.Losses turning =
        (trial, epoch) -> (Integer.numberOfTrailingZeros(epoch) % 2 == 0 ? 1 : -1) * trial.number();
    Board pasha = Simulated.of(new Pasha(1, 64, 2), 4, 300, turning).run().board();
    Board asha = Simulated.of(new Asha(1, 64, 2), 4, 300, turning).run().board();
    for (int rung = 0; rung <= 6; rung++) {
      assertThat(pasha.rung(0, rung).arrived())
          .isPositive()
          .isEqualTo(asha.rung(0, rung).arrived());
    }
  }

  @Test
  void twoTrialsThatSwapOpenTheNextRung() {
    var pasha = new Pasha(1, 27, 3);
    Board board = board(new double[][] {{1, 5}, {2, 4}, {3}, {4}, {5}, {6}});
    assertThat(pasha.open(board)).isEqualTo(2);
    assertThat(pasha.open(board(new double[][] {{1, 4}, {2, 5}, {3}, {4}, {5}, {6}}))).isEqualTo(1);
    assertThat(pasha.open(board(new double[][] {{1, 4}, {3}, {3}}))).isEqualTo(1);
    assertThat(pasha.open(new Board())).isEqualTo(1);
  }

  @Test
  void aTieBelowIsNoDisagreement() {
    Board board = board(new double[][] {{1, 5}, {1, 4}, {3}, {4}, {5}, {6}});
    assertThat(new Pasha(1, 27, 3).open(board)).isEqualTo(1);
  }

  @Test
  void aTrialWithoutALossAboveTakesNoPart() {
    Board board = board(new double[][] {{1, Double.NaN}, {2, 4}, {3}, {4}, {5}, {6}});
    assertThat(new Pasha(1, 27, 3).open(board)).isEqualTo(1);
  }

  /** The first two swap twice, at last by 1; so the others' swap by .5 is noise, that by 2 not. */
  @Test
  void whatIsCloserThanCurvesThatCrossTwiceIsNoDisagreement() {
    var pasha = new Pasha(1, 27, 3);
    assertThat(pasha.open(climbed(10, 10.5))).isEqualTo(2);
    assertThat(pasha.open(climbed(10, 12))).isEqualTo(3);
  }

  /** Four trials at rung 2: two that cross twice, two that swap there for the first time. */
  private static Board climbed(double third, double fourth) {
    return board(
        new double[][] {
          {1, 2.2, 1},
          {2, 2.1, 2},
          {third, third, fourth + 1},
          {fourth, fourth, third + 1},
          {20},
          {21},
          {22},
          {23},
          {24},
          {25},
          {26},
          {27}
        });
  }

  @Test
  void anOpenRungStaysOpenOnceATrialHasLeftForIt() {
    var pasha = new Pasha(1, 27, 3);
    Board board = board(new double[][] {{1, 1, 1}, {2, 2}, {3, 3}, {4}, {5}, {6}, {7}, {8}, {9}});
    assertThat(pasha.open(board)).isEqualTo(2);
  }

  @Test
  void aLadderOfOneRungIsTheEnd() {
    assertThat(new Pasha(9, 9, 3).open(new Board())).isZero();
    assertThat(Simulated.of(new Pasha(9, 9, 3), 2, 5, Simulated.Losses.BY_NUMBER).run().completed())
        .hasSize(5);
  }

  /** Each row holds a trial's losses, rung by rung; it has left every rung but its last. */
  private static Board board(double[][] losses) {
    var board = new Board();
    for (int trial = 0; trial < losses.length; trial++) {
      board.admit(0);
      for (int rung = 0; rung < losses[trial].length; rung++) {
        board.arrive(0, rung, new TrialId(trial), losses[trial][rung]);
        if (rung + 1 < losses[trial].length) {
          board.promote(0, rung, new TrialId(trial));
        }
      }
    }
    return board;
  }
}

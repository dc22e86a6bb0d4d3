package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AsyncHyperbandTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new AsyncHyperband(1, 27, 3);
  }

  @Override
  public int passing(int arrived) {
    return arrived / 3;
  }

  @Test
  void afterEachRoundEveryBracketHasHyperbandsShare() {
    for (AsyncHyperband scheduler :
        List.of(
            new AsyncHyperband(1, 81, 3),
            new AsyncHyperband(1, 64, 4),
            new AsyncHyperband(1, 100, 2))) {
      List<Integer> sizes = scheduler.table().stream().map(Bracket::size).toList();
      int round = sizes.stream().mapToInt(each -> each).sum();
      var board = new Board();
      for (int rounds = 1; rounds <= 3; rounds++) {
        int times = rounds;
        started(scheduler, board, round);
        assertThat(admitted(board, sizes.size()))
            .isEqualTo(sizes.stream().map(size -> times * size).toList());
      }
    }
  }

  @Test
  void withinARoundNoBracketIsFarFromItsShare() {
    var scheduler = new AsyncHyperband(1, 81, 3);
    List<Bracket> table = scheduler.table();
    var board = new Board();
    for (int trials = 1; trials <= 143; trials++) {
      started(scheduler, board, 1);
      for (int index = 0; index < table.size(); index++) {
        double share = trials * table.get(index).size() / 143.0;
        assertThat((double) board.admitted(index)).isBetween(share - 1.5, share + 1.5);
      }
    }
  }

  @Test
  void theHighestPromotionGoesFirstWhateverItsBracket() {
    var scheduler = new AsyncHyperband(1, 9, 3);
    var board = new Board();
    started(scheduler, board, 17);
    for (int trial = 0; trial < 3; trial++) {
      board.arrive(0, 0, new TrialId(trial), trial);
      board.arrive(1, 0, new TrialId(10 + trial), trial);
    }
    Promotion first = scheduler.promote(board).orElseThrow();
    assertThat(first.trial()).isEqualTo(new TrialId(10));
    assertThat(first.untilEpoch()).isEqualTo(9);
    board.promote(1, 0, first.trial());
    assertThat(scheduler.promote(board).orElseThrow().trial()).isEqualTo(new TrialId(0));
  }

  @Test
  void noSlotWaits() {
    Simulated sweep = Simulated.of(new AsyncHyperband(1, 9, 3), 8, 400, Chances.losses(1, 5));
    assertThat(sweep.run().board().open()).hasSize(3);
    assertThat(sweep.run().last()).hasSize(400);
  }

  private static void started(Scheduler scheduler, Board board, int trials) {
    for (int trial = 0; trial < trials; trial++) {
      board.admit(scheduler.admit(board).orElseThrow());
    }
  }

  private static List<Integer> admitted(Board board, int brackets) {
    var admitted = new ArrayList<Integer>();
    for (int bracket = 0; bracket < brackets; bracket++) {
      admitted.add(board.admitted(bracket));
    }
    return admitted;
  }
}

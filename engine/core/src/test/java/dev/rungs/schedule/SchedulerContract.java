package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** What every scheduler keeps; a scheduler's test implements this and adds its own cases. */
interface SchedulerContract {

  /** Returns one with at least two rungs, if it has rungs. */
  Scheduler scheduler();

  /** Returns how many of those at a rung may pass, if ranks decide. */
  default int passing(int arrived) {
    return 0;
  }

  /** Runs sweeps of many shapes: random losses, failures, ties, speeds, sizes. */
  private void sweeps(BiConsumer<Simulated, Simulated.Result> check) {
    for (int seed = 0; seed < 60; seed++) {
      long fixed = seed;
      Simulated sweep =
          Simulated.of(scheduler(), 1 + seed % 13, 1 + 7 * seed, Chances.losses(seed, seed % 5))
              .withPace(trial -> Chances.pace(fixed, trial));
      check.accept(sweep, sweep.run());
    }
  }

  @Test
  default void everyTrialStartsAndEnds() {
    sweeps(
        (sweep, result) -> {
          assertThat(result.last()).hasSize(sweep.trials());
          assertThat(result.last().values())
              .hasOnlyElementsOfTypes(
                  Verdict.Complete.class,
                  Verdict.Stop.class,
                  Verdict.Drop.class,
                  Verdict.Pause.class);
        });
  }

  @Test
  default void aClosedBoardEndsWithNothingLeftToPromoteOrToCome() {
    sweeps(
        (sweep, result) -> {
          Board board = result.board();
          assertThat(scheduler().promote(board)).isEmpty();
          for (int bracket = 0; bracket < board.brackets(); bracket++) {
            assertThat(board.rung(bracket, 0).arrived()).isEqualTo(board.admitted(bracket));
          }
        });
  }

  @Test
  default void everyVerdictIsTrueAndOnlyThoseWhoWaitArePromoted() {
    sweeps((sweep, result) -> Referee.check(scheduler(), this::passing, result));
  }

  @Test
  default void theSameArrivalsGiveTheSameDecisions() {
    sweeps((sweep, result) -> assertThat(sweep.run().decisions()).isEqualTo(result.decisions()));
  }

  @Test
  default void aTrialWithoutALossNeverTrainsOn() {
    var ladder = scheduler().bracket(0).ladder();
    Simulated.Result result = Simulated.of(scheduler(), 3, 100, (trial, epoch) -> Double.NaN).run();
    assertThat(result.decisions()).hasSize(100);
    assertThat(result.last().values())
        .hasOnlyElementsOfTypes(Verdict.Stop.class, Verdict.Drop.class, Verdict.Complete.class);
    assertThat(ladder.top() == 0 || result.board().rung(0, 1).arrived() == 0).isTrue();
  }

  @Test
  default void aTrialAloneIsJudged() {
    Simulated.Result result = Simulated.of(scheduler(), 1, 1, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.decisions()).isNotEmpty();
    assertThat(result.decisions().get(0).trial()).isEqualTo(new TrialId(0));
  }

  /** Which NaN it is, or an infinity in its place, makes no difference; nor does it to others. */
  @Test
  default void everyLossThatIsNoNumberIsTheSame() {
    for (double odd : new double[] {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY}) {
      Simulated.Losses losses = Chances.losses(3, 4);
      Simulated.Losses infinite =
          (trial, epoch) -> Double.isNaN(losses.at(trial, epoch)) ? odd : losses.at(trial, epoch);
      assertThat(Simulated.of(scheduler(), 3, 100, infinite).run().last())
          .isEqualTo(Simulated.of(scheduler(), 3, 100, losses).run().last());
    }
  }

  @Test
  default void everyLadderEndsAtTheSameEpoch() {
    int last = scheduler().bracket(0).ladder().epochs().get(scheduler().bracket(0).ladder().top());
    for (int index = 0; index < 20; index++) {
      Ladder ladder = scheduler().bracket(index).ladder();
      assertThat(ladder.epoch(ladder.top())).isEqualTo(last);
    }
  }

  @Test
  default void aNewTrialGoesToAnOpenBracketOrTheNext() {
    var board = new Board();
    for (int trial = 0; trial < 300; trial++) {
      var answer = scheduler().admit(board);
      if (answer.isEmpty()) {
        return;
      }
      assertThat(answer.get()).isBetween(0, board.brackets());
      board.admit(answer.get());
      assertThat(board.admitted(answer.get()))
          .isLessThanOrEqualTo(scheduler().bracket(answer.get()).size());
    }
  }
}

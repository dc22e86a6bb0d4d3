package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import org.junit.jupiter.api.Test;

class PatientTest implements SchedulerContract {

  /** Each newcomer is worse than the one before, so the scheduler stops all but the first. */
  private static final int SLOPE = 100;

  @Override
  public Scheduler scheduler() {
    return new Patient(new AshaStopping(1, 27, 3), new Patience(4, 1));
  }

  @Override
  public int passing(int arrived) {
    return Math.max(1, arrived / 3);
  }

  @Test
  void whoImprovesTrainsOnWhateverItsRank() {
    Simulated.Losses falling = (trial, epoch) -> SLOPE * trial.number() - epoch;
    Simulated.Result result = Simulated.of(patient(1, 0), 1, 10, falling).run();
    assertThat(result.completed()).hasSize(10);
  }

  @Test
  void whoStandsStillIsLeftToTheScheduler() {
    Simulated.Losses flat = (trial, epoch) -> SLOPE * trial.number();
    Simulated.Result result = Simulated.of(patient(4, 0), 1, 10, flat).run();
    assertThat(result.completed()).containsExactly(new TrialId(0));
    assertThat(result.epochs()).as("progress at epoch 1, patience to 5").isEqualTo(9 + 9 * 5);
  }

  @Test
  void whatIsTooLittleIsNoProgress() {
    Simulated.Losses slow = (trial, epoch) -> SLOPE * trial.number() - epoch / 4.0;
    assertThat(Simulated.of(patient(2, 0.3), 1, 5, slow).run().completed()).hasSize(5);
    assertThat(Simulated.of(patient(2, 0.6), 1, 5, slow).run().completed()).hasSize(1);
  }

  @Test
  void withoutALossNobodyIsKept() {
    var board = new Board();
    board.admit(0);
    board.arrive(0, 0, new TrialId(0), Double.NaN);
    assertThat(patient(4, 0).judge(board, new TrialId(0), 0, 0)).isInstanceOf(Verdict.Drop.class);
  }

  @Test
  void refusesNoPatience() {
    assertThatThrownBy(() -> patient(0, 0)).hasMessage("patient is 0, must be >= 1");
  }

  private static Scheduler patient(int epochs, double improve) {
    return new Patient(new PercentileStopping(1, 9, 0, 1, 50), new Patience(epochs, improve));
  }
}

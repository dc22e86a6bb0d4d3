package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.schedule.RunToEnd;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class SweepLogTest {

  private final SweepLog log = new SweepLog();

  @Test
  void timeRunsFromEventToEventAndToNow() {
    start(1000);
    log.apply(1400, new SweepPaused("x", SweepEvent.Pauser.USER));
    assertElapsed(400);
    assertThat(log.elapsed(1500)).isEqualTo(Duration.ofMillis(500));
    assertThat(log.lastMillis()).isEqualTo(1400);
  }

  @Test
  void timeBetweenTwoProcessesDoesNotCount() {
    start(1000);
    log.apply(1400, new SweepPaused("x", SweepEvent.Pauser.USER));
    log.apply(9000, new SweepOpened());
    log.apply(9100, new SweepResumed());
    assertElapsed(500);
  }

  @Test
  void timeAfterTheEndDoesNotCount() {
    start(1000);
    log.apply(1100, new SweepStopping(Ending.FINISHED, "x"));
    log.apply(1200, new SweepEnded(Ending.FINISHED, "x"));
    assertThat(log.elapsed(5000)).isEqualTo(Duration.ofMillis(200));
    log.apply(6000, new StopRulesChanged(StopRules.trials(9)));
    assertElapsed(200);
    assertThat(log.elapsed(6300)).isEqualTo(Duration.ofMillis(500));
  }

  @Test
  void timeBeforeAForkDoesNotCount() {
    start(1000);
    log.apply(1100, new SpaceUsedUp());
    log.apply(9000, new SweepEvent.SweepForked("old", 3));
    assertElapsed(100);
    log.apply(9500, new SweepOpened());
    assertElapsed(100);
  }

  @Test
  void aClockThatGoesBackwardsCountsAsNoTime() {
    start(1000);
    log.apply(400, new SweepPaused("x", SweepEvent.Pauser.USER));
    assertElapsed(0);
    assertThat(log.elapsed(300)).isZero();
    log.apply(450, new SweepResumed());
    assertElapsed(50);
  }

  @Test
  void beforeItIsCreatedASweepHasNoTime() {
    assertElapsed(0);
    assertThat(log.elapsed(5000)).isZero();
  }

  private void start(long atMillis) {
    log.apply(atMillis, new SweepCreated(Sweeps.of(new RunToEnd(1)).build()));
    log.apply(atMillis, new SweepOpened());
  }

  private void assertElapsed(long millis) {
    assertThat(log.elapsed()).isEqualTo(Duration.ofMillis(millis));
  }
}

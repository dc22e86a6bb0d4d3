package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RunToEndTest implements SchedulerContract {

  @Override
  public Scheduler scheduler() {
    return new RunToEnd(5);
  }

  @Test
  void everyTrialTrainsToTheEnd() {
    Simulated.Result result = Simulated.of(scheduler(), 2, 10, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.completed()).hasSize(10);
    assertThat(result.epochs()).isEqualTo(50);
  }

  @Test
  void refusesAnEndBeforeTheFirstEpoch() {
    assertThatThrownBy(() -> new RunToEnd(0)).isInstanceOf(IllegalArgumentException.class);
  }
}

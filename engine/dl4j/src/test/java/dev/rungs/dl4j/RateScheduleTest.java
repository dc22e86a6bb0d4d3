package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.schedule.ISchedule;

class RateScheduleTest {

  @Test
  void constantStaysAtOne() {
    assertThat(factors(4, Map.of())).containsExactly(1, 1, 1, 1);
  }

  @Test
  void stepFallsAfterEachLrEpochs() {
    assertThat(factors(5, Map.of("lr_schedule", "step", "lr_decay", 0.5, "lr_epochs", 2)))
        .containsExactly(1, 1, 0.5, 0.5, 0.25);
  }

  @Test
  void exponentialFallsAfterEachEpoch() {
    assertThat(factors(4, Map.of("lr_schedule", "exponential", "lr_decay", 0.5)))
        .containsExactly(1, 0.5, 0.25, 0.125);
  }

  @Test
  void exponentialAfterKeepsTheFullRateForLrAfterEpochs() {
    assertThat(
            factors(5, Map.of("lr_schedule", "exponential-after", "lr_decay", 0.5, "lr_after", 3)))
        .containsExactly(1, 1, 1, 0.5, 0.25);
  }

  @Test
  void cosineEndsAtItsFloorAndStaysThere() {
    double[] factors = factors(6, Map.of("lr_schedule", "cosine", "lr_epochs", 4, "lr_floor", 0.2));
    double eighth = Math.sqrt(0.5);
    double[] expected = {1, 0.6 + 0.4 * eighth, 0.6, 0.6 - 0.4 * eighth, 0.2, 0.2};
    assertThat(factors).containsExactly(expected, within(1e-15));
  }

  @Test
  void warmUpRisesLinearlyAndThenTheScheduleStarts() {
    Map<String, ?> settings = Map.of("lr_schedule", "exponential", "lr_decay", 0.5, "warmup", 3);
    assertThat(factors(6, settings)).containsExactly(0.25, 0.5, 0.75, 1, 0.5, 0.25);
  }

  @Test
  void dl4jCountsEpochsFromZero() {
    ISchedule rate = new EpochRate(0.1, schedule(Map.of("lr_schedule", "exponential")));
    assertThat(rate.valueAt(999, 0)).isEqualTo(0.1);
    assertThat(rate.valueAt(0, 1)).isEqualTo(0.05);
  }

  private static double[] factors(int epochs, Map<String, ?> settings) {
    RateSchedule schedule = schedule(settings);
    return IntStream.rangeClosed(1, epochs).mapToDouble(schedule::factor).toArray();
  }

  private static RateSchedule schedule(Map<String, ?> settings) {
    return Settings.MLP.make(Configuration.of(settings)).training().schedule();
  }
}

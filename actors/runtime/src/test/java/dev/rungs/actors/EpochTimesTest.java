package dev.rungs.actors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class EpochTimesTest {

  private final EpochTimes times = new EpochTimes();

  @Test
  void knowsNoLimitBeforeFiveEpochs() {
    add(4, Duration.ofSeconds(20));
    assertThat(times.limit()).isZero();
    add(1, Duration.ofSeconds(20));
    assertThat(times.limit()).isEqualTo(Duration.ofSeconds(200));
  }

  @Test
  void allowsAMinuteHoweverShortTheEpochs() {
    add(5, Duration.ofMillis(3));
    assertThat(times.limit()).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void takesTenTimesTheMedianOfTheLast() {
    add(500, Duration.ofSeconds(90));
    add(60, Duration.ofSeconds(7));
    add(41, Duration.ofSeconds(1000));
    assertThat(times.limit()).isEqualTo(Duration.ofSeconds(70));
  }

  private void add(int epochs, Duration each) {
    for (int epoch = 0; epoch < epochs; epoch++) {
      times.add(each.toNanos());
    }
  }
}

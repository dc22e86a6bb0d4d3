package dev.rungs.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class NormalTest {

  @Test
  void theDistributionIsThatOfTheTables() {
    assertThat(Normal.below(1.96)).isCloseTo(0.975002104851780, within(1e-14));
    assertThat(Normal.below(-5)).isCloseTo(2.866515718791939e-7, within(1e-20));
    assertThat(Normal.quantile(0.975)).isCloseTo(1.959963984540054, within(1e-12));
  }
}

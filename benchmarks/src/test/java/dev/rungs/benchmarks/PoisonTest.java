package dev.rungs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That no poison harms the trials beside it; how much it slows them is not asked here. */
@Timeout(900)
class PoisonTest {

  @Test
  void noPoisonHarmsTheTrialsBesideIt() throws Exception {
    var poison = new Poison();
    poison.epochs = 30;
    poison.deadline = 2;

    Finding finding = poison.finding(false);

    assertThat(finding.table()).hasSize(1 + Toxin.values().length);
    assertThat(finding.lines()).noneMatch(line -> line.startsWith("FAIL"));
  }
}

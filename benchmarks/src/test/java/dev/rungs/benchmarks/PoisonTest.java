package dev.rungs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That no poison harms the trials beside it; how much it slows them is not asked here. */
@Timeout(900)
class PoisonTest {

  @Test
  void noPoisonHarmsTheTrialsBesideIt() throws Exception {
    var poison = new Poison();
    poison.epochs = 30;

    Finding finding = poison.finding(false);

    long survivable = Arrays.stream(Toxin.values()).filter(each -> each.suits(false)).count();
    assertThat(finding.table()).hasSize(1 + (int) survivable);
    assertThat(finding.lines()).noneMatch(line -> line.startsWith("FAIL"));
  }

  @Test
  void whoEndsItsOwnProcessHarmsNoOther() throws Exception {
    var poison = new Poison();
    poison.epochs = 30;
    poison.isolated = true;
    poison.deadline = Optional.of(60);
    poison.toxins = Arrays.stream(Toxin.values()).filter(each -> !each.suits(false)).toList();

    Finding finding = poison.finding(false);

    assertThat(finding.table()).hasSize(1 + 5);
    assertThat(finding.lines()).noneMatch(line -> line.startsWith("FAIL"));
  }
}

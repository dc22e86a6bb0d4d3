package dev.rungs.cli.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NearestTest {

  @Test
  void aSwapIsLikelierThanADropAndThatThanAnotherLetter() {
    assertThat(Nearest.to("widt1h", List.of("width", "width1"))).contains("width1");
    assertThat(Nearest.to("widt1", List.of("width", "width1"))).contains("width1");
  }

  @Test
  void amongEqualsTheOneNotYetUsedIsMeant() {
    assertThat(Nearest.to("l", List.of("l1", "l2", "lr"), Set.of("l1", "l2"))).contains("lr");
  }

  @Test
  void caseIsFree() {
    assertThat(Nearest.to("LR", List.of("momentum", "lr"))).contains("lr");
  }

  @Test
  void whatIsFarIsNotMeant() {
    assertThat(Nearest.to("gpu", List.of("cpu", "slots", "timeout"))).contains("cpu");
    assertThat(Nearest.to("memory", List.of("cpu", "slots", "timeout"))).isEmpty();
  }
}

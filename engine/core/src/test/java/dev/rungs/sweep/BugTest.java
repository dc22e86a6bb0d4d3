package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation finds every {@link Bug}; one it does not find asks for a stronger audit. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BugTest {

  private static final int HISTORIES = 1_000;

  private final Map<Bug, Campaign.Broken> found = new EnumMap<>(Bug.class);

  @ParameterizedTest
  @EnumSource
  void isFoundByTheAuditWithinAThousandHistories(Bug bug) {
    Optional<Campaign.Broken> broken = Campaign.hunt(bug, 0, HISTORIES);
    assertThat(broken).isPresent();
    found.put(bug, broken.get());
    assertThat(broken.get().rule()).doesNotStartWith(Campaign.CORE_BROKE);
  }

  @AfterAll
  void printTheTable() {
    System.out.printf("%-30s %9s  %s%n", "bug", "histories", "found by");
    found.forEach(
        (bug, broken) ->
            System.out.printf("%-30s %9d  %s%n", bug, broken.seed() + 1, brief(broken.rule())));
  }

  private static String brief(String rule) {
    String line = rule.replace('\n', ' ');
    return line.length() > 80 ? line.substring(0, 80) + "..." : line;
  }
}

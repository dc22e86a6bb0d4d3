package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * A slice of the campaign, each event audited. A failure names its seed; to replay one:
 *
 * <pre>{@code
 * mvn -pl engine/core test -Dtest=SimulationTest -Dsimulation.seed=78
 * }</pre>
 */
class SimulationTest {

  private static final String ANY = ".*";
  private static final int HISTORIES = 40_000;
  private static final int THOROUGH = 4_000;
  private static final Duration MOST = Duration.ofMinutes(10);
  private static final int THREADS = Runtime.getRuntime().availableProcessors();

  @Test
  @DisabledIfSystemProperty(named = Campaign.SEED, matches = ANY)
  void throughEveryTroubleASweepKeepsItsRulesAndEnds() throws InterruptedException {
    Campaign.Result result = Campaign.run(0, HISTORIES, MOST, THREADS);
    assertThat(result.broken()).isEmpty();
    assertThat(result.histories()).isEqualTo(HISTORIES);
    assertThat(result.thorough()).isEqualTo(HISTORIES / Campaign.THOROUGH);
  }

  @Test
  @DisabledIfSystemProperty(named = Campaign.SEED, matches = ANY)
  void askedTheSameAFoldOfTheJournalAnswersTheSame() throws InterruptedException {
    Campaign.Result result = Campaign.runThoroughly(HISTORIES, THOROUGH, MOST, THREADS);
    assertThat(result.broken()).isEmpty();
    assertThat(result.thorough()).isEqualTo(THOROUGH);
  }

  @Test
  @EnabledIfSystemProperty(named = Campaign.SEED, matches = "-?\\d+")
  void theSeedThatIsAskedForKeepsTheRules() {
    long seed = Long.getLong(Campaign.SEED);
    Optional<Campaign.Broken> broken = Campaign.replay(seed);
    System.out.println(broken.map(Campaign.Broken::toString).orElseGet(() -> Campaign.tell(seed)));
    assertThat(broken).isEmpty();
  }
}

package dev.rungs.benchmarks;

import dev.rungs.sweep.Campaign;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether the decisions keep their rules through every trouble: simulated histories of the real
 * decision core, each event audited, one thread a core. The world they run in is the engine's test
 * code; its seeded bugs, which the tests demand to be found, tell how much it sees.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = "Simulated histories of the decision core, each event audited.")
final class Simulate implements Benchmark {

  @Option(names = "--histories", description = "how many (${DEFAULT-VALUE})")
  long histories = 1_000_000;

  @Option(names = "--seconds", description = "at most so long (${DEFAULT-VALUE})")
  long seconds = 900;

  @Option(names = "--seed", description = "of the first history (${DEFAULT-VALUE})")
  long seed = 0;

  @Option(names = "--threads", description = "how many at a time (one a core)")
  int threads = Runtime.getRuntime().availableProcessors();

  @Override
  public Finding measure() throws InterruptedException {
    Campaign.Result result = Campaign.run(seed, histories, Duration.ofSeconds(seconds), threads);
    result.broken().forEach(System.err::println);
    return new Finding(
        List.of(
            List.of(
                "histories",
                "replayed",
                "events",
                "questions",
                "seconds",
                "a second",
                "a cpu second"),
            List.of(
                Long.toString(result.histories()),
                Long.toString(result.thorough()),
                Long.toString(result.events()),
                Long.toString(result.questions()),
                Long.toString(result.time().toSeconds()),
                rate(result.histories(), result.time()),
                rate(result.histories(), result.cpu()))),
        checks(result));
  }

  private List<Finding.Check> checks(Campaign.Result result) {
    var checks = new ArrayList<Finding.Check>();
    List<Long> seeds = result.broken().stream().map(Campaign.Broken::seed).toList();
    checks.add(
        new Finding.Check(
            "seeds that break a rule are " + seeds + ", must be none", seeds.isEmpty()));
    checks.add(
        new Finding.Check(
            "histories is " + result.histories() + ", must be " + histories,
            result.histories() == histories));
    return checks;
  }

  private static String rate(long histories, Duration time) {
    return String.format(Locale.ROOT, "%.0f", histories / (time.toNanos() / 1e9));
  }
}

package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.sweep.SweepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How many metrics a second a sweep makes durable, and how fast a process goes on with them.
 *
 * <p>Nothing is trained: every epoch reports {@value Flood#METRICS} metrics at once ({@link
 * Flood}). A metric is acknowledged when the commit that holds it is on the disk. The time is the
 * whole sweep's, from its first event to its last, checkpoints and all. Beside it stands what
 * SQLite alone makes of the very rows that the sweep has left ({@link PlainSqlite}).
 */
@Command(
    name = "throughput",
    mixinStandardHelpOptions = true,
    description = "Metrics a second that a sweep makes durable, and how fast it goes on with them.")
final class Throughput implements Benchmark {

  private static final int FEW = 2;
  private static final int LEAST_OF_FEW = 50_000;
  private static final int LEAST_OF_MANY = 100_000;

  @Option(names = "--metrics", description = "of each sweep (${DEFAULT-VALUE})")
  int metrics = 1_000_000;

  @Option(names = "--trials", description = "at a time, where there are many (${DEFAULT-VALUE})")
  int many = 1_000;

  @Option(
      names = "--recovery",
      description = "seconds from a process's start to its first safe epoch (${DEFAULT-VALUE})")
  int recovery = 5;

  private final List<List<String>> table = new ArrayList<>();
  private final List<Finding.Check> checks = new ArrayList<>();

  @Override
  public Finding measure() throws Exception {
    table.add(List.of("trials at a time", "metrics", "a second", "SQLite alone", "share"));
    flood(FEW); // warms up
    table.remove(1);
    limit(FEW, flood(FEW), LEAST_OF_FEW);
    limit(many, flood(many), LEAST_OF_MANY);
    recover();
    return new Finding(table, checks);
  }

  /** Returns metrics a second. */
  private double flood(int slots) throws Exception {
    var flood = Flood.of(metrics, slots);
    try (Temporary directory = Temporary.create()) {
      SweepResult result;
      try (Rungs rungs = Rungs.local().directory(directory.path()).slots(slots).open()) {
        result = rungs.run(Flood.ID, flood.spec(), flood);
      }
      long said = result.spentEpochs() * Flood.METRICS;
      double rate = said / (result.elapsed().toNanos() / 1e9);
      double alone = said / PlainSqlite.seconds(directory.path());
      table.add(
          Stream.of(slots, said, whole(rate), whole(alone), share(rate / alone))
              .map(Object::toString)
              .toList());
      return rate;
    }
  }

  private void limit(int slots, double rate, int least) {
    String says =
        slots + " trials acknowledge " + whole(rate) + " metrics a second, must be >= " + least;
    checks.add(new Finding.Check(says, rate >= least));
  }

  /** Stops a sweep when its metrics are safe, and has a process of its own go on with it. */
  private void recover() throws Exception {
    var flood = Flood.of(2 * metrics, FEW);
    try (Ground ground = Ground.Folder.create()) {
      flood.runUntil(ground.directory(), metrics / Flood.METRICS, () -> {});
      Process process = Life.start(List.of(), Flood.class, flood.words(ground), ground);
      Life life = Life.of(process, Optional.empty(), each -> {});
      if (!life.trained()) {
        throw new IllegalStateException("the sweep did not go on:\n" + ground.complaints());
      }
      double seconds = life.silence().toNanos() / 1e9;
      String says =
          String.format(
              Locale.ROOT,
              "a process with %d metrics to recover has a safe epoch after %.1f s, must be <= %d s",
              metrics,
              seconds,
              recovery);
      checks.add(new Finding.Check(says, seconds <= recovery));
    }
  }

  private static String whole(double number) {
    return String.format(Locale.ROOT, "%.0f", number);
  }

  private static String share(double number) {
    return String.format(Locale.ROOT, "%.2f", number);
  }
}

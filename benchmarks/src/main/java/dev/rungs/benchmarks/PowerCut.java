package dev.rungs.benchmarks;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether what a sweep said was safe survives the loss of power: as {@link Kill}, but the disk dies
 * with the process and forgets what was not synced. Needs Linux and the rights to mount.
 */
@Command(
    name = "powercut",
    mixinStandardHelpOptions = true,
    description = "Cut the power of a sweep's disk again and again; nothing may be lost.")
final class PowerCut implements Benchmark {

  private static final String UNSYNCED =
      "-Dakka-persistence-jdbc.shared-databases.slick.db.properties.synchronous=OFF";

  @Option(names = "--cuts", description = "at random moments (${DEFAULT-VALUE})")
  int cuts = 20;

  @Option(names = "--seed", description = "of the moments and the sweeps (${DEFAULT-VALUE})")
  long seed = 1;

  @Option(names = "--trials", description = "of each sweep (${DEFAULT-VALUE})")
  int trials = 60;

  @Option(
      names = "--unsynced",
      description = "without SQLite's syncs, to see that the loss is found: must fail")
  boolean unsynced;

  @Option(
      names = "--pause",
      description = "seconds from a restart to the first safe epoch at most (${DEFAULT-VALUE})")
  int pause = 10;

  @Override
  public Finding measure() throws Exception {
    var tally = new Tally("walk, power cut", Duration.ofSeconds(pause));
    var task = new Task(Task.Kind.WALK, seed, trials, 81, false);
    List<String> options = unsynced ? List.of(UNSYNCED) : List.of();
    new Deaths(task, Path.of("examples"), options, tally).random(cuts, seed, LoopDisk::create);
    return Kill.finding(List.of(tally));
  }
}

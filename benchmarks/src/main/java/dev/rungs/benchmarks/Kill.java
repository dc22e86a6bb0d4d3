package dev.rungs.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a sweep survives the death of its process: kills it with signal 9 at random moments and
 * starts it again until it has ended, and compares what the dead said was safe with what is there.
 *
 * <p>No trial is given up for a death here ({@code retry.deaths} 0), since the deaths come from
 * outside.
 */
@Command(
    name = "kill",
    mixinStandardHelpOptions = true,
    description = "Kill a sweep's process again and again; nothing may be lost.")
final class Kill implements Benchmark {

  @Option(names = "--kills", description = "at random moments (${DEFAULT-VALUE})")
  int kills = 100;

  @Option(names = "--seed", description = "of the moments and the sweeps (${DEFAULT-VALUE})")
  long seed = 1;

  @Option(
      names = "--ordered",
      description = "decide in order, and compare with the uninterrupted sweep")
  boolean ordered;

  @Option(names = "--trials", description = "of each sweep (${DEFAULT-VALUE})")
  int trials = 60;

  @Option(names = "--dl4j", description = "further kills, while DL4J trains (${DEFAULT-VALUE})")
  int dl4j = 0;

  @Option(
      names = "--passes",
      description = "die at each named point, at each of its first passes (${DEFAULT-VALUE})")
  int passes = 3;

  @Option(
      names = "--pause",
      description = "seconds from a restart to the first safe epoch at most (${DEFAULT-VALUE})")
  int pause = 10;

  @Option(
      names = "--journal",
      paramLabel = "URL",
      description = {
        "the random kills with the journal in jdbc:postgresql://host/database, as in rungs run;",
        "in schemas of its own, dropped at the end"
      })
  Optional<String> journal = Optional.empty();

  @Option(
      names = "--examples",
      paramLabel = "DIR",
      description = "the folder with data/digits.csv.gz (${DEFAULT-VALUE})")
  Path examples = Path.of("examples");

  @Override
  public Finding measure() throws Exception {
    List<Tally> tallies = new ArrayList<>();
    if (kills > 0) {
      var walk = new Task(Task.Kind.WALK, seed, trials, 81, ordered);
      tallies.add(random(walk, kills, ordered ? "walk, ordered" : "walk"));
    }
    if (dl4j > 0) {
      var digits = new Task(Task.Kind.DIGITS, seed, trials, 27, true);
      tallies.add(random(digits, dl4j, "digits, ordered"));
    }
    if (passes > 0) {
      tallies.add(points());
    }
    return finding(tallies);
  }

  private Tally random(Task task, int deaths, String name) throws Exception {
    var tally = new Tally(name, Duration.ofSeconds(pause));
    new Deaths(task, examples, List.of(), tally).random(deaths, seed, this::ground);
    return tally;
  }

  private Ground ground() throws IOException {
    return journal.isPresent()
        ? ServerGround.create(ServerGround.Server.at(journal.get()))
        : Ground.Folder.create();
  }

  private Tally points() throws Exception {
    var tally = new Tally("named points", Duration.ofSeconds(pause));
    var task = new Task(Task.Kind.WALK, seed, 12, 9, true);
    var campaign = new Deaths(task, examples, List.of(), tally);
    for (Failpoint point : Failpoint.values()) {
      for (int pass = 1; pass <= passes; pass++) {
        campaign.at(point, pass);
      }
    }
    return tally;
  }

  static Finding finding(List<Tally> tallies) {
    var table = new ArrayList<List<String>>();
    table.add(Tally.HEADINGS);
    tallies.forEach(tally -> table.add(tally.row()));
    return new Finding(table, tallies.stream().flatMap(tally -> tally.checks().stream()).toList());
  }
}

package dev.rungs.benchmarks;

import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.benchmarks.Life.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether a damaged journal is ever read as if it were whole: copies of what a killed sweep left,
 * the database or its log damaged by each {@link Saboteur} in turn. A copy must be refused by name,
 * with the way out, or hold all that the sweep had said was safe, and nothing else than it did: not
 * every byte of a database means something, and the last commit of a process that dies may not have
 * been told to anybody.
 */
@Command(
    name = "damage",
    mixinStandardHelpOptions = true,
    description = "Damage copies of a killed sweep's journal; none may be opened in silence.")
final class Damaged implements Benchmark {

  private static final String DATABASE = "rungs.db";
  private static final String LOG = "rungs.db-wal";

  @Option(names = "--journals", description = "how many copies (${DEFAULT-VALUE})")
  int journals = 500;

  @Option(names = "--seed", description = "of the damage and the sweep (${DEFAULT-VALUE})")
  long seed = 1;

  /** What came of a copy. */
  private enum Outcome {
    WHOLE,
    REFUSED,
    /** Or refused without saying what is damaged and what to do. */
    SILENT
  }

  /** What was done to a copy, and what came of it. */
  private record Attempt(Saboteur how, Outcome outcome) {}

  @Override
  public Finding measure() throws Exception {
    var attempts = new ArrayList<Attempt>();
    List<Saboteur> ways = List.of(Saboteur.values());
    try (Ground ground = Ground.Folder.create()) {
      List<Life> lives = killASweep(ground);
      for (int number = 0; number < journals; number++) {
        Saboteur how = ways.get(number % ways.size());
        try (Ground copy = Ground.Folder.create()) {
          copyFiles(ground.directory(), copy.directory());
          attempts.add(new Attempt(how, outcome(copy, lives, how, seed + number)));
        }
      }
    }
    return finding(attempts);
  }

  private Task task() {
    return new Task(Task.Kind.WALK, seed, 200, 81, false);
  }

  /** Leaves a database, and a log with what was written after the last restart. */
  private List<Life> killASweep(Ground ground) throws Exception {
    var words = new ArrayList<>(List.of(ground.directory().toString(), "examples"));
    words.addAll(task().words());
    var afterTheFirstEpoch = new Moment(false, Duration.ofSeconds(1));
    var lives = new ArrayList<Life>();
    for (int life = 0; life < 3; life++) {
      Process victim = Life.start(List.of("-Xmx400m"), Victim.class, words, ground);
      lives.add(Life.of(victim, Optional.of(afterTheFirstEpoch), ground::strike));
    }
    if (!lives.stream().allMatch(Life::killed)
        || Files.size(ground.directory().resolve(LOG)) == 0) {
      throw new IOException("there is no log to damage:\n" + ground.complaints());
    }
    return lives;
  }

  private Outcome outcome(Ground copy, List<Life> lives, Saboteur how, long chanceSeed)
      throws IOException {
    var chance = new SplittableRandom(chanceSeed);
    String victim = chance.nextBoolean() ? DATABASE : LOG;
    String what = how + " of " + victim + " with seed " + chanceSeed;
    how.damage(copy.directory().resolve(victim), chance);
    try {
      copy.database().hold(lost -> {}).close();
      new SweepJournal(copy.directory()).verify(Task.ID);
      var tally = new Tally(what, Duration.ofDays(1));
      var ledger = new Ledger(task(), copy, tally);
      lives.forEach(ledger::check);
      return tally.checks().stream().allMatch(Check::kept) ? Outcome.WHOLE : Outcome.SILENT;
    } catch (JournalException e) {
      String said = String.valueOf(e.getMessage());
      if (said.contains(DATABASE) && said.contains("--accept-loss")) {
        return Outcome.REFUSED;
      }
      System.err.println(what + ": " + said);
      return Outcome.SILENT;
    }
  }

  /** Copies all but the index of the log, which SQLite makes anew. */
  private static void copyFiles(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(each -> !each.toString().endsWith("-shm")).toList()) {
        Files.copy(file, to.resolve(from.relativize(file).toString()));
      }
    }
  }

  private static Finding finding(List<Attempt> attempts) {
    var table = new ArrayList<List<String>>();
    table.add(List.of("damage", "nothing missing", "refused by name", "opened in silence"));
    for (Saboteur how : Saboteur.values()) {
      var row = new ArrayList<>(List.of(how.toString()));
      for (Outcome outcome : Outcome.values()) {
        row.add(Long.toString(count(attempts, how, outcome)));
      }
      table.add(row);
    }
    long silent = count(attempts, Outcome.SILENT);
    long refused = count(attempts, Outcome.REFUSED);
    return new Finding(
        table,
        List.of(
            new Check("journals opened in silence is " + silent + ", must be 0", silent == 0),
            new Check("journals refused is " + refused + ", must be at least 1", refused > 0)));
  }

  private static long count(List<Attempt> attempts, Saboteur how, Outcome outcome) {
    return attempts.stream().filter(new Attempt(how, outcome)::equals).count();
  }

  private static long count(List<Attempt> attempts, Outcome outcome) {
    return attempts.stream().filter(each -> each.outcome() == outcome).count();
  }
}

package dev.rungs.actors;

import static dev.rungs.actors.TestSweep.sweep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.Loss;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepResult;
import dev.rungs.trial.TrialId;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A damaged journal is refused by name, or reads as it was written; nothing else. The campaign runs
 * as often as {@code -Ddamage.rounds} says.
 */
@Timeout(600)
class DamageTest {

  private static final int ROUNDS = Integer.getInteger("damage.rounds", 40);
  private static final long SEED = Long.getLong("damage.seed", 20261121);

  @TempDir Path directory;

  private SweepResult whole;

  @BeforeEach
  void runASweep() throws Exception {
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      whole = rungs.run("q", sweep(12), new Quadratic());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "DELETE FROM event_journal WHERE persistence_id = 'sweep|q' AND sequence_number = 5",
        "DELETE FROM event_journal WHERE persistence_id = 'sweep|q' AND sequence_number > 5",
        "DELETE FROM event_journal WHERE persistence_id = 'trial|q/t003'",
        "DELETE FROM event_journal WHERE persistence_id = 'trial|q/t003' AND sequence_number ="
            + " (SELECT max(sequence_number) FROM event_journal"
            + " WHERE persistence_id = 'trial|q/t003')",
        "UPDATE event_journal SET persistence_id = 'trial|q/t099' WHERE persistence_id ="
            + " 'trial|q/t003'",
        "DELETE FROM event_journal"
      })
  void whatIsMissingIsRefusedByNameAndGoesOnOnlyIfTheLossIsAccepted(String sql) throws Exception {
    change(sql);
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      assertThatThrownBy(() -> rungs.run("q", sweep(12), new Quadratic()))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("rungs.db: event ")
          .hasMessageMatching(".* of (sweep q|trial q/t0..) .*")
          .hasMessageContaining("--accept-loss");
    }
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).acceptLoss().open()) {
      assertThat(rungs.losses()).hasSize(1);
      Loss loss = rungs.losses().get(0);
      assertThat(loss.sweep()).isEqualTo("q");
      assertThat(loss.events()).isPositive();
      assertThat(Path.of(loss.aside()).resolve("rungs.db")).exists();
      SweepResult again = rungs.run("q", sweep(14), new Quadratic());
      assertThat(again.trials()).hasSize(14);
    }
    new SweepJournal(directory).verify("q");
    try (Rungs rungs = Rungs.local().directory(directory).acceptLoss().open()) {
      assertThat(rungs.losses()).isEmpty();
    }
  }

  @Test
  void anOlderCopyIsRefusedAlsoByThoseWhoOnlyRead() throws Exception {
    Path copy = Files.copy(directory.resolve("rungs.db"), directory.resolve("copy"));
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      rungs.run("q", sweep(20), new Quadratic());
    }
    Files.move(copy, directory.resolve("rungs.db"), StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> new SweepJournal(directory).log("q"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("of sweep q is missing: journal.mark notes");
    Files.delete(directory.resolve("rungs.db"));
    assertThatThrownBy(() -> new SweepJournal(directory).log("q"))
        .hasMessageContaining("event 1 of sweep q is missing: journal.mark notes");
  }

  @Test
  void aWholeJournalLosesNothingWhenLossIsAccepted() throws Exception {
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).acceptLoss().open()) {
      assertThat(rungs.losses()).isEmpty();
      assertThat(rungs.run("q", sweep(12), new Quadratic())).isEqualTo(whole);
    }
  }

  @Test
  void noDamageOfDatabaseOrLogIsOpenedInSilence() throws Exception {
    Path origin = killed();
    Map<String, List<Journaled<?>>> truth = everything(origin);
    Saboteur[] all = Saboteur.values();
    var tally = new EnumMap<Saboteur, int[]>(Saboteur.class);
    for (int round = 0; round < ROUNDS; round++) {
      var chance = new SplittableRandom(SEED + round);
      Saboteur how = all[round % all.length];
      String victim = chance.nextBoolean() ? "rungs.db" : "rungs.db-wal";
      Path copy = copy(origin, directory.resolve("round"));
      how.damage(copy.resolve(victim), chance);
      boolean refused =
          isRefused(copy, truth, how + " of " + victim + " with seed " + (SEED + round));
      tally.computeIfAbsent(how, absent -> new int[2])[refused ? 1 : 0]++;
      delete(copy);
    }
    tally.forEach(
        (how, counts) ->
            System.out.printf("%-10s as written %3d, refused %3d%n", how, counts[0], counts[1]));
    assertThat(tally.values().stream().mapToInt(counts -> counts[1]).sum()).isPositive();
  }

  /** Returns whether a copy is refused by name; if it is not, it must read as it was written. */
  private static boolean isRefused(Path copy, Map<String, List<Journaled<?>>> truth, String what) {
    try {
      Database.in(copy).hold(lost -> {}).close();
      new SweepJournal(copy).verify("q");
      assertThat(everything(copy)).as(what).isEqualTo(truth);
      return false;
    } catch (JournalException e) {
      assertThat(e).as(what).hasMessageContaining("rungs.db").hasMessageContaining("--accept-loss");
      return true;
    }
  }

  /** A directory whose database and log a killed process left behind. */
  private Path killed() throws Exception {
    Path target = directory.resolve("killed");
    try (Rungs rungs = Rungs.local().directory(target).slots(2).open()) {
      rungs.run("q", sweep(12), new Quadratic()); // this is in the database by now
    }
    TestSweep.runAndKill(target, 24); // and this in its log
    assertThat(target.resolve("rungs.db-wal")).isNotEmptyFile();
    return target;
  }

  /** Every event of the sweep and its trials. */
  private static Map<String, List<Journaled<?>>> everything(Path directory) {
    var journal = new SweepJournal(directory);
    var all = new LinkedHashMap<String, List<Journaled<?>>>();
    all.put("sweep", List.copyOf(journal.events("q", 0)));
    int trials = journal.log("q").map(log -> log.state().size()).orElse(0);
    for (int trial = 0; trial < trials; trial++) {
      var id = new TrialId(trial);
      all.put(id.toString(), List.copyOf(journal.events("q", id)));
    }
    return all;
  }

  private void change(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("rungs.db").toUri());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }

  private static Path copy(Path from, Path to) throws Exception {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        String name = from.relativize(file).toString();
        if (Files.isDirectory(file)) {
          Files.createDirectories(to.resolve(name));
        } else if (!name.endsWith("-shm")) {
          Files.copy(file, to.resolve(name));
        }
      }
    }
    return to;
  }

  private static void delete(Path tree) throws Exception {
    var files = new ArrayList<Path>();
    try (Stream<Path> walk = Files.walk(tree)) {
      walk.forEach(files::add);
    }
    for (int i = files.size() - 1; i >= 0; i--) {
      Files.delete(files.get(i));
    }
  }
}

package dev.rungs.actors;

import static dev.rungs.space.Parameter.real;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Loss;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journal that lacks something is refused by name. */
@Timeout(600)
class DamageTest {

  @TempDir Path directory;

  private SweepResult whole;

  private static SweepSpec sweep(int trials) {
    return SweepSpec.named("quadratic")
        .minimize("loss")
        .over(real("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(new Asha(1, 9, 3))
        .stop(StopRules.trials(trials))
        .build();
  }

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

  private void change(String sql) throws Exception {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + directory.resolve("rungs.db").toUri());
        Statement statement = connection.createStatement()) {
      assertThat(statement.executeUpdate(sql)).isPositive();
    }
  }
}

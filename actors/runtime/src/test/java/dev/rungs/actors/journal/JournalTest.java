package dev.rungs.actors.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {

  private static final EventCodec CODEC = EventCodec.of(TestEvent.class);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  @Test
  void eventsSurviveARestartOfTheActorSystem() throws Exception {
    assertThat(write(Recorder.id("a"), 5)).isEqualTo(5);
    assertThat(write(Recorder.id("a"), 3)).isEqualTo(8);
  }

  @Test
  void aReaderWithoutActorsSeesWhatActorsWroteInOrder() throws Exception {
    write(Recorder.id("b"), 2);
    write(Recorder.id("a"), 3);
    var reader = new JournalReader(directory, CODEC);
    assertThat(reader.ids("test|")).containsExactly("test|b", "test|a");
    assertThat(reader.ids("trial|")).isEmpty();
    assertThat(leases(reader.events("test|a", TestEvent.class))).containsExactly(1L, 2L, 3L);
    assertThat(leases(reader.events("test|a", TestEvent.class, 2))).containsExactly(3L);
    assertThat(reader.events("test|absent", TestEvent.class)).isEmpty();
  }

  @Test
  void aReaderSeesACommitWhileTheWriterIsOpen() throws Exception {
    try (Journal journal = Journal.open(directory, CODEC)) {
      ActorSystem<Recorder.Command> system = Recorder.start(journal, Recorder.id("a"));
      try {
        Recorder.record(system, 1);
        var reader = new JournalReader(directory, CODEC);
        assertThat(reader.events("test|a", TestEvent.class)).hasSize(1);
        Recorder.record(system, 2);
        assertThat(reader.events("test|a", TestEvent.class)).hasSize(2);
      } finally {
        Recorder.stop(system);
      }
    }
  }

  @Test
  void readingCreatesAndChangesNothing() throws Exception {
    var absent = new JournalReader(directory.resolve("absent"), CODEC);
    assertThat(absent.ids("")).isEmpty();
    assertThat(directory.resolve("absent")).doesNotExist();

    write(Recorder.id("a"), 3);
    byte[] before = Files.readAllBytes(directory.resolve(Journal.FILE));
    new JournalReader(directory, CODEC).events("test|a", TestEvent.class);
    assertThat(files()).containsExactlyInAnyOrder(Journal.FILE, DirectoryLock.FILE);
    assertThat(Files.readAllBytes(directory.resolve(Journal.FILE))).isEqualTo(before);
  }

  @Test
  void theActorsOwnConnectionSyncsEveryCommitOfItsLog() throws Exception {
    try (Journal journal = Journal.open(directory, CODEC)) {
      ActorSystem<Recorder.Command> system = Recorder.start(journal, Recorder.id("a"));
      try {
        Recorder.record(system, 1);
        var session =
            ((SlickExtensionImpl) SlickExtension.get(system.classicSystem()))
                .database(system.settings().config().getConfig("jdbc-journal"))
                .database()
                .createSession();
        try {
          assertThat(pragma(session.conn(), "journal_mode")).isEqualTo("wal");
          assertThat(pragma(session.conn(), "synchronous")).isEqualTo("2"); // FULL
          assertThat(pragma(session.conn(), "busy_timeout")).isEqualTo("10000");
        } finally {
          session.close();
        }
      } finally {
        Recorder.stop(system);
      }
    }
  }

  @Test
  void nothingIsTaggedDeletedOrSnapshotted() throws Exception {
    write(Recorder.id("a"), 3);
    try (Connection connection = connect()) {
      assertThat(count(connection, "event_tag")).isZero();
      assertThat(count(connection, "snapshot")).isZero();
      assertThat(count(connection, "event_journal WHERE deleted")).isZero();
      assertThat(count(connection, "event_journal")).isEqualTo(3);
    }
  }

  @Test
  void aDamagedEventIsRefusedByNumber() throws Exception {
    write(Recorder.id("a"), 3);
    update("UPDATE event_journal SET event_payload = X'0011223344' WHERE sequence_number = 2");
    assertThatThrownBy(() -> read("test|a"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("event 2 of test|a")
        .hasMessageContaining("checksum");
  }

  @Test
  void aMissingEventIsRefusedByNumber() throws Exception {
    write(Recorder.id("a"), 3);
    update("DELETE FROM event_journal WHERE sequence_number = 2");
    assertThatThrownBy(() -> read("test|a")).hasMessageContaining("event 2 of test|a is missing");
  }

  @Test
  void anotherSchemaIsRefused() throws Exception {
    Journal.open(directory, CODEC).close();
    update("PRAGMA user_version = 7");
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> Journal.open(directory, CODEC))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("schema version 7, must be 1");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(directory.resolve(Journal.FILE), "not a database, and long enough to tell");
    assertThatThrownBy(() -> Journal.open(directory, CODEC))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void anyCharacterMayBeInThePath() throws Exception {
    directory = Files.createDirectory(directory.resolve("what? 100% #1; ü"));
    assertThat(write(Recorder.id("a"), 1)).isEqualTo(1);
    assertThat(read("test|a")).hasSize(1);
    assertThat(files()).contains(Journal.FILE);
  }

  @Test
  void thisProcessCannotOpenADirectoryTwiceAndKeepsItsLockWhenItTries() throws Exception {
    try (Journal journal = Journal.open(directory, CODEC)) {
      assertThat(journal.config().getString("rungs.journal.url")).startsWith("jdbc:sqlite:file:");
      assertThatThrownBy(() -> Journal.open(directory, CODEC))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by this process already");
      assertThat(tryInAnotherProcess()).isPresent();
    }
    assertThat(tryInAnotherProcess()).isEmpty();
  }

  @Test
  void closingTwiceDoesNotReleaseTheNextOwnersLock() {
    Journal first = Journal.open(directory, CODEC);
    first.close();
    try (Journal second = Journal.open(directory, CODEC)) {
      assertThat(second).isNotNull();
      first.close();
      assertThatThrownBy(() -> Journal.open(directory, CODEC)).hasMessageContaining("in use");
    }
  }

  @Test
  void anotherProcessIsRefusedAndToldWhoWrites() throws Exception {
    try (Journal journal = Journal.open(directory, CODEC)) {
      assertThat(journal).isNotNull();
      assertThat(tryInAnotherProcess().orElseThrow())
          .contains("is in use by process " + ProcessHandle.current().pid() + " on ");
    }
  }

  @Test
  void killedWritersLoseNothingTheyAcknowledged() throws Exception {
    long acknowledged = 0;
    for (int kill = 1; kill <= 5; kill++) {
      Process writer = TestWriter.start(directory);
      try (var lines = writer.inputReader()) {
        // Let it get some way, a different one each time, then end it in the middle of a commit.
        String line;
        int seen = 0;
        while ((line = lines.readLine()) != null) {
          acknowledged = Long.parseLong(line);
          if (++seen == 7 * kill) {
            writer.toHandle().destroyForcibly(); // and go on reading, unlike the Process's own
          }
        }
        assertThat(seen).isGreaterThanOrEqualTo(7 * kill);
      }
      assertThat(writer.waitFor(60, SECONDS)).isTrue();
      assertThat(leases(read("test|killed")))
          .hasSizeGreaterThanOrEqualTo((int) acknowledged)
          .isEqualTo(LongStream.rangeClosed(1, read("test|killed").size()).boxed().toList());
    }
  }

  private Optional<String> tryInAnotherProcess() throws Exception {
    Process other = TestWriter.tryToOpen(directory);
    String answer = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor(60, SECONDS)).isTrue();
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** Records {@code count} events and returns how many there are then. */
  private long write(String id, int count) throws Exception {
    try (Journal journal = Journal.open(directory, CODEC)) {
      ActorSystem<Recorder.Command> system = Recorder.start(journal, id);
      try {
        long last = 0;
        long first = Recorder.count(system) + 1;
        for (long lease = first; lease < first + count; lease++) {
          last = Recorder.record(system, lease);
        }
        return last;
      } finally {
        Recorder.stop(system);
      }
    }
  }

  private List<Journaled<TestEvent>> read(String id) {
    return new JournalReader(directory, CODEC).events(id, TestEvent.class);
  }

  private static List<Long> leases(List<Journaled<TestEvent>> events) {
    return events.stream().map(each -> ((TestEvent.Slow.Lost) each.event()).lease()).toList();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(Journal.url(directory.resolve(Journal.FILE)));
  }

  private void update(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    return Integer.parseInt(query(connection, "SELECT count(*) FROM " + table));
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    return query(connection, "PRAGMA " + name);
  }

  private static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}

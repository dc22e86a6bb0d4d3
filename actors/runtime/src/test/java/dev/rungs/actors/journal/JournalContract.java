package dev.rungs.actors.journal;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every database promises as a journal. */
abstract class JournalContract {

  static final EventCodec CODEC = EventCodec.of(TestEvent.class);

  @TempDir
  @SuppressWarnings("NullAway.Init")
  Path directory;

  /** The database of this test, empty at first. */
  abstract Database database();

  /** A connection to it that may change anything. */
  abstract Connection connect() throws SQLException;

  /** A process that writes in it. */
  abstract Process writer() throws Exception;

  /** A process that opens and closes it. */
  abstract Process tryToOpen() throws Exception;

  Journal open() {
    return Journal.open(directory, database(), lost -> {});
  }

  @Test
  void eventsSurviveARestartOfTheActorSystem() throws Exception {
    assertThat(write(Recorder.id("a"), 5)).isEqualTo(5);
    assertThat(write(Recorder.id("a"), 3)).isEqualTo(8);
  }

  @Test
  void aReaderWithoutActorsSeesWhatActorsWroteInOrder() throws Exception {
    write(Recorder.id("b"), 2);
    write(Recorder.id("a"), 3);
    var reader = new JournalReader(database(), CODEC);
    assertThat(reader.ids("test|")).containsExactly("test|b", "test|a");
    assertThat(reader.ids("trial|")).isEmpty();
    assertThat(leases(reader.events("test|a", TestEvent.class))).containsExactly(1L, 2L, 3L);
    assertThat(leases(reader.events("test|a", TestEvent.class, 2))).containsExactly(3L);
    assertThat(reader.events("test|absent", TestEvent.class)).isEmpty();
  }

  @Test
  void aReaderSeesACommitWhileTheWriterIsOpen() throws Exception {
    try (Journal journal = open()) {
      ActorSystem<Recorder.Command> system = Recorder.start(journal, Recorder.id("a"));
      try {
        Recorder.record(system, 1);
        var reader = new JournalReader(database(), CODEC);
        assertThat(reader.events("test|a", TestEvent.class)).hasSize(1);
        Recorder.record(system, 2);
        assertThat(reader.events("test|a", TestEvent.class)).hasSize(2);
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
    byte[] payload = payload(2);
    payload[payload.length - 1] ^= 1;
    setPayload(2, payload);
    assertThatThrownBy(() -> read("test|a"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("event 2 of test a ")
        .hasMessageContaining("checksum");
  }

  @Test
  void aMissingEventIsRefusedByNumber() throws Exception {
    write(Recorder.id("a"), 3);
    update("DELETE FROM event_journal WHERE sequence_number = 2");
    assertThatThrownBy(() -> read("test|a")).hasMessageContaining("event 2 of test a is missing");
  }

  @Test
  void closingTwiceDoesNotReleaseTheNextOwnersLock() {
    Journal first = open();
    first.close();
    try (Journal second = open()) {
      assertThat(second).isNotNull();
      first.close();
      assertThatThrownBy(() -> open()).hasMessageContaining("in use");
    }
  }

  @Test
  void anotherProcessIsRefusedAndToldWhoWrites() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal).isNotNull();
      assertThat(tryInAnotherProcess().orElseThrow())
          .contains("is in use by ")
          .contains("process " + ProcessHandle.current().pid() + " on ");
    }
  }

  @Test
  void killedWritersLoseNothingTheyAcknowledged() throws Exception {
    long acknowledged = 0;
    for (int kill = 1; kill <= 5; kill++) {
      Process writer = writer();
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

  @Test
  void aDoubledEventIsRefusedByNumber() throws Exception {
    write(Recorder.id("a"), 3);
    setPayload(3, payload(2));
    assertThatThrownBy(() -> read("test|a"))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("event 3 of test a is not it, but event 2");
  }

  @Test
  void eventsThatChangedPlacesAreRefusedByNumber() throws Exception {
    write(Recorder.id("a"), 4);
    byte[] second = payload(2);
    setPayload(2, payload(3));
    setPayload(3, second);
    assertThatThrownBy(() -> read("test|a")).hasMessageContaining("event 2 of test a is not it");
  }

  @Test
  void anEventOfAnotherJournalIsRefusedByNumber() throws Exception {
    write(Recorder.id("b"), 3);
    byte[] foreign = payload(3);
    update("DELETE FROM event_journal");
    write(Recorder.id("a"), 3);
    setPayload(3, foreign);
    assertThatThrownBy(() -> read("test|a"))
        .hasMessageContaining("event 3 of test a does not follow event 2");
  }

  @Test
  void aTailThatIsGoneIsRefusedWhereTheMarkTellsOfIt() throws Exception {
    write(Recorder.id("a"), 3);
    var reader = new JournalReader(database(), CODEC);
    Head head = Frame.of("", payload(3)).head();
    assertThat(reader.events("test|a", TestEvent.class, 0, head)).hasSize(3);
    assertThat(reader.events("test|a", TestEvent.class, 3, head)).isEmpty();
    update("DELETE FROM event_journal WHERE sequence_number = 3");
    for (int after = 0; after < 3; after++) {
      int from = after;
      assertThatThrownBy(() -> reader.events("test|a", TestEvent.class, from, head))
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("event 3 of test a is missing: journal.mark notes 3 events")
          .hasMessageContaining("--accept-loss");
    }
  }

  @Test
  void anotherHistoryIsRefusedWhereTheMarkTellsOfIt() throws Exception {
    write(Recorder.id("a"), 3);
    Head head = Frame.of("", payload(3)).head();
    update("DELETE FROM event_journal");
    write(Recorder.id("a"), 3);
    var reader = new JournalReader(database(), CODEC);
    assertThatThrownBy(() -> reader.events("test|a", TestEvent.class, 0, head))
        .hasMessageContaining("event 3 of test a is not the one that journal.mark notes");
  }

  byte[] payload(long number) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "SELECT event_payload FROM event_journal WHERE sequence_number = ?")) {
      statement.setLong(1, number);
      try (ResultSet rows = statement.executeQuery()) {
        assertThat(rows.next()).isTrue();
        return rows.getBytes(1);
      }
    }
  }

  private void setPayload(long number, byte[] payload) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement statement =
            connection.prepareStatement(
                "UPDATE event_journal SET event_payload = ? WHERE sequence_number = ?")) {
      statement.setBytes(1, payload);
      statement.setLong(2, number);
      assertThat(statement.executeUpdate()).isEqualTo(1);
    }
  }

  /** Returns why another process cannot open the journal; empty if it can. */
  Optional<String> tryInAnotherProcess() throws Exception {
    Process other = tryToOpen();
    String answer = new String(other.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(other.waitFor(60, SECONDS)).isTrue();
    return answer.isEmpty() ? Optional.empty() : Optional.of(answer);
  }

  /** Records {@code count} events and returns how many there are then. */
  long write(String id, int count) throws Exception {
    try (Journal journal = open()) {
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

  List<Journaled<TestEvent>> read(String id) {
    return new JournalReader(database(), CODEC).events(id, TestEvent.class);
  }

  private static List<Long> leases(List<Journaled<TestEvent>> events) {
    return events.stream().map(each -> ((TestEvent.Slow.Lost) each.event()).lease()).toList();
  }

  void update(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static int count(Connection connection, String table) throws SQLException {
    return Integer.parseInt(query(connection, "SELECT count(*) FROM " + table));
  }

  static String query(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }
}

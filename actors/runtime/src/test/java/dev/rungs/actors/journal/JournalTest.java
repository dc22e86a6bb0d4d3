package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import akka.actor.typed.ActorSystem;
import akka.persistence.jdbc.db.SlickExtension;
import akka.persistence.jdbc.db.SlickExtensionImpl;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The journal in a SQLite file. */
final class JournalTest extends JournalContract {

  @Override
  Database database() {
    return Database.in(directory);
  }

  @Override
  Connection connect() throws SQLException {
    return DriverManager.getConnection(SqliteFile.url(directory.resolve(SqliteFile.FILE)));
  }

  @Override
  Process writer() throws Exception {
    return TestWriter.start(directory);
  }

  @Override
  Process tryToOpen() throws Exception {
    return TestWriter.tryToOpen(directory);
  }

  @Test
  void aKilledWriterLeavesNoLibraryBehind() throws Exception {
    Process writer = writer();
    assertThat(writer.inputReader().readLine()).isEqualTo("1");
    writer.destroyForcibly().waitFor();
    assertThat(TestWriter.temporary(directory)).isEmptyDirectory();
  }

  @Test
  void aJournalWhoseWriterDiedBeforeItsTablesIsEmpty() throws Exception {
    Path file = Files.createFile(directory.resolve(SqliteFile.FILE));
    assertThat(new JournalReader(database(), CODEC).ids("")).isEmpty();
    try (Connection connection = DriverManager.getConnection(SqliteFile.url(file));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA journal_mode = WAL");
    }
    assertThat(file).isNotEmptyFile();
    assertThat(read("test|a")).isEmpty();
    assertThat(write(Recorder.id("a"), 3)).isEqualTo(3);
  }

  @Test
  void readingCreatesAndChangesNothing() throws Exception {
    var absent = new JournalReader(Database.in(directory.resolve("absent")), CODEC);
    assertThat(absent.ids("")).isEmpty();
    assertThat(directory.resolve("absent")).doesNotExist();

    write(Recorder.id("a"), 3);
    byte[] before = Files.readAllBytes(directory.resolve(SqliteFile.FILE));
    new JournalReader(database(), CODEC).events("test|a", TestEvent.class);
    assertThat(files()).containsExactlyInAnyOrder(SqliteFile.FILE, DirectoryLock.FILE);
    assertThat(Files.readAllBytes(directory.resolve(SqliteFile.FILE))).isEqualTo(before);
  }

  @Test
  void theActorsOwnConnectionSyncsEveryCommitOfItsLog() throws Exception {
    try (Journal journal = open()) {
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
  void anotherSchemaIsRefused() throws Exception {
    open().close();
    update("PRAGMA user_version = 7");
    for (int again = 0; again < 2; again++) {
      assertThatThrownBy(() -> open())
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("schema version 7, must be 1");
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsRefused() throws Exception {
    Files.writeString(
        directory.resolve(SqliteFile.FILE), "not a database, and long enough to tell");
    assertThatThrownBy(() -> open())
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("cannot be opened");
  }

  @Test
  void anyCharacterMayBeInThePath() throws Exception {
    directory = Files.createDirectory(directory.resolve("what? 100% #1; ü"));
    assertThat(write(Recorder.id("a"), 1)).isEqualTo(1);
    assertThat(read("test|a")).hasSize(1);
    assertThat(files()).contains(SqliteFile.FILE);
  }

  @Test
  void thisProcessCannotOpenADirectoryTwiceAndKeepsItsLockWhenItTries() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal.config().getString("rungs.journal.url")).startsWith("jdbc:sqlite:file:");
      assertThatThrownBy(() -> open())
          .isInstanceOf(JournalException.class)
          .hasMessageContaining("in use by this process already");
      assertThat(tryInAnotherProcess()).isPresent();
    }
    assertThat(tryInAnotherProcess()).isEmpty();
  }

  private List<String> files() throws Exception {
    try (Stream<Path> files = Files.list(directory)) {
      return new ArrayList<>(files.map(file -> file.getFileName().toString()).toList());
    }
  }

  private static String pragma(Connection connection, String name) throws SQLException {
    return query(connection, "PRAGMA " + name);
  }
}

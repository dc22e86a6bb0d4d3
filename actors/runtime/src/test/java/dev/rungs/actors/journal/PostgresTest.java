package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The journal in a real PostgreSQL server. */
final class PostgresTest extends JournalContract {

  private static final AtomicInteger NEXT = new AtomicInteger();
  private static final String HELD =
      "SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND granted";

  private static PostgresServer server;

  private final String schema = "test" + NEXT.incrementAndGet();

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  Database database() {
    return server.database(schema);
  }

  @Override
  Connection connect() throws SQLException {
    return ((Postgres) database()).connect(60);
  }

  @Override
  Process writer() throws Exception {
    return TestWriter.start(directory, server.url(schema));
  }

  @Override
  Process tryToOpen() throws Exception {
    return TestWriter.tryToOpen(Files.createTempDirectory(directory, "other"), server.url(schema));
  }

  @Test
  void anotherSchemaVersionIsRefused() throws Exception {
    open().close();
    update("UPDATE rungs_schema SET version = 7");
    assertThatThrownBy(this::open)
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("schema version 7, must be 1");
  }

  @Test
  @Timeout(60)
  void theLockOutlivesARestartOfTheServer() throws Exception {
    try (Journal journal = open()) {
      assertThat(journal).isNotNull();
      server.down();
      server.up();
      awaitLock();
      assertThat(tryInAnotherProcess().orElseThrow())
          .contains("is in use by rungs process " + ProcessHandle.current().pid());
    }
    assertThat(tryInAnotherProcess()).isEmpty();
  }

  /** Waits until the lock is held again: a process that opens sooner may rightly take it. */
  private void awaitLock() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      boolean held = false;
      while (!held) {
        try (ResultSet rows = statement.executeQuery(HELD)) {
          held = rows.next();
        }
      }
    }
  }

  @Test
  void aServerThatIsNotThereIsToldByName() {
    Database absent = Database.postgres("jdbc:postgresql://127.0.0.1:1/db", "a", "b");
    assertThatThrownBy(() -> Journal.open(directory, absent, lost -> {}))
        .isInstanceOf(JournalException.class)
        .hasMessageContaining("jdbc:postgresql://127.0.0.1:1/db, schema rungs cannot be opened");
  }

  @Test
  void passwordsAndOtherDatabasesAreRefusedInAUrl() {
    assertThatThrownBy(() -> Database.postgres("jdbc:postgresql://h/db?password=x", "", ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("journal holds a password, must not");
    assertThatThrownBy(() -> Database.postgres("jdbc:mysql://h/db", "", ""))
        .hasMessage("journal is 'jdbc:mysql://h/db', must be like jdbc:postgresql://host/database");
    assertThatThrownBy(
            () -> Database.postgres("jdbc:postgresql://h/db?currentSchema=a;drop", "", ""))
        .hasMessageContaining("currentSchema is 'a;drop', must match");
  }

  @Test
  void certificatesAreVerifiedWhereTheServerIsAnotherMachine() {
    assertThat(properties("jdbc:postgresql://db.example/rungs"))
        .containsEntry("sslmode", "verify-full");
    assertThat(properties("jdbc:postgresql://db.example/rungs?sslmode=require"))
        .doesNotContainKey("sslmode");
    assertThat(properties("jdbc:postgresql://localhost/rungs")).doesNotContainKey("sslmode");
  }

  private static java.util.Map<String, String> properties(String url) {
    return ((Postgres) Database.postgres(url, "", "")).properties();
  }
}

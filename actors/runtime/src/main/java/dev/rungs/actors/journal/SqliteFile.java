package dev.rungs.actors.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;

/**
 * One SQLite file in WAL mode, synced at every commit, so an acknowledged event survives the death
 * of the process and of the machine.
 *
 * <p>Reading never changes it and creates no file beside it, except that SQLite may rebuild its own
 * index of a log that a killed writer left behind. Whoever writes holds its directory's {@link
 * DirectoryLock}.
 *
 * @param directory absolute
 */
record SqliteFile(Path directory) implements Database {

  /** The database's name in its directory. */
  static final String FILE = "rungs.db";

  /** Kept in the database; a change of tables raises it. */
  private static final int SCHEMA_VERSION = 1;

  private static final int BUSY_MILLIS = 10_000;

  private static final String COLUMNS =
      "ordering, deleted, persistence_id, sequence_number, writer, write_timestamp,"
          + " adapter_manifest, event_payload, event_ser_id, event_ser_manifest";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

  Path file() {
    return directory.resolve(FILE);
  }

  @Override
  public String toString() {
    return file().toString();
  }

  /** Returns the JDBC address; a URI, so that any character may be in the path. */
  static String url(Path file) {
    return "jdbc:sqlite:" + file.toUri();
  }

  @Override
  public Config config() {
    ClassLoader loader = SqliteFile.class.getClassLoader();
    return ConfigFactory.parseMap(Map.of("rungs.journal.url", url(file())))
        .withFallback(ConfigFactory.parseResources(loader, "rungs/sqlite.conf"))
        .resolve();
  }

  @Override
  public Hold hold(Consumer<String> lost) {
    prepare(file());
    return () -> {};
  }

  private static void prepare(Path file) {
    try (Connection connection = connect(file);
        Statement statement = connection.createStatement()) {
      int version = Integer.parseInt(answer(statement, "PRAGMA user_version"));
      if (version == 0) {
        connection.setAutoCommit(false);
        statement.executeUpdate(Database.resource("sqlite.sql"));
        statement.executeUpdate("PRAGMA user_version = " + SCHEMA_VERSION);
        connection.commit();
      } else if (version != SCHEMA_VERSION) {
        throw new JournalException(
            file
                + " has schema version "
                + version
                + ", must be "
                + SCHEMA_VERSION
                + "; another Rungs wrote it");
      }
      String structure = answer(statement, "PRAGMA quick_check(1)");
      if (!structure.equals("ok")) {
        throw JournalException.damaged(file.toString(), structure.strip(), null);
      }
    } catch (SQLException e) {
      throw JournalException.damaged(file.toString(), "it cannot be opened: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String answer(Statement statement, String question) throws SQLException {
    try (ResultSet rows = statement.executeQuery(question)) {
      return rows.next() ? rows.getString(1) : "";
    }
  }

  // Without a log no process writes, and SQLite reads without creating one only if it is told so
  // ("immutable"). If a log has appeared meanwhile, the answer may be torn: ask again.
  @Override
  public <T> Optional<T> read(Reading<T> reading) {
    if (!Files.exists(file())) {
      return Optional.empty();
    }
    if (!isOpen()) {
      try {
        Optional<T> answer = read("?immutable=1", reading);
        if (!isOpen()) {
          return answer;
        }
      } catch (JournalException torn) {
        if (!isOpen()) {
          throw torn;
        }
      }
    }
    return read("", reading);
  }

  private boolean isOpen() {
    return Files.exists(file().resolveSibling(FILE + "-wal"));
  }

  private <T> Optional<T> read(String options, Reading<T> reading) {
    SqliteLibrary.load();
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    try (Connection connection = config.createConnection(url(file()) + options)) {
      return created(connection) ? Optional.of(reading.from(connection)) : Optional.empty();
    } catch (SQLException e) {
      throw JournalException.damaged(toString(), "it cannot be read: " + e.getMessage(), e);
    }
  }

  /** Who creates the tables may die between the file and them. */
  private static boolean created(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return !answer(statement, "SELECT count(*) FROM sqlite_schema").equals("0");
    }
  }

  /**
   * Moves the files, whatever they hold, and begins a new one with all that can be read of them.
   */
  @Override
  public String setAside(Collection<String> sweeps) {
    try {
      Path aside = Files.createTempDirectory(directory, "lost-");
      for (String suffix : List.of("", "-wal", "-shm")) {
        Path moved = directory.resolve(FILE + suffix);
        if (Files.exists(moved)) {
          Files.move(moved, aside.resolve(FILE + suffix));
        }
      }
      prepare(file());
      salvage(aside.resolve(FILE));
      return aside.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  // Rows lie in the order of their writing, so what stands before and behind a bad page is reached
  // from both ends. SQLite's own word on a log it cannot read is final: it is left out.
  private void salvage(Path source) throws IOException {
    Path scratch = Files.createTempDirectory(directory, "scratch-");
    try {
      for (String suffix : List.of("", "-wal")) {
        Path copied = source.resolveSibling(FILE + suffix);
        if (Files.exists(copied)) {
          Files.copy(copied, scratch.resolve(FILE + suffix));
        }
      }
      try (Connection target = connect(file())) {
        for (String order : List.of("ASC", "DESC")) {
          copyRows(scratch.resolve(FILE), order, target);
        }
      } catch (SQLException e) {
        throw JournalException.damaged(toString(), "it cannot be mended: " + e.getMessage(), e);
      }
    } finally {
      for (String suffix : List.of("", "-wal", "-shm")) {
        Files.deleteIfExists(scratch.resolve(FILE + suffix));
      }
      Files.deleteIfExists(scratch);
    }
  }

  private static void copyRows(Path source, String order, Connection target) throws SQLException {
    target.setAutoCommit(false);
    try (PreparedStatement insert =
            target.prepareStatement(
                "INSERT OR IGNORE INTO event_journal ("
                    + COLUMNS
                    + ") VALUES (?,?,?,?,?,?,?,?,?,?)");
        Connection damaged = connect(source);
        Statement statement = damaged.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT "
                    + COLUMNS
                    + " FROM event_journal NOT INDEXED ORDER BY ordering "
                    + order)) {
      while (rows.next()) {
        for (int column = 1; column <= 10; column++) {
          insert.setObject(column, rows.getObject(column));
        }
        insert.executeUpdate();
      }
    } catch (SQLException e) {
      LOG.info("{} can be read up to here, {}: {}", source, order, e.getMessage());
    }
    target.commit();
  }

  @Override
  public void begin(List<Rows.Written> events) {
    try (Connection connection = connect(file())) {
      Rows.insert(connection, events);
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void cut(Map<String, Long> last) {
    try (Connection connection = connect(file())) {
      Rows.cut(connection, last);
    } catch (SQLException e) {
      throw JournalException.damaged(toString(), "it cannot be mended: " + e.getMessage(), e);
    }
  }

  private static Connection connect(Path file) throws SQLException {
    SqliteLibrary.load();
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    config.setBusyTimeout(BUSY_MILLIS);
    return config.createConnection(url(file));
  }
}

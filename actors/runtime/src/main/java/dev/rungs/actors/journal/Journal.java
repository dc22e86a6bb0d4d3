package dev.rungs.actors.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import org.sqlite.SQLiteConfig;

/**
 * A directory's journal, opened for writing: one SQLite file in WAL mode, synced at every commit,
 * so an acknowledged event survives the death of the process and of the machine.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(Path.of("runs"), codec)) {
 *   Config config = journal.config().withFallback(profile);
 *   ActorSystem<?> system = ActorSystem.create(guardian, "rungs", ConfigFactory.load(config));
 *   ...
 * }
 * }</pre>
 *
 * <p>One process at a time has it open. Close it after the ActorSystem has ended.
 */
public final class Journal implements AutoCloseable {

  /** The database's name in its directory. */
  static final String FILE = "rungs.db";

  static final String FAMILIES = "rungs.journal.families";

  /** Kept in the database; a change of tables raises it. */
  private static final int SCHEMA_VERSION = 1;

  private final DirectoryLock lock;
  private final Path database;
  private final EventCodec codec;

  private Journal(DirectoryLock lock, Path database, EventCodec codec) {
    this.lock = lock;
    this.database = database;
    this.codec = codec;
  }

  /**
   * Opens the journal of a directory; creates both if they are absent.
   *
   * @throws JournalException if another process has it open, or a newer Rungs wrote it
   * @throws UncheckedIOException if the directory cannot be created or written
   */
  public static Journal open(Path directory, EventCodec codec) {
    try {
      Files.createDirectories(directory);
      DirectoryLock lock = DirectoryLock.acquire(directory);
      try {
        Path database = directory.toRealPath().resolve(FILE);
        prepare(database);
        return new Journal(lock, database, codec);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be opened as a journal", e);
    }
  }

  /** Returns what an ActorSystem needs in order to write here; it comes before other files. */
  public Config config() {
    return config(database, codec.families());
  }

  /**
   * Returns what an ActorSystem needs in order to write in a directory that is opened later, but
   * before the first event.
   */
  public static Config config(Path directory, EventCodec codec) {
    return config(directory.toAbsolutePath().resolve(FILE), codec.families());
  }

  private static Config config(Path database, Collection<Class<?>> families) {
    var names = families.stream().map(Class::getName).toList();
    return ConfigFactory.parseMap(Map.of("rungs.journal.url", url(database), FAMILIES, names))
        .withFallback(
            ConfigFactory.parseResources(Journal.class.getClassLoader(), "rungs/sqlite.conf"))
        .resolve();
  }

  /** Lets the next process in. */
  @Override
  public void close() {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the JDBC address of a database; a URI, so that any character may be in its path. */
  static String url(Path database) {
    return "jdbc:sqlite:" + database.toUri();
  }

  private static void prepare(Path database) throws IOException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    try (Connection connection = config.createConnection(url(database));
        Statement statement = connection.createStatement()) {
      int version = version(statement);
      if (version == 0) {
        connection.setAutoCommit(false);
        createTables(statement);
        connection.commit();
      } else if (version != SCHEMA_VERSION) {
        throw new JournalException(
            database
                + " has schema version "
                + version
                + ", must be "
                + SCHEMA_VERSION
                + "; a newer Rungs wrote it");
      }
    } catch (SQLException e) {
      throw new JournalException(database + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private static int version(Statement statement) throws SQLException {
    try (ResultSet rows = statement.executeQuery("PRAGMA user_version")) {
      rows.next();
      return rows.getInt(1);
    }
  }

  private static void createTables(Statement statement) throws IOException, SQLException {
    statement.executeUpdate(schema());
    statement.executeUpdate("PRAGMA user_version = " + SCHEMA_VERSION);
  }

  private static String schema() throws IOException {
    try (InputStream sql = Journal.class.getResourceAsStream("sqlite.sql")) {
      return new String(Objects.requireNonNull(sql).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

package dev.rungs.actors.journal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/**
 * A journal read without actors, by this or another process than its writer, while that one writes.
 *
 * <p>It never changes the database and creates no file beside it, except that SQLite may rebuild
 * its own index of a log that a killed writer left behind. Every call sees what was committed when
 * it began. Safe to use from any thread.
 */
public final class JournalReader {

  private static final String IDS =
      "SELECT persistence_id FROM event_journal WHERE sequence_number = 1"
          + " AND substr(persistence_id, 1, length(?)) = ? ORDER BY ordering";

  private static final String EVENTS =
      "SELECT sequence_number, event_ser_id, event_ser_manifest, event_payload FROM event_journal"
          + " WHERE persistence_id = ? AND sequence_number > ? ORDER BY sequence_number";

  private static final int BUSY_MILLIS = 10_000;

  private final Path database;
  private final EventCodec codec;

  /**
   * Reads the journal of a directory, which need not exist: a missing journal is an empty one.
   *
   * @param codec knows the families of all events that will be read
   */
  public JournalReader(Path directory, EventCodec codec) {
    this.database = directory.toAbsolutePath().resolve(Journal.FILE);
    this.codec = codec;
  }

  /** Returns the persistence ids that start with {@code prefix}, oldest first. */
  public List<String> ids(String prefix) {
    return query(
        IDS,
        statement -> {
          statement.setString(1, prefix);
          statement.setString(2, prefix);
          var ids = new ArrayList<String>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              ids.add(rows.getString(1));
            }
          }
          return ids;
        });
  }

  /**
   * Returns all events of a persistence id in order; none if it is unknown.
   *
   * @throws JournalException if one is missing, damaged or unknown, naming its number
   */
  public <E> List<Journaled<E>> events(String persistenceId, Class<E> family) {
    return events(persistenceId, family, 0);
  }

  /**
   * Returns the events after number {@code after}, which counts from 1; for those who have read the
   * first ones.
   *
   * @throws JournalException if one is missing, damaged or unknown, naming its number
   */
  public <E> List<Journaled<E>> events(String persistenceId, Class<E> family, long after) {
    return query(
        EVENTS,
        statement -> {
          statement.setString(1, persistenceId);
          statement.setLong(2, after);
          var events = new ArrayList<Journaled<E>>();
          try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
              events.add(event(persistenceId, after + events.size() + 1, rows, family));
            }
          }
          return events;
        });
  }

  private <E> Journaled<E> event(String id, long expected, ResultSet row, Class<E> family)
      throws SQLException {
    if (row.getLong(1) != expected) {
      throw new JournalException(database + ": event " + expected + " of " + id + " is missing");
    }
    if (row.getInt(2) != JournalSerializer.IDENTIFIER) {
      throw new JournalException(
          database + ": event " + expected + " of " + id + " was not written by Rungs");
    }
    try {
      Journaled<?> read = codec.decode(row.getString(3), row.getBytes(4));
      return new Journaled<>(read.atMillis(), family.cast(read.event()));
    } catch (JournalException | ClassCastException e) {
      throw new JournalException(
          database + ": event " + expected + " of " + id + ": " + e.getMessage(), e);
    }
  }

  private interface Query<T> {
    List<T> run(PreparedStatement statement) throws SQLException;
  }

  // Without a log no process writes, and SQLite reads without creating one only if it is told so
  // ("immutable"). If a log has appeared meanwhile, the answer may be torn: ask again.
  private <T> List<T> query(String sql, Query<T> query) {
    if (!Files.exists(database)) {
      return List.of();
    }
    if (!isOpen()) {
      List<T> answer = query(sql, "?immutable=1", query);
      if (!isOpen()) {
        return answer;
      }
    }
    return query(sql, "", query);
  }

  private boolean isOpen() {
    return Files.exists(database.resolveSibling(Journal.FILE + "-wal"));
  }

  private <T> List<T> query(String sql, String options, Query<T> query) {
    var config = new SQLiteConfig();
    config.setReadOnly(true);
    config.setBusyTimeout(BUSY_MILLIS);
    try (Connection connection = config.createConnection(Journal.url(database) + options);
        PreparedStatement statement = connection.prepareStatement(sql)) {
      return query.run(statement);
    } catch (SQLException e) {
      throw new JournalException(database + " cannot be read: " + e.getMessage(), e);
    }
  }
}

package dev.rungs.actors.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The journal's table, in the SQL that all databases share. */
final class Rows {

  /**
   * An event's row.
   *
   * @param serializer which of Akka's serializers wrote it
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Row(String persistenceId, long number, int serializer, String manifest, byte[] payload) {

    /**
     * Returns the event, whose bytes are as they were written.
     *
     * @throws Damage if they are not
     */
    Frame frame() {
      if (serializer != JournalSerializer.IDENTIFIER) {
        throw new Damage("was not written by Rungs");
      }
      return Frame.of(manifest, payload).intact();
    }
  }

  /** An event that is to be written. */
  record Written(String persistenceId, long atMillis, Frame frame) {}

  private static final String ROWS =
      "SELECT persistence_id, sequence_number, event_ser_id, event_ser_manifest, event_payload"
          + " FROM event_journal WHERE ";

  private static final String CHAIN =
      ROWS + "persistence_id = ? AND sequence_number >= ? ORDER BY sequence_number";

  private static final String FAMILY =
      ROWS
          + "persistence_id >= ? AND persistence_id < ?"
          + " ORDER BY persistence_id, sequence_number";

  private static final String STARTED =
      "SELECT persistence_id FROM event_journal WHERE sequence_number = 1"
          + " AND substr(persistence_id, 1, length(?)) = ? ORDER BY ordering";

  private static final String ALL = "SELECT DISTINCT persistence_id FROM event_journal";

  private static final String INSERT =
      "INSERT INTO event_journal (deleted, persistence_id, sequence_number, writer,"
          + " write_timestamp, adapter_manifest, event_payload, event_ser_id, event_ser_manifest)"
          + " VALUES (?, ?, ?, 'rungs', ?, '', ?, ?, ?)";

  private static final String LAST =
      "SELECT max(sequence_number) FROM event_journal WHERE persistence_id = ?";

  private static final String CUT =
      "DELETE FROM event_journal WHERE persistence_id = ? AND sequence_number > ?";

  /** Rows that are fetched at once; some drivers else fetch all. */
  private static final int FETCH = 1_000;

  private Rows() {}

  /** Reads the events of a chain in order, from number {@code first}. */
  static void ofChain(Connection connection, String id, long first, Consumer<Row> reader)
      throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(CHAIN)) {
      statement.setString(1, id);
      statement.setLong(2, first);
      read(statement, reader);
    }
  }

  /** Reads the events of all chains whose ids start with {@code prefix}, chain after chain. */
  static void ofFamily(Connection connection, String prefix, Consumer<Row> reader)
      throws SQLException {
    int last = prefix.length() - 1;
    String behind = prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    try (PreparedStatement statement = connection.prepareStatement(FAMILY)) {
      statement.setString(1, prefix);
      statement.setString(2, behind);
      read(statement, reader);
    }
  }

  private static void read(PreparedStatement statement, Consumer<Row> reader) throws SQLException {
    statement.setFetchSize(FETCH);
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        reader.accept(
            new Row(
                text(rows.getString(1)),
                rows.getLong(2),
                rows.getInt(3),
                text(rows.getString(4)),
                bytes(rows.getBytes(5))));
      }
    }
  }

  /**
   * Writes new chains, all of them in one commit.
   *
   * @throws SQLException also if one of them is there already
   */
  static void insert(Connection connection, List<Written> chains) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
      for (Written each : chains) {
        statement.setBoolean(1, false);
        statement.setString(2, each.persistenceId());
        statement.setLong(3, each.frame().head().number());
        statement.setLong(4, each.atMillis());
        statement.setBytes(5, each.frame().bytes());
        statement.setInt(6, JournalSerializer.IDENTIFIER);
        statement.setString(7, each.frame().manifest());
        statement.addBatch();
      }
      statement.executeBatch();
    }
    connection.commit();
  }

  /** Returns the ids of chains that start with {@code prefix}, oldest first. */
  static List<String> started(Connection connection, String prefix) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(STARTED)) {
      statement.setString(1, prefix);
      statement.setString(2, prefix);
      return texts(statement);
    }
  }

  /** Returns the number of the last event of a chain; 0 if it has none. */
  static long last(Connection connection, String id) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(LAST)) {
      statement.setString(1, id);
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getLong(1) : 0;
      }
    }
  }

  /** Returns the ids of all chains, also of those whose first event is missing. */
  static List<String> ids(Connection connection) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(ALL)) {
      return texts(statement);
    }
  }

  private static List<String> texts(PreparedStatement statement) throws SQLException {
    var texts = new ArrayList<String>();
    try (ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        texts.add(text(rows.getString(1)));
      }
    }
    return texts;
  }

  /** Deletes the events of each chain that come after the number given. */
  static void cut(Connection connection, Map<String, Long> last) throws SQLException {
    connection.setAutoCommit(false);
    try (PreparedStatement statement = connection.prepareStatement(CUT)) {
      for (Map.Entry<String, Long> each : last.entrySet()) {
        statement.setString(1, each.getKey());
        statement.setLong(2, each.getValue());
        statement.executeUpdate();
      }
    }
    connection.commit();
  }

  // A damaged SQLite file may hold NULL where it was never written.
  private static String text(String value) {
    return value == null ? "" : value;
  }

  private static byte[] bytes(byte[] value) {
    return value == null ? new byte[0] : value;
  }
}

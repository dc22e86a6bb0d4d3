package dev.rungs.benchmarks;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.sqlite.SQLiteConfig;

/** What SQLite makes of a journal's rows without anything around it. */
final class PlainSqlite {

  /** As many rows as the journal's plugin commits at once at most. */
  private static final int COMMIT = 400;

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Row(String id, long number, byte[] payload, String manifest) {}

  private PlainSqlite() {}

  /**
   * Writes the rows of a directory's journal into a database of its own, one thread, a commit every
   * {@value #COMMIT} rows, each synced; returns the seconds.
   */
  static double seconds(Path directory) throws Exception {
    List<Row> rows = rows(directory.resolve("rungs.db"));
    try (Temporary other = Temporary.in(directory);
        Connection connection = connect(other.path().resolve("plain.db"));
        Statement statement = connection.createStatement()) {
      statement.execute(
          "CREATE TABLE event_journal (ordering INTEGER PRIMARY KEY, id TEXT NOT NULL,"
              + " number INTEGER NOT NULL, payload BLOB NOT NULL, manifest TEXT NOT NULL,"
              + " UNIQUE (id, number))");
      connection.setAutoCommit(false);
      long start = System.nanoTime();
      write(connection, rows);
      return (System.nanoTime() - start) / 1e9;
    }
  }

  private static void write(Connection connection, List<Row> rows) throws SQLException {
    try (PreparedStatement insert =
        connection.prepareStatement(
            "INSERT INTO event_journal (id, number, payload, manifest) VALUES (?, ?, ?, ?)")) {
      int waiting = 0;
      for (Row row : rows) {
        insert.setString(1, row.id());
        insert.setLong(2, row.number());
        insert.setBytes(3, row.payload());
        insert.setString(4, row.manifest());
        insert.addBatch();
        if (++waiting == COMMIT) {
          insert.executeBatch();
          connection.commit();
          waiting = 0;
        }
      }
      insert.executeBatch();
      connection.commit();
    }
  }

  private static List<Row> rows(Path journal) throws SQLException {
    var all = new ArrayList<Row>();
    try (Connection connection = connect(journal);
        Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery(
                "SELECT persistence_id, sequence_number, event_payload, event_ser_manifest"
                    + " FROM event_journal ORDER BY ordering")) {
      while (rows.next()) {
        all.add(new Row(rows.getString(1), rows.getLong(2), rows.getBytes(3), rows.getString(4)));
      }
    }
    return all;
  }

  private static Connection connect(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setJournalMode(SQLiteConfig.JournalMode.WAL);
    config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
    return config.createConnection("jdbc:sqlite:" + file);
  }
}

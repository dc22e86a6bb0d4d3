package dev.rungs.actors.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The right to write in a schema: an advisory lock, which the server holds for as long as a
 * connection lives. When the server goes, so does the lock; it is taken again as soon as the server
 * is back. If another process was quicker, the journal is lost to it.
 */
final class PostgresLock implements Database.Hold {

  private static final Logger LOG = LoggerFactory.getLogger(PostgresLock.class);
  private static final int ANSWER_SECONDS = 5;
  private static final int PULSE_SECONDS = 1;

  private final Postgres database;
  private final Consumer<String> lost;
  private final ScheduledExecutorService pulse =
      Executors.newSingleThreadScheduledExecutor(PostgresLock::daemon);
  private @Nullable Connection connection;

  private PostgresLock(Postgres database, Consumer<String> lost) {
    this.database = database;
    this.lost = lost;
  }

  /**
   * Takes the lock and keeps it.
   *
   * @param lost told once if another process has it, on a thread of this lock's own
   * @throws JournalException if another process has it now
   */
  static PostgresLock acquire(Postgres database, Consumer<String> lost) throws SQLException {
    var lock = new PostgresLock(database, lost);
    Optional<String> other = lock.take();
    if (other.isPresent()) {
      lock.close();
      throw new JournalException(lock.inUse(other.get()) + "; stop it, or use another schema");
    }
    var unused =
        lock.pulse.scheduleWithFixedDelay(
            lock::keep, PULSE_SECONDS, PULSE_SECONDS, TimeUnit.SECONDS);
    return lock;
  }

  private String inUse(String owner) {
    return database + " is in use by " + owner;
  }

  /** Takes the lock over a new connection, or tells who has it. */
  private synchronized Optional<String> take() throws SQLException {
    Connection fresh = database.connect(ANSWER_SECONDS);
    try {
      Optional<String> other = tryLock(fresh) ? Optional.empty() : Optional.of(owner(fresh));
      if (other.isEmpty()) {
        connection = fresh;
        fresh = null;
      }
      return other;
    } finally {
      if (fresh != null) {
        fresh.close();
      }
    }
  }

  private boolean tryLock(Connection fresh) throws SQLException {
    try (PreparedStatement statement =
        fresh.prepareStatement("SELECT pg_try_advisory_lock(?, ?)")) {
      statement.setInt(1, database.lockKey().get(0));
      statement.setInt(2, database.lockKey().get(1));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  private String owner(Connection fresh) throws SQLException {
    try (PreparedStatement statement =
        fresh.prepareStatement(
            "SELECT application_name FROM pg_locks JOIN pg_stat_activity USING (pid)"
                + " WHERE locktype = 'advisory' AND classid::bigint::int = ?"
                + " AND objid::bigint::bit(32)::int = ?"
                + " AND pg_locks.database = (SELECT oid FROM pg_database"
                + " WHERE datname = current_database())")) {
      statement.setInt(1, database.lockKey().get(0));
      statement.setInt(2, database.lockKey().get(1));
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() ? rows.getString(1) : "another process";
      }
    }
  }

  private void keep() {
    try {
      if (!isAlive()) {
        Optional<String> other = take();
        // A connection of ours that the server has not given up yet is no other process.
        if (other.isPresent()
            && !other.get().equals(database.properties().get("ApplicationName"))) {
          pulse.shutdown();
          lost.accept(inUse(other.get()));
        }
      }
    } catch (SQLException e) {
      LOG.warn("{} does not answer: {}", database, e.getMessage());
    }
  }

  private synchronized boolean isAlive() {
    Connection present = connection;
    if (present == null) {
      return false;
    }
    try {
      if (present.isValid(ANSWER_SECONDS)) {
        return true;
      }
      present.close();
    } catch (SQLException e) {
      LOG.debug("the connection of {} was dead already", database, e);
    }
    connection = null;
    return false;
  }

  @Override
  public void close() {
    pulse.shutdownNow();
    release();
  }

  private synchronized void release() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("the connection of {} was dead already", database, e);
    }
  }

  private static Thread daemon(Runnable work) {
    var thread = new Thread(work, "rungs-journal-lock");
    thread.setDaemon(true);
    return thread;
  }
}

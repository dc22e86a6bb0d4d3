package dev.rungs.actors.journal;

import dev.rungs.actors.journal.Rows.Row;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A journal read without actors, by this or another process than its writer, while that one writes.
 *
 * <p>It changes nothing. Every call sees what was committed when it began. Safe to use from any
 * thread.
 */
public final class JournalReader {

  private final Database database;
  private final EventCodec codec;

  /**
   * Reads a journal, which need not exist: a missing journal is an empty one.
   *
   * @param codec knows the families of all events that will be read
   */
  public JournalReader(Database database, EventCodec codec) {
    this.database = database;
    this.codec = codec;
  }

  /** Returns the persistence ids that start with {@code prefix}, oldest first. */
  public List<String> ids(String prefix) {
    return database.read(connection -> Rows.started(connection, prefix)).orElse(List.of());
  }

  /** Returns the number of a persistence id's last event; 0 if it is unknown. */
  long last(String persistenceId) {
    return database.read(connection -> Rows.last(connection, persistenceId)).orElse(0L);
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
    return events(persistenceId, family, after, Head.NONE);
  }

  /**
   * The same, and they must go as far as is noted elsewhere.
   *
   * @throws JournalException also if the chain ends before {@code least}, or is another one there
   */
  <E> List<Journaled<E>> events(String persistenceId, Class<E> family, long after, Head least) {
    Walk<E> walk =
        database
            .read(connection -> new Walk<>(persistenceId, family, after, least).over(connection))
            .orElseGet(() -> new Walk<>(persistenceId, family, after, least));
    return walk.events();
  }

  /** One pass over a chain. */
  private final class Walk<E> {

    private final String id;
    private final Class<E> family;
    private final long after;
    private final Follower follower;
    private final List<Journaled<E>> events = new ArrayList<>();

    Walk(String id, Class<E> family, long after, Head least) {
      this.id = id;
      this.family = family;
      this.after = after;
      // The last event that is known tells which one is next.
      this.follower = after == 0 ? Follower.fromStart(id, least) : Follower.from(after, least);
    }

    Walk<E> over(Connection connection) throws SQLException {
      Rows.ofChain(connection, id, follower.next(), this::take);
      return this;
    }

    private void take(Row row) {
      try {
        Frame frame = row.frame();
        follower.follow(row.number(), frame);
        if (row.number() > after) {
          events.add(codec.decode(frame, family));
        }
      } catch (Damage e) {
        throw damaged(e);
      } catch (JournalException e) {
        throw JournalException.unknown(database.toString(), id, row.number(), e);
      }
    }

    List<Journaled<E>> events() {
      try {
        follower.end();
        return events;
      } catch (Damage e) {
        throw damaged(e);
      }
    }

    private JournalException damaged(Damage damage) {
      return JournalException.damaged(database.toString(), id, follower.next(), damage);
    }
  }
}

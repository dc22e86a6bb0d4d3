package dev.rungs.actors.journal;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/** Where a journal is kept. Its text is what people call it, without any password. */
public sealed interface Database permits SqliteFile, Postgres {

  /** Returns the embedded database of a directory, which need not exist yet: one SQLite file. */
  static Database in(Path directory) {
    return new SqliteFile(directory.toAbsolutePath());
  }

  /**
   * Returns a PostgreSQL database.
   *
   * <p>The journal is in the schema that the URL's {@code currentSchema} names, {@code rungs} if it
   * names none; it is created if it is absent. Where the server is another machine, its certificate
   * is verified unless the URL's {@code sslmode} says otherwise.
   *
   * @param url {@code jdbc:postgresql://host/database}, without a password
   * @param user empty for the URL's, or that of the operating system
   * @param password empty for what {@code ~/.pgpass} holds, or none
   * @throws IllegalArgumentException if the URL is another database's, or holds a password
   */
  static Database postgres(String url, String user, String password) {
    return Postgres.of(url, user, password);
  }

  /** Returns what an ActorSystem needs in order to write here. */
  Config config();

  /**
   * Creates what is absent, and keeps other writers out until it is closed.
   *
   * @param lost told, with the reason, if the right to write is lost later
   * @throws JournalException if another process writes, another Rungs wrote the journal, or it is
   *     damaged
   */
  Hold hold(Consumer<String> lost);

  /** The right to write. */
  interface Hold extends AutoCloseable {
    @Override
    void close();
  }

  /** Something read over one connection. */
  @FunctionalInterface
  interface Reading<T> {
    T from(Connection connection) throws SQLException;
  }

  /**
   * Reads what was committed when it begins; empty if there is no journal.
   *
   * @throws JournalException if it cannot be read
   */
  <T> Optional<T> read(Reading<T> reading);

  /**
   * Puts a copy of the events of some chains aside, with everything around them that may be
   * damaged; afterwards the database is sound, but may hold less. Nobody may read or write
   * meanwhile.
   *
   * @return where the copy is
   */
  String setAside(Collection<String> sweeps);

  /**
   * Writes the events of new chains in one commit, the first of each first.
   *
   * @throws JournalException if they cannot be written; then none of them is there
   */
  void begin(List<Rows.Written> events);

  /** Deletes the events of each of these chains that come after the number given. */
  void cut(Map<String, Long> last);

  /** Returns the text of a file beside this class. */
  static String resource(String name) throws IOException {
    try (InputStream text = Database.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(text).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

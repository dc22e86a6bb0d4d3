package dev.rungs.benchmarks;

import dev.rungs.actors.journal.Database;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A folder whose journal is on a PostgreSQL server, in a schema of its own that goes with it.
 * Processes are killed with signal 9; the server lives on.
 */
record ServerGround(Ground.Folder folder, Server server) implements Ground {

  /**
   * A database, and who may write there.
   *
   * @param url {@code jdbc:postgresql://host/database}
   */
  record Server(String url, String user, String password) {

    /** The server whose user and password are in this process's environment. */
    static Server at(String url) {
      Map<String, String> environment = System.getenv();
      return new Server(
          url, environment.getOrDefault(USER, ""), environment.getOrDefault(PASSWORD, ""));
    }

    /** Returns the database of a schema. */
    Database database(String schema) {
      String option = (url.contains("?") ? "&" : "?") + "currentSchema=" + schema;
      return Database.postgres(url + option, user, password);
    }
  }

  private static final String URL = "RUNGS_BENCHMARK_JOURNAL";
  private static final String SCHEMA = "RUNGS_BENCHMARK_SCHEMA";
  private static final String USER = "RUNGS_JOURNAL_USER";
  private static final String PASSWORD = "RUNGS_JOURNAL_PASSWORD";

  static ServerGround create(Server server) throws IOException {
    return new ServerGround(Ground.Folder.create(), server);
  }

  /** Returns the journal of a directory as the environment of this process tells. */
  static Database database(Path directory) {
    String url = System.getenv().getOrDefault(URL, "");
    return url.isEmpty()
        ? Database.in(directory)
        : Server.at(url).database(System.getenv().getOrDefault(SCHEMA, ""));
  }

  private String schema() {
    return "kill_" + folder.temporary().path().getFileName().toString().replaceAll("\\D", "");
  }

  @Override
  public Path directory() {
    return folder.directory();
  }

  @Override
  public Path errors() {
    return folder.errors();
  }

  @Override
  public Database database() {
    return server.database(schema());
  }

  @Override
  public Map<String, String> environment() {
    return Map.of(
        URL, server.url(), SCHEMA, schema(), USER, server.user(), PASSWORD, server.password());
  }

  @Override
  public void strike(Process process) {
    folder.strike(process);
  }

  @Override
  public void close() throws IOException {
    try (Connection connection =
            DriverManager.getConnection(server.url(), server.user(), server.password());
        Statement statement = connection.createStatement()) {
      statement.execute("DROP SCHEMA IF EXISTS " + schema() + " CASCADE");
    } catch (SQLException e) {
      throw new IOException("schema " + schema() + " was not dropped", e);
    } finally {
      folder.close();
    }
  }
}

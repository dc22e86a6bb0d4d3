package dev.rungs.actors.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * A schema of a PostgreSQL database. One process at a time writes in it; others are kept out by an
 * advisory lock.
 *
 * @param properties what each connection is opened with, besides time-outs
 */
record Postgres(String url, String schema, Map<String, String> properties) implements Database {

  private static final String PREFIX = "jdbc:postgresql:";
  private static final String SCHEMA = "rungs";
  private static final Pattern NAME = Pattern.compile("[a-z_][a-z0-9_]{0,62}");

  /** Kept in the schema; a change of tables raises it. */
  private static final int SCHEMA_VERSION = 1;

  static Postgres of(String url, String user, String password) {
    Map<String, String> parsed = parse(url);
    if (parsed.containsKey("password")) {
      throw new IllegalArgumentException(
          "journal holds a password, must not: everybody on this machine could read it");
    }
    String schema = parsed.getOrDefault("currentSchema", SCHEMA);
    if (!NAME.matcher(schema).matches()) {
      throw new IllegalArgumentException(
          "currentSchema is '" + schema + "', must match " + NAME.pattern());
    }
    var properties = new HashMap<String, String>();
    properties.put("currentSchema", schema);
    properties.put("ApplicationName", self());
    if (!user.isEmpty()) {
      properties.put("user", user);
    }
    if (!password.isEmpty()) {
      properties.put("password", password);
    }
    if (!parsed.containsKey("sslmode") && !isLoopback(parsed.getOrDefault("PGHOST", ""))) {
      properties.put("sslmode", "verify-full");
    }
    return new Postgres(url, schema, Map.copyOf(properties));
  }

  /** Returns what the driver reads in a URL. */
  private static Map<String, String> parse(String url) {
    var parsed = new HashMap<String, String>();
    try {
      if (url.startsWith(PREFIX)) {
        for (DriverPropertyInfo each :
            DriverManager.getDriver(url).getPropertyInfo(url, new Properties())) {
          if (each.value != null) {
            parsed.put(each.name, each.value);
          }
        }
      }
    } catch (SQLException e) {
      parsed.clear(); // No driver takes it.
    }
    if (parsed.isEmpty()) {
      throw new IllegalArgumentException(
          "journal is '" + url + "', must be like jdbc:postgresql://host/database");
    }
    return parsed;
  }

  private static boolean isLoopback(String host) {
    return host.isEmpty()
        || host.equals("localhost")
        || host.equals("[::1]")
        || host.equals("::1")
        || host.startsWith("127.");
  }

  private static String self() {
    String name = "rungs process " + ProcessHandle.current().pid();
    try {
      name += " on " + InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      name += " on a host without a name";
    }
    return name.substring(0, Math.min(63, name.length()));
  }

  @Override
  public String toString() {
    int options = url.indexOf('?');
    return (options < 0 ? url : url.substring(0, options)) + ", schema " + schema;
  }

  @Override
  public Config config() {
    ClassLoader loader = Postgres.class.getClassLoader();
    return ConfigFactory.parseMap(
            Map.of("rungs.journal.url", url, "rungs.journal.properties", properties))
        .withFallback(ConfigFactory.parseResources(loader, "rungs/postgresql.conf"))
        .resolve();
  }

  /** Opens a connection that notices a dead server within seconds. */
  Connection connect(int answerSeconds) throws SQLException {
    var all = new Properties();
    all.putAll(properties);
    all.setProperty("connectTimeout", "2");
    all.setProperty("loginTimeout", "5");
    all.setProperty("socketTimeout", Integer.toString(answerSeconds));
    return DriverManager.getConnection(url, all);
  }

  @Override
  public Hold hold(Consumer<String> lost) {
    try {
      PostgresLock lock = PostgresLock.acquire(this, lost);
      try {
        prepare();
        return lock;
      } catch (SQLException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be opened: " + e.getMessage(), e);
    }
  }

  private void prepare() throws SQLException {
    try (Connection connection = connect(60);
        Statement statement = connection.createStatement()) {
      if (!exists(connection)) {
        connection.setAutoCommit(false);
        statement.executeUpdate("CREATE SCHEMA IF NOT EXISTS " + schema);
        statement.executeUpdate(Database.resource("postgresql.sql"));
        statement.executeUpdate("INSERT INTO rungs_schema VALUES (" + SCHEMA_VERSION + ")");
        connection.commit();
        return;
      }
      try (ResultSet rows = statement.executeQuery("SELECT version FROM rungs_schema")) {
        int version = rows.next() ? rows.getInt(1) : 0;
        if (version != SCHEMA_VERSION) {
          throw new JournalException(
              this
                  + " has schema version "
                  + version
                  + ", must be "
                  + SCHEMA_VERSION
                  + "; another Rungs wrote it");
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private boolean exists(Connection connection) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT to_regclass(?) IS NOT NULL")) {
      statement.setString(1, schema + ".rungs_schema");
      try (ResultSet rows = statement.executeQuery()) {
        return rows.next() && rows.getBoolean(1);
      }
    }
  }

  @Override
  public <T> Optional<T> read(Reading<T> reading) {
    try (Connection connection = connect(600)) {
      if (!exists(connection)) {
        return Optional.empty();
      }
      connection.setReadOnly(true);
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false); // else the driver fetches all rows at once
      return Optional.of(reading.from(connection));
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String setAside(Collection<String> sweeps) {
    try (Connection connection = connect(600);
        Statement statement = connection.createStatement()) {
      connection.setAutoCommit(false);
      String table = "lost_" + System.currentTimeMillis();
      statement.executeUpdate(
          "CREATE TABLE " + table + " AS SELECT * FROM event_journal WITH NO DATA");
      try (PreparedStatement copy =
          connection.prepareStatement(
              "INSERT INTO "
                  + table
                  + " SELECT * FROM event_journal"
                  + " WHERE split_part(split_part(persistence_id, '|', 2), '/', 1) = ANY (?)")) {
        copy.setArray(1, connection.createArrayOf("text", sweeps.toArray()));
        copy.executeUpdate();
      }
      connection.commit();
      return "table " + schema + "." + table;
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be mended: " + e.getMessage(), e);
    }
  }

  @Override
  public void begin(List<Rows.Written> events) {
    try (Connection connection = connect(600)) {
      Rows.insert(connection, events);
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be written: " + e.getMessage(), e);
    }
  }

  @Override
  public void cut(Map<String, Long> last) {
    try (Connection connection = connect(600)) {
      Rows.cut(connection, last);
    } catch (SQLException e) {
      throw new JournalException(this + " cannot be mended: " + e.getMessage(), e);
    }
  }

  /** Returns what the lock of the schema is called, in two numbers. */
  List<Integer> lockKey() {
    return List.of(JournalSerializer.IDENTIFIER, schema.hashCode());
  }
}

package dev.rungs.actors.journal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/** A real PostgreSQL server of the tests' own, from the machine's packages, with all syncs on. */
public final class PostgresServer implements AutoCloseable {

  public static final String USER = "rungs";
  public static final String PASSWORD = "a word for tests";

  private static final Path PACKAGES = Path.of("/usr/lib/postgresql");
  private static final boolean ROOT = System.getProperty("user.name").equals("root");

  private final Path programs;
  private final Path directory;
  private final int port;

  private PostgresServer(Path programs, Path directory, int port) {
    this.programs = programs;
    this.directory = directory;
    this.port = port;
  }

  /** Starts a server; without the package the test is skipped and says so. */
  public static PostgresServer start() throws Exception {
    Optional<Path> programs = programs();
    Assumptions.assumeTrue(
        programs.isPresent(), "skipped: no PostgreSQL in " + PACKAGES + " (package postgresql)");
    var server =
        new PostgresServer(
            programs.orElseThrow(), Files.createTempDirectory("rungs-postgresql-"), freePort());
    server.create();
    server.up();
    return server;
  }

  private static Optional<Path> programs() throws IOException {
    if (!Files.isDirectory(PACKAGES)) {
      return Optional.empty();
    }
    try (Stream<Path> releases = Files.list(PACKAGES)) {
      return releases
          .map(release -> release.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.naturalOrder());
    }
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void create() throws Exception {
    Path password = Files.writeString(directory.resolve("password"), PASSWORD);
    if (ROOT) { // The server refuses to run as root.
      run(List.of("chown", "-R", "postgres", directory.toString()));
    }
    runAsServer(
        "initdb",
        "-D",
        data(),
        "-U",
        USER,
        "-A",
        "scram-sha-256",
        "--pwfile=" + password,
        "-E",
        "UTF8");
  }

  private String data() {
    return directory.resolve("data").toString();
  }

  /** Starts it again, and waits until it answers. */
  public void up() throws Exception {
    String options = "-p " + port + " -k " + directory + " -c listen_addresses=127.0.0.1";
    String log = directory.resolve("log").toString();
    runAsServer("pg_ctl", "-D", data(), "-l", log, "-o", options, "-w", "start");
  }

  /** Ends it at once, as a crash would. */
  public void down() throws Exception {
    runAsServer("pg_ctl", "-D", data(), "-m", "immediate", "-w", "stop");
  }

  /** Returns its address. */
  public String url() {
    return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
  }

  /** Returns the address of a schema. */
  public String url(String schema) {
    return url() + "?currentSchema=" + schema;
  }

  public Database database(String schema) {
    return Database.postgres(url(schema), USER, PASSWORD);
  }

  private void runAsServer(String program, String... arguments) throws Exception {
    var command = new ArrayList<String>();
    if (ROOT) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(programs.resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private void run(List<String> command) throws Exception {
    Path output = Files.createTempFile("rungs-postgresql-", ".txt");
    int code =
        new ProcessBuilder(command)
            .directory(new java.io.File("/"))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start()
            .waitFor();
    String said = Files.readString(output);
    Files.delete(output);
    if (code != 0) {
      throw new IOException(command + " ended with " + code + ": " + said);
    }
  }

  @Override
  public void close() throws Exception {
    down();
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}

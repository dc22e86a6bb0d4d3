package dev.rungs.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * While a sweep runs, warnings of libraries and whatever they print go to a file: the terminal
 * belongs to Rungs.
 */
final class Quiet implements AutoCloseable {

  /** The log's name in the directory of sweeps. */
  static final String LOG = "rungs.log";

  private final PrintStream out = System.out;
  private final PrintStream err = System.err;
  private final PrintStream log;

  private Quiet(PrintStream log) {
    this.log = log;
  }

  /** Begins, before the first line is logged: the logger reads {@code rungs.log} once. */
  static Quiet begin(Path directory) throws IOException {
    Files.createDirectories(directory);
    Path file = directory.resolve(LOG).toAbsolutePath();
    System.setProperty("rungs.log", file.toString());
    OutputStream append =
        Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    var quiet = new Quiet(new PrintStream(append, true, StandardCharsets.UTF_8));
    System.setOut(quiet.log);
    System.setErr(quiet.log);
    return quiet;
  }

  @Override
  public void close() {
    System.setOut(out);
    System.setErr(err);
    log.close();
  }
}

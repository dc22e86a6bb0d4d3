package dev.rungs.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Callable;

/**
 * Sends what libraries log and print to a file: while a sweep runs, the terminal belongs to Rungs.
 */
final class Quiet {

  /** The log's name in the directory of sweeps. */
  static final String LOG = "rungs.log";

  private Quiet() {}

  /** Does some work while {@code System.out} and {@code System.err} are the directory's log. */
  static <T> T during(Path directory, Callable<T> work) throws Exception {
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (PrintStream log = log(directory)) {
      System.setOut(log);
      System.setErr(log);
      return work.call();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  private static PrintStream log(Path directory) throws IOException {
    Files.createDirectories(directory);
    return new PrintStream(
        Files.newOutputStream(
            directory.resolve(LOG), StandardOpenOption.CREATE, StandardOpenOption.APPEND),
        true,
        StandardCharsets.UTF_8);
  }
}

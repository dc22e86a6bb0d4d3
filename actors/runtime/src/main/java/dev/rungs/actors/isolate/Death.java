package dev.rungs.actors.isolate;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/** How a JVM ended, for people. */
final class Death {

  private static final int SIGNAL = 128;

  private Death() {}

  /**
   * Returns a phrase such as {@code ended with exit code 137 (killed, SIGKILL)}.
   *
   * @param report where the JVM writes about its crash, which need not exist
   */
  static String describe(int exitCode, Path report) {
    String signal =
        switch (exitCode - SIGNAL) {
          case 4 -> " (illegal instruction, SIGILL)";
          case 6 -> " (aborted, SIGABRT)";
          case 7 -> " (bus error, SIGBUS)";
          case 8 -> " (arithmetic error, SIGFPE)";
          case 9 -> " (killed, SIGKILL: by somebody, or by the kernel when memory is short)";
          case 11 -> " (segmentation fault, SIGSEGV)";
          case 15 -> " (terminated, SIGTERM)";
          default -> exitCode > SIGNAL ? " (signal " + (exitCode - SIGNAL) + ")" : "";
        };
    return "ended with exit code "
        + exitCode
        + signal
        + crash(report).map(line -> "; " + line + ", see " + report).orElse("");
  }

  /** A JVM that crashes says why in a line such as {@code # SIGSEGV (0xb) at pc=0x0, pid=7}. */
  private static Optional<String> crash(Path report) {
    try (Stream<String> lines = Files.lines(report, StandardCharsets.ISO_8859_1)) {
      return lines
          .limit(40)
          .map(line -> line.replaceFirst("^#\\s*", ""))
          .filter(line -> line.startsWith("SIG") || line.startsWith("Internal Error"))
          .map(line -> line.replaceFirst(",? at pc=.*| at .*, pid=.*", ""))
          .findFirst();
    } catch (IOException none) {
      return Optional.empty();
    }
  }
}

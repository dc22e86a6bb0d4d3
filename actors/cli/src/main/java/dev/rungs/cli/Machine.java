package dev.rungs.cli;

import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.view.Format;
import dev.rungs.cli.view.Screen;
import dev.rungs.dl4j.Backend;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What sweeps need of this machine. Looking changes nothing: no file is written. */
final class Machine {

  private static final long MIB = 1L << 20;
  private static final long LEAST_HEAP = 256 * MIB;
  private static final long LEAST_DISK = 256 * MIB;
  private static final int OLDEST_JAVA = 17;

  private Machine() {}

  static Check java(Runtime.Version version, int cores) {
    String text = version + ", " + Format.count(cores, "core");
    return version.feature() >= OLDEST_JAVA
        ? Check.ok("java", text)
        : Check.wrong(
            "java",
            text + ", must be " + OLDEST_JAVA + " or later",
            "set JAVA_HOME to a newer JDK");
  }

  static Check heap(long bytes) {
    return bytes >= LEAST_HEAP
        ? Check.ok("heap", "up to " + size(bytes))
        : Check.wrong(
            "heap",
            "up to " + size(bytes) + ", must be at least " + size(LEAST_HEAP),
            "RUNGS_JAVA_OPTS=-Xmx1g rungs ...");
  }

  /**
   * Describes where results are shown.
   *
   * @param type the terminal's kind; empty if there is none
   */
  static Check terminal(Optional<String> type, Screen screen) {
    String letters = screen.unicode() ? "UTF-8" : "ASCII";
    String colour = screen.color() ? "colour" : "no colour";
    String look = screen.columns() + " columns, " + letters + ", " + colour;
    if (type.isEmpty()) {
      return Check.ok("terminal", "none: results go to a file or a pipe, " + letters);
    }
    return screen.unicode()
        ? Check.ok("terminal", type.get() + ", " + look)
        : Check.note(
            "terminal", type.get() + ", " + look, "set LANG to a UTF-8 locale for finer curves");
  }

  /** Loads the library that trains networks; what it prints is dropped. */
  static List<Check> nd4j(Supplier<Backend> load) {
    try {
      Backend backend = silently(load);
      String threads = Format.count(backend.threads(), "native thread");
      Check nd4j =
          Check.ok(
              "nd4j",
              String.join(", ", backend.name(), backend.blas(), backend.instructions())
                  + "; "
                  + threads
                  + ", a trial uses 1");
      return List.of(nd4j, gpu(backend));
    } catch (IllegalStateException broken) {
      return List.of(
          Check.wrong(
              "nd4j",
              String.valueOf(broken.getMessage()),
              "build on this machine: its natives are chosen then; command trainers work without"));
    }
  }

  private static Check gpu(Backend backend) {
    return backend.gpus() > 0
        ? Check.ok("gpu", Format.count(backend.gpus(), "GPU"))
        : Check.note(
            "gpu",
            "no CUDA backend on the class path; sweeps run on the CPU",
            "add org.nd4j:nd4j-cuda-11.6 of the same version to use a GPU");
  }

  private static Backend silently(Supplier<Backend> load) {
    PrintStream out = System.out;
    PrintStream err = System.err;
    try (var nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
      System.setOut(nowhere);
      System.setErr(nowhere);
      return load.get();
    } finally {
      System.setOut(out);
      System.setErr(err);
    }
  }

  /** Looks at the directory of sweeps, or where it would be created. */
  static Check disk(Path directory) {
    Path there = existing(directory);
    String name = directory + (Files.exists(directory) ? "" : " (not there yet)");
    if (!Files.isDirectory(there)) {
      return Check.wrong(
          "disk", name + ": " + there + " is no directory, must be one", "choose another --dir");
    }
    if (!Files.isWritable(there)) {
      return Check.wrong(
          "disk",
          name + ": " + there + " is not writable, must be",
          "change its permissions, or choose another --dir");
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      return free >= LEAST_DISK
          ? Check.ok("disk", name + " writable, " + size(free) + " free")
          : Check.wrong(
              "disk",
              name + " has " + size(free) + " free, must have at least " + size(LEAST_DISK),
              "delete old sweeps, or choose another --dir");
    } catch (IOException e) {
      throw new UncheckedIOException(there + " does not tell its free space", e);
    }
  }

  private static Path existing(Path directory) {
    Path there = directory.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    return there;
  }

  /** Reads every sweep of the directory's journal, with its checksums. */
  static Check journal(Path directory) {
    try {
      var journal = new SweepJournal(directory);
      List<String> ids = journal.ids();
      ids.forEach(journal::log);
      return Check.ok(
          "journal",
          ids.isEmpty() ? "no sweep yet" : Format.count(ids.size(), "sweep") + ", all readable");
    } catch (JournalException damaged) {
      return Check.wrong(
          "journal",
          String.valueOf(damaged.getMessage()),
          "bring the file back from a backup, or choose another --dir");
    }
  }

  private static String size(long bytes) {
    return bytes >= 1024 * MIB
        ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / (1024 * MIB))
        : bytes / MIB + " MiB";
  }
}

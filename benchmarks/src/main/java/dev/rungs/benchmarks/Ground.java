package dev.rungs.benchmarks;

import dev.rungs.actors.journal.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Where a sweep is kept while its process dies again and again. */
interface Ground extends AutoCloseable {

  /** Returns the sweep's directory. */
  Path directory();

  /** Returns where the sweep's journal is. */
  default Database database() {
    return Database.in(directory());
  }

  /** Returns what its processes find in their environment, beside their parent's. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Returns where the standard error of its processes goes. */
  Path errors();

  /** Strikes a process down; returns when what it left can be read in {@link #directory}. */
  void strike(Process process) throws Exception;

  @Override
  void close() throws IOException;

  /** A folder, where processes are killed with signal 9. */
  record Folder(Temporary temporary) implements Ground {

    static Folder create() throws IOException {
      return new Folder(Temporary.create());
    }

    @Override
    public Path directory() {
      return temporary.path().resolve("runs");
    }

    @Override
    public Path errors() {
      return temporary.path().resolve("errors");
    }

    /** The process's own {@code destroyForcibly} would close the pipe before it is read. */
    @Override
    public void strike(Process process) {
      process.toHandle().destroyForcibly();
    }

    @Override
    public void close() throws IOException {
      temporary.close();
    }
  }

  /** Returns the end of what its processes complained of. */
  default String complaints() throws IOException {
    if (!Files.exists(errors())) {
      return "";
    }
    String all = Files.readString(errors());
    return all.substring(Math.max(0, all.length() - 4000));
  }
}

package dev.rungs.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory for the time of one measurement. */
record Temporary(Path path) implements AutoCloseable {

  private static final String PREFIX = "rungs-benchmark-";

  static Temporary create() throws IOException {
    return new Temporary(Files.createTempDirectory(PREFIX));
  }

  /** One inside another directory. */
  static Temporary in(Path parent) throws IOException {
    return new Temporary(Files.createTempDirectory(parent, PREFIX));
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path each : deepestFirst) {
        Files.delete(each);
      }
    }
  }
}

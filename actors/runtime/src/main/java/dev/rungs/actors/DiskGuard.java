package dev.rungs.actors;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * Watches the disk that keeps journal and checkpoints: nothing new is trained once it is nearly
 * full, while what trains can still be saved.
 *
 * @param least so many bytes must be free
 */
record DiskGuard(Path directory, long least) {

  static final long LEAST = 200L << 20;

  private static final double MIB = 1 << 20;

  /** Returns why nothing may be trained; empty if there is room. */
  Optional<String> obstacle() {
    long free = directory.toFile().getUsableSpace();
    return free >= least ? Optional.empty() : Optional.of(reason(free));
  }

  private String reason(long free) {
    return String.format(
        Locale.ROOT,
        "the disk of %s has %.0f MiB left, must be at least %.0f; make room and the sweep goes on",
        directory,
        free / MIB,
        least / MIB);
  }
}

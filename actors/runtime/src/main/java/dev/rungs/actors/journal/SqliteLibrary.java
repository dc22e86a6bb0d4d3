package dev.rungs.actors.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteJDBCLoader;

/**
 * SQLite's native library. The driver unpacks it anew for each process, a megabyte, and deletes it
 * when that ends in good order; what a killed process unpacked would stay for ever. So it is
 * deleted as soon as it is loaded, where the system allows that.
 */
final class SqliteLibrary {

  /** Where the driver unpacks it; left alone if somebody has set it. */
  private static final String UNPACKED = "org.sqlite.tmpdir";

  private static final Logger LOG = LoggerFactory.getLogger(SqliteLibrary.class);

  private static final AtomicBoolean LOADED = new AtomicBoolean();

  private SqliteLibrary() {}

  /**
   * Loads it, once.
   *
   * @throws JournalException if it cannot be unpacked
   */
  static synchronized void load() {
    if (LOADED.get() || System.getProperty(UNPACKED) != null) {
      return;
    }
    try {
      Path own = Files.createTempDirectory("rungs-sqlite-");
      System.setProperty(UNPACKED, own.toString());
      try {
        SQLiteJDBCLoader.initialize();
      } finally {
        System.clearProperty(UNPACKED);
        delete(own);
      }
      LOADED.set(true);
    } catch (Exception e) { // is what the driver declares
      throw new JournalException("SQLite's library cannot be unpacked: " + e.getMessage(), e);
    }
  }

  private static void delete(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      LOG.debug("{} is in use, and is deleted at the end", folder, e);
    }
  }
}

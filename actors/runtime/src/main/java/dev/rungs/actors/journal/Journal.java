package dev.rungs.actors.journal;

import com.typesafe.config.Config;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A journal opened for writing. One process at a time has it, and its directory, open.
 *
 * <pre>{@code
 * try (Journal journal = Journal.open(Path.of("runs"))) {
 *   Config config = journal.config().withFallback(profile);
 *   ActorSystem<?> system = ActorSystem.create(guardian, "rungs", ConfigFactory.load(config));
 *   ...
 * }
 * }</pre>
 *
 * <p>Close it after the ActorSystem has ended.
 */
public final class Journal implements AutoCloseable {

  private final Path directory;
  private final DirectoryLock lock;
  private final Database database;
  private final Database.Hold hold;

  /** Who has taken it over; null for nobody. */
  private volatile @Nullable String taken;

  private Journal(Path directory, DirectoryLock lock, Database database, Consumer<String> lost) {
    this.directory = directory;
    this.lock = lock;
    this.database = database;
    this.hold =
        database.hold(
            why -> {
              taken = why;
              lost.accept(why);
            });
  }

  /** Opens the embedded journal of a directory. */
  public static Journal open(Path directory) {
    return open(directory, Database.in(directory), lost -> {});
  }

  /**
   * Opens a journal; creates it and the directory if they are absent.
   *
   * @param directory where checkpoints and marks of its sweeps are
   * @param lost told, with the reason, if another process takes the journal over
   * @throws JournalException if another process has one of them open, another Rungs wrote the
   *     journal, or it is damaged as a whole
   * @throws UncheckedIOException if the directory cannot be created or written
   */
  public static Journal open(Path directory, Database database, Consumer<String> lost) {
    DirectoryLock lock = lock(directory);
    try {
      return new Journal(directory, lock, database, lost);
    } catch (RuntimeException e) {
      close(lock);
      throw e;
    }
  }

  /**
   * Cuts damaged sweeps back to their last good events, after a copy of all is put aside.
   *
   * @return what each lost; empty if nothing is damaged
   * @throws JournalException if another process has the journal or its directory open, or another
   *     Rungs wrote it
   */
  public static List<Loss> mend(Path directory, Database database) {
    DirectoryLock lock = lock(directory);
    try {
      return Mending.of(directory, database);
    } finally {
      close(lock);
    }
  }

  private static DirectoryLock lock(Path directory) {
    try {
      Files.createDirectories(directory);
      return DirectoryLock.acquire(directory);
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be opened", e);
    }
  }

  /** Returns what an ActorSystem needs in order to write here; it comes before other files. */
  public Config config() {
    return database.config();
  }

  /**
   * Refuses a journal that another process has taken over since it was opened.
   *
   * @throws JournalException naming that process
   */
  public void requireHeld() {
    String why = taken;
    if (why != null) {
      throw new JournalException(why + "; open it again when that has ended");
    }
  }

  /** Returns where it is kept. */
  public Database database() {
    return database;
  }

  /** Returns where checkpoints and marks of its sweeps are. */
  public Path directory() {
    return directory;
  }

  /**
   * Begins a sweep that has a history: all of it is there after one commit, chained anew, or
   * nothing. Other sweeps may be written meanwhile.
   *
   * @param id one that no sweep has
   * @param trials the histories of its trials, by number
   * @throws JournalException if it cannot be written
   */
  public void begin(
      String id, List<Journaled<SweepEvent>> sweep, List<List<Journaled<TrialEvent>>> trials) {
    var writing = new Writing();
    writing.add(SweepJournal.sweepId(id), sweep);
    for (int number = 0; number < trials.size(); number++) {
      writing.add(SweepJournal.trialId(id, new TrialId(number)), trials.get(number));
    }
    database.begin(writing.events);
    try (Marks marks = Marks.open(directory.resolve(id))) {
      writing.heads.forEach((chain, head) -> marks.of(chain).reached(head));
    }
  }

  /** Chains that are to be written. */
  private static final class Writing {

    final List<Rows.Written> events = new ArrayList<>();
    final Map<String, Head> heads = new LinkedHashMap<>();

    <E> void add(String chain, List<Journaled<E>> history) {
      Head head = Head.start(chain);
      for (Journaled<E> each : history) {
        Frame frame = SweepJournal.CODEC.encode(head, each);
        events.add(new Rows.Written(chain, each.atMillis(), frame));
        head = frame.head();
        heads.put(chain, head);
      }
    }
  }

  /** Lets the next process in. */
  @Override
  public void close() {
    hold.close();
    close(lock);
  }

  private static void close(DirectoryLock lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package dev.rungs.actors.journal;

import dev.rungs.actors.journal.Audit.Finding;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Cuts each damaged sweep of a journal back to its last good event. Before anything is changed, a
 * copy of what is there is put aside.
 *
 * <p>A trial may then know more than its sweep, which would grant the same attempt again; so
 * attempts that the sweep does not know are cut as well. A trial that knows less trains again.
 */
final class Mending {

  private static final Logger LOG = LoggerFactory.getLogger(Mending.class);

  private final Path directory;
  private final Database database;
  private final JournalReader reader;

  private Mending(Path directory, Database database) {
    this.directory = directory;
    this.database = database;
    this.reader = new JournalReader(database, SweepJournal.CODEC);
  }

  /**
   * Mends a journal that nobody has open.
   *
   * @return what each damaged sweep lost; empty if none is damaged
   * @throws JournalException if events cannot be understood, or nothing can be read
   */
  static List<Loss> of(Path directory, Database database) {
    return new Mending(directory, database).mend();
  }

  private List<Loss> mend() {
    boolean sound = isSound();
    Map<String, Long> before = new TreeMap<>();
    var damaged = new ArrayList<String>();
    for (String sweep : sweeps()) {
      List<Finding> findings = look(sweep);
      before.put(sweep, Math.max(known(findings), noted(sweep)));
      if (findings.isEmpty() || findings.stream().anyMatch(each -> each.damage().isPresent())) {
        damaged.add(sweep);
      }
    }
    if (sound && damaged.isEmpty()) {
      return List.of();
    }
    String aside = database.setAside(damaged);
    var losses = new ArrayList<Loss>();
    for (String sweep : before.keySet()) {
      List<Finding> found = Audit.of(sweep, List.of(), database);
      long there = Math.max(before.getOrDefault(sweep, 0L), known(found));
      long kept = damaged.contains(sweep) ? cut(sweep, found) : known(found);
      if (kept < there) {
        losses.add(new Loss(sweep, there - kept, there, aside));
      }
    }
    return losses;
  }

  private boolean isSound() {
    try {
      database.hold(lost -> {}).close();
      return true;
    } catch (JournalException e) {
      if (!e.isDamage()) {
        throw e;
      }
      return false;
    }
  }

  /** Returns the ids of all sweeps that the journal or a mark knows. */
  private Set<String> sweeps() {
    var sweeps = new TreeSet<String>();
    try (Stream<Path> folders = Files.list(directory)) {
      folders
          .filter(folder -> Files.exists(folder.resolve(Marks.FILE)))
          .forEach(folder -> sweeps.add(folder.getFileName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException(directory + " cannot be read", e);
    }
    try {
      database
          .read(Rows::ids)
          .orElse(List.of())
          .forEach(id -> sweeps.add(SweepJournal.sweepOf(id)));
    } catch (JournalException unreadable) {
      LOG.info("{}", unreadable.getMessage());
    }
    return sweeps;
  }

  /** Returns what can be found of a sweep; nothing if it cannot be read at all. */
  private List<Finding> look(String sweep) {
    try {
      return Audit.of(sweep, Marks.read(directory.resolve(sweep)), database);
    } catch (JournalException unreadable) {
      LOG.info("{}", unreadable.getMessage());
      return List.of();
    }
  }

  /** Returns how many events the mark knows of. */
  private long noted(String sweep) {
    try {
      return Marks.read(directory.resolve(sweep)).stream().mapToLong(Head::number).sum();
    } catch (JournalException damaged) {
      return 0;
    }
  }

  private static long known(List<Finding> findings) {
    return findings.stream().mapToLong(Finding::last).sum();
  }

  /** Cuts a sweep and its trials to what fits together, and returns how many events that is. */
  private long cut(String sweep, List<Finding> found) {
    var whole = new HashMap<String, Long>();
    found.forEach(each -> whole.put(each.persistenceId(), each.whole().number()));
    database.cut(whole);
    var state = new SweepState();
    reader
        .events(SweepJournal.sweepId(sweep), SweepEvent.class)
        .forEach(each -> state.apply(each.event()));
    var fitting = new HashMap<String, Long>();
    for (String chain : whole.keySet()) {
      if (chain.startsWith(SweepJournal.TRIAL)) {
        fitting.put(chain, fitting(chain, state));
      }
    }
    database.cut(fitting);
    return mark(sweep);
  }

  /** Returns how many of a trial's events belong to attempts that the sweep knows. */
  private long fitting(String chain, SweepState sweep) {
    int attempts =
        SweepJournal.trialOf(chain)
            .filter(trial -> sweep.created() && trial.number() < sweep.size())
            .map(trial -> sweep.summary(trial).attempt())
            .orElse(0);
    List<Journaled<TrialEvent>> events = reader.events(chain, TrialEvent.class);
    for (int i = 0; i < events.size(); i++) {
      if (events.get(i).event() instanceof AttemptStarted started && started.attempt() > attempts) {
        return i;
      }
    }
    return events.size();
  }

  /** Notes what there is now. */
  private long mark(String sweep) {
    Path folder = directory.resolve(sweep);
    List<Finding> left = Audit.of(sweep, List.of(), database);
    try {
      Files.deleteIfExists(folder.resolve(Marks.FILE));
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written", e);
    }
    try (Marks marks = Marks.open(folder)) {
      for (Finding each : left) {
        marks.of(each.persistenceId()).reached(each.whole());
      }
    }
    return known(left);
  }
}

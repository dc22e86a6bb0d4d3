package dev.rungs.actors.journal;

import dev.rungs.analyze.RecordedSweep;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * The sweeps of a directory, read without actors: no Akka class is loaded. Safe to use from any
 * thread, also while a process runs the sweeps.
 *
 * <p>What is read is compared with the {@link Marks} in the directory, so a journal that has lost
 * its end is refused.
 */
public final class SweepJournal {

  /** What the journal holds. */
  public static final EventCodec CODEC = EventCodec.of(SweepEvent.class, TrialEvent.class);

  static final String SWEEP = "sweep|";
  static final String TRIAL = "trial|";

  /** Most often an epoch is among so many of a trial's last events. */
  private static final int TAIL = 8;

  private static final Pattern NAME = Pattern.compile("t[0-9]{3,9}");

  private final Path directory;
  private final Database database;
  private final JournalReader reader;

  /** Reads the embedded journal of a directory, which need not exist: then it is an empty one. */
  public SweepJournal(Path directory) {
    this(directory, Database.in(directory));
  }

  /** Reads a journal whose sweeps have their checkpoints and marks in a directory. */
  public SweepJournal(Path directory, Database database) {
    this.directory = directory;
    this.database = database;
    this.reader = new JournalReader(database, CODEC);
  }

  /** Returns the persistence id of a sweep, as Akka builds it. */
  static String sweepId(String id) {
    return SWEEP + id;
  }

  /** Returns the persistence id of a trial, as Akka builds it. */
  static String trialId(String id, TrialId trial) {
    return TRIAL + id + "/" + trial;
  }

  /** Returns the sweep that a persistence id belongs to. */
  static String sweepOf(String persistenceId) {
    String name = persistenceId.substring(persistenceId.indexOf('|') + 1);
    int trial = name.indexOf('/');
    return trial < 0 ? name : name.substring(0, trial);
  }

  /**
   * Returns the trial that a persistence id belongs to; empty if that is a sweep's, or nobody's.
   */
  static Optional<TrialId> trialOf(String persistenceId) {
    String name = persistenceId.substring(persistenceId.indexOf('/') + 1);
    return NAME.matcher(name).matches()
        ? Optional.of(new TrialId(Integer.parseInt(name.substring(1))))
        : Optional.empty();
  }

  /** Returns the ids of all sweeps, oldest first. */
  public List<String> ids() {
    return reader.ids(SWEEP).stream().map(each -> each.substring(SWEEP.length())).toList();
  }

  /**
   * Returns what has happened to a sweep after its event number {@code after}, which counts from 1.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public List<Journaled<SweepEvent>> events(String id, long after) {
    Head least = least(id, 0); // before the journal, which may grow meanwhile
    return reader.events(sweepId(id), SweepEvent.class, after, least);
  }

  /**
   * Returns what has happened to a trial.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public List<Journaled<TrialEvent>> events(String id, TrialId trial) {
    Head least = least(id, 1 + trial.number());
    return reader.events(trialId(id, trial), TrialEvent.class, 0, least);
  }

  /** Returns what was noted of a sweep's chains; a word that names no sweep names no folder. */
  private List<Head> marks(String id) {
    return SweepName.fits(id) ? Marks.read(directory.resolve(id)) : List.of();
  }

  private Head least(String id, int chain) {
    List<Head> marks = marks(id);
    return chain < marks.size() ? marks.get(chain) : Head.NONE;
  }

  /**
   * Returns what has come of a trial.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public TrialLog trial(String id, TrialId trial) {
    TrialLog log = TrialLog.EMPTY;
    for (Journaled<TrialEvent> each : events(id, trial)) {
      log = log.apply(each.event());
    }
    return log;
  }

  /**
   * Returns the last epoch that is recorded of a trial, 0 for none. Reads no more than the end of
   * its events, so it is for those who have {@link #verify verified} the sweep.
   */
  public int epoch(String id, TrialId trial) {
    String chain = trialId(id, trial);
    Head least = least(id, 1 + trial.number());
    long last = reader.last(chain);
    OptionalInt epoch = OptionalInt.empty();
    for (long tail = TAIL, after = last; epoch.isEmpty() && after > 0; tail *= 2) {
      after = Math.max(0, last - tail);
      epoch = epoch(reader.events(chain, TrialEvent.class, after, least));
    }
    return epoch.orElse(0);
  }

  private static OptionalInt epoch(List<Journaled<TrialEvent>> events) {
    for (int i = events.size() - 1; i >= 0; i--) {
      TrialEvent event = events.get(i).event();
      if (event instanceof EpochsReported reported) {
        return OptionalInt.of(reported.curve().epoch());
      }
      if (event instanceof CheckpointCopied copied) {
        return OptionalInt.of(copied.epoch());
      }
    }
    return OptionalInt.empty();
  }

  /**
   * Returns what has come of a sweep; empty if none was begun under this id.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public Optional<SweepLog> log(String id) {
    var log = new SweepLog();
    events(id, 0).forEach(each -> log.apply(each.atMillis(), each.event()));
    return log.state().created() ? Optional.of(log) : Optional.empty();
  }

  /**
   * Returns every epoch of a trial once, in order.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public List<Report> reports(String id, TrialId trial) {
    return reports(events(id, trial));
  }

  /** Returns every epoch once, in order, of what has happened to a trial. */
  public static List<Report> reports(List<Journaled<TrialEvent>> events) {
    return events.stream()
        .filter(each -> each.event() instanceof EpochsReported)
        .flatMap(each -> ((EpochsReported) each.event()).reports().stream())
        .toList();
  }

  /**
   * Returns a sweep with the curves of its trials; empty if none was begun under this id.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public Optional<RecordedSweep> recorded(String id) {
    List<SweepEvent> events = events(id, 0).stream().map(Journaled::event).toList();
    return events.isEmpty()
        ? Optional.empty()
        : Optional.of(RecordedSweep.of(events, trial -> reports(id, trial)));
  }

  /**
   * Reads every event of a sweep and its trials.
   *
   * @throws JournalException if one is missing or damaged, naming the first
   */
  public void verify(String id) {
    for (Audit.Finding finding : Audit.of(id, marks(id), database)) {
      finding.refuse(database);
    }
  }
}

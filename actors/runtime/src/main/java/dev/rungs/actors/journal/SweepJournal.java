package dev.rungs.actors.journal;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The sweeps of a directory, read without actors: no Akka class is loaded. Safe to use from any
 * thread, also while a process runs the sweeps.
 */
public final class SweepJournal {

  /** What the journal holds. */
  public static final EventCodec CODEC = EventCodec.of(SweepEvent.class, TrialEvent.class);

  private static final String SWEEP = "sweep|";
  private static final String TRIAL = "trial|";

  private final JournalReader reader;

  /** Reads the journal of a directory, which need not exist: a missing journal is an empty one. */
  public SweepJournal(Path directory) {
    this.reader = new JournalReader(directory, CODEC);
  }

  /** Returns the persistence id of a sweep, as Akka builds it. */
  static String sweepId(String id) {
    return SWEEP + id;
  }

  /** Returns the persistence id of a trial, as Akka builds it. */
  static String trialId(String id, TrialId trial) {
    return TRIAL + id + "/" + trial;
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
    return reader.events(sweepId(id), SweepEvent.class, after);
  }

  /**
   * Returns what has happened to a trial.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public List<Journaled<TrialEvent>> events(String id, TrialId trial) {
    return reader.events(trialId(id, trial), TrialEvent.class);
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
   * Returns what has come of a sweep; empty if none was begun under this id.
   *
   * @throws JournalException if an event is missing, damaged or unknown, naming its number
   */
  public Optional<SweepLog> log(String id) {
    var log = new SweepLog();
    events(id, 0).forEach(each -> log.apply(each.atMillis(), each.event()));
    return log.state().created() ? Optional.of(log) : Optional.empty();
  }
}

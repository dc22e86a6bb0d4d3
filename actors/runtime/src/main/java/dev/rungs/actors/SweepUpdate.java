package dev.rungs.actors;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;

/** What a running sweep tells those who watch it, always after it is safe in the journal. */
public sealed interface SweepUpdate {

  /**
   * An event of the sweep.
   *
   * @param number its place in the sweep's journal, from 1; a watcher that misses numbers reads
   *     them there
   * @param atMillis when it was decided, in milliseconds since 1970
   */
  record Decided(long number, long atMillis, SweepEvent event) implements SweepUpdate {}

  /** Epochs of a trial, in order, each once. */
  record Trained(TrialId trial, int attempt, List<Report> reports) implements SweepUpdate {
    public Trained {
      reports = List.copyOf(reports);
    }
  }
}

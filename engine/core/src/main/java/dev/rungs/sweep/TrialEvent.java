package dev.rungs.sweep;

import dev.rungs.trial.Curve;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;

/** What happened to one trial: its own journal holds these, {@link TrialLog} folds them. */
public sealed interface TrialEvent {

  /** A slot began an attempt. */
  record AttemptStarted(int attempt, int slot, int untilEpoch) implements TrialEvent {}

  /**
   * Epochs were trained; one event for all that came within a moment.
   *
   * @param curve the learning curve with them
   */
  record EpochsReported(int attempt, List<Report> reports, Curve curve) implements TrialEvent {
    public EpochsReported {
      reports = List.copyOf(reports);
      if (reports.isEmpty()) {
        throw new IllegalArgumentException("reports is empty, must hold at least one epoch");
      }
    }
  }

  /**
   * The model after {@code epoch} is on disk.
   *
   * @param path relative to the checkpoint store
   * @param bytes of all its files
   * @param sha256 over all its files, in the order of their names, in hexadecimal
   */
  record CheckpointSaved(int attempt, int epoch, String path, long bytes, String sha256)
      implements TrialEvent {}

  /**
   * The trial goes on with a copy of another one's checkpoint, in its own place. What it had before
   * is of no more use to it.
   *
   * @param epoch the epoch of the model, from which the trial goes on
   * @param path relative to the checkpoint store
   * @param sha256 as the source's
   */
  record CheckpointCopied(
      int attempt, TrialId source, int epoch, String path, long bytes, String sha256)
      implements TrialEvent {}

  /** The attempt is over. */
  record AttemptEnded(int attempt, Outcome outcome) implements TrialEvent {}
}

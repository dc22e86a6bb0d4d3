package dev.rungs.actors.slot;

import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import java.util.Optional;

/** Hears what a slot's thread does, on that thread; must return at once. */
public interface SlotListener {

  /** An epoch that was not recorded before is trained. */
  void reported(Segment segment, Report report);

  /** An epoch that was recorded before is trained again. */
  void repeated(Segment segment);

  /** The model is saved, and trains on. */
  void saved(Segment segment, CheckpointSaved checkpoint);

  /** The segment is over. */
  void ended(Segment segment, Outcome outcome, Optional<CheckpointSaved> checkpoint);

  /**
   * The winner's model is made.
   *
   * @param exact whether its last epoch gave the recorded loss to the last bit
   */
  void realised(Winner winner, Metrics test, boolean exact);

  /** The winner's model cannot be made. */
  void notRealised(Winner winner, String message);

  /** The slot's thread cannot work at all: its device is not to be had. */
  void broken(String message);

  /** The slot's thread has ended and holds nothing any more. */
  void closed();
}

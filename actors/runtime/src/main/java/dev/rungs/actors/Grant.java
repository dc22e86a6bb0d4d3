package dev.rungs.actors;

import dev.rungs.actors.slot.Lineage;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;
import java.util.List;

/**
 * The right to run one attempt of a trial on one slot: everything a slot needs to train.
 *
 * @param seed the trial's own
 * @param untilEpoch the epoch the segment ends with
 * @param lineage whose model it goes on with
 */
record Grant(
    TrialId trial,
    int attempt,
    int untilEpoch,
    Configuration configuration,
    long seed,
    Aims aims,
    Patience patience,
    Lineage lineage) {

  /** Returns this grant with the checkpoint to copy first, if the source has one. */
  Grant copying(List<CheckpointSaved> source) {
    return new Grant(
        trial, attempt, untilEpoch, configuration, seed, aims, patience, lineage.from(source));
  }
}

package dev.rungs.actors;

import dev.rungs.actors.slot.SaveEvery;
import java.time.Duration;

/**
 * How long the actors wait for each other.
 *
 * @param beat how often a slot says that it still trains
 * @param lease after so much silence a slot's grant is void
 * @param checkpoint when a model that trains on is saved, besides at rungs
 * @param epoch an epoch that takes longer fails its attempt; zero for what {@link EpochTimes} say
 * @param grace a slot that was told to stop finishes its epoch if that takes no longer
 * @param hang a trainer that overran its epoch may take so long to notice that it was cancelled;
 *     then its thread is left behind
 */
record Timing(
    Duration beat,
    Duration lease,
    SaveEvery checkpoint,
    Duration epoch,
    Duration grace,
    Duration hang) {

  static final Timing LOCAL =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          SaveEvery.of(Duration.ofSeconds(2)),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  Timing withCheckpoint(SaveEvery every) {
    return new Timing(beat, lease, every, epoch, grace, hang);
  }

  Timing withEpoch(Duration limit) {
    return new Timing(beat, lease, checkpoint, limit, grace, hang);
  }
}

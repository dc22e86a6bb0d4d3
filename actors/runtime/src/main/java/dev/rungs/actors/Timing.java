package dev.rungs.actors;

import java.time.Duration;

/**
 * How long the actors wait for each other.
 *
 * @param beat how often a slot says that it still trains
 * @param lease after so much silence a slot's grant is void
 * @param checkpoint a model that trains on is saved at the end of an epoch if this much time has
 *     gone by since the last save; at rungs it is saved anyway
 * @param epoch an epoch that takes longer fails its attempt; zero for what {@link EpochTimes} say
 * @param grace a slot that was told to stop finishes its epoch if that takes no longer
 * @param hang a trainer that overran its epoch may take so long to notice that it was cancelled;
 *     then its thread is left behind
 */
record Timing(
    Duration beat,
    Duration lease,
    Duration checkpoint,
    Duration epoch,
    Duration grace,
    Duration hang) {

  static final Timing LOCAL =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ZERO,
          Duration.ofSeconds(30),
          Duration.ofSeconds(5));

  Timing withCheckpoint(Duration time) {
    return new Timing(beat, lease, time, epoch, grace, hang);
  }

  Timing withEpoch(Duration limit) {
    return new Timing(beat, lease, checkpoint, limit, grace, hang);
  }
}

package dev.rungs.actors;

import java.time.Duration;

/**
 * How long the actors wait for each other.
 *
 * @param beat how often a slot says that it still trains
 * @param lease after so much silence a slot's grant is void
 * @param checkpoint a model that trains on is saved at the end of an epoch if this much time has
 *     gone by since the last save; at rungs it is saved anyway
 * @param epoch an epoch that takes longer fails its attempt; zero for no limit
 * @param grace a slot that was told to stop finishes its epoch if that takes no longer
 */
record Timing(Duration beat, Duration lease, Duration checkpoint, Duration epoch, Duration grace) {

  static final Timing LOCAL =
      new Timing(
          Duration.ofSeconds(1),
          Duration.ofSeconds(30),
          Duration.ofSeconds(2),
          Duration.ZERO,
          Duration.ofSeconds(30));

  Timing withCheckpoint(Duration time) {
    return new Timing(beat, lease, time, epoch, grace);
  }

  Timing withEpoch(Duration limit) {
    return new Timing(beat, lease, checkpoint, limit, grace);
  }
}

package dev.rungs.actors.slot;

import java.time.Duration;

/**
 * When a model that trains on is saved, at the end of an epoch; at rungs it is saved anyway.
 *
 * @param epochs so many epochs after the last save; 0 to let time decide
 * @param time so much time after the last save; of no meaning if epochs decide
 */
public record SaveEvery(int epochs, Duration time) {

  public SaveEvery {
    if (epochs < 0 || time.isNegative()) {
      throw new IllegalArgumentException(
          "a model is saved every " + epochs + " epochs or " + time + ", must not be negative");
    }
  }

  /** Lets time decide. */
  public static SaveEvery of(Duration time) {
    return new SaveEvery(0, time);
  }

  /** Lets epochs decide. */
  public static SaveEvery epochs(int count) {
    return new SaveEvery(count, Duration.ZERO);
  }

  boolean due(int epochsSince, long nanosSince) {
    return epochs > 0 ? epochsSince >= epochs : nanosSince >= time.toNanos();
  }
}

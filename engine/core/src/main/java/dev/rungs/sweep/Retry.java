package dev.rungs.sweep;

import dev.rungs.trial.FailureKind;
import java.util.List;

/**
 * Which failed attempts are tried again, from the last checkpoint.
 *
 * @param times how often for one trial; {@link FailureKind#LOST} does not count
 */
public record Retry(int times, List<FailureKind> on) {

  /** Twice for whatever may pass by itself. */
  public static final Retry DEFAULT =
      new Retry(2, List.of(FailureKind.EXCEPTION, FailureKind.OUT_OF_MEMORY, FailureKind.TIMEOUT));

  public Retry {
    on = List.copyOf(on);
    if (times < 0) {
      throw new IllegalArgumentException("retry.times is " + times + ", must be >= 0");
    }
    if (on.contains(FailureKind.DIVERGED)) {
      throw new IllegalArgumentException(
          "retry.on holds diverged, must not: the same input would diverge again");
    }
  }
}

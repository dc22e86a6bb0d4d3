package dev.rungs.sweep;

import dev.rungs.trial.FailureKind;
import java.util.List;

/**
 * Which failed attempts are tried again, from the last checkpoint.
 *
 * <p>A trial that ran out of memory is tried again once, alone: from then on nothing else trains
 * while it does. A trial that was in flight when the process died is a suspect; at the second death
 * in a row, without an epoch recorded in between, it trains alone, so that the third has no other
 * cause.
 *
 * @param times how often for one trial; {@link FailureKind#LOST} and {@link FailureKind#CRASHED} do
 *     not count
 * @param deaths a trial fails when the process has died so often in a row while it was in flight,
 *     without an epoch recorded in between; 0 for never
 */
public record Retry(int times, List<FailureKind> on, int deaths) {

  /** At so many deaths in a row a trial is set apart. */
  static final int QUARANTINE = 2;

  private static final int DEATHS = 3;

  /** Twice for whatever may pass by itself; the third death is the last. */
  public static final Retry DEFAULT =
      new Retry(
          2,
          List.of(FailureKind.EXCEPTION, FailureKind.OUT_OF_MEMORY, FailureKind.TIMEOUT),
          DEATHS);

  public Retry {
    on = List.copyOf(on);
    if (times < 0) {
      throw new IllegalArgumentException("retry.times is " + times + ", must be >= 0");
    }
    if (deaths < 0) {
      throw new IllegalArgumentException("retry.deaths is " + deaths + ", must be >= 0");
    }
    if (on.contains(FailureKind.DIVERGED)) {
      throw new IllegalArgumentException(
          "retry.on holds diverged, must not: the same input would diverge again");
    }
  }

  /** The usual number of deaths. */
  public Retry(int times, List<FailureKind> on) {
    this(times, on, DEATHS);
  }

  /** Returns whether a trial is given up after so many deaths in a row. */
  boolean fatal(int inARow) {
    return deaths > 0 && inARow >= deaths;
  }
}

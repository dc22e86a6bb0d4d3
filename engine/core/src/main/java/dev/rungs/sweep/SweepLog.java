package dev.rungs.sweep;

import java.time.Duration;

/**
 * A sweep's events with their times: the {@link SweepState} and how long the sweep has been
 * running.
 *
 * <p>Time between two processes does not count, nor does time before a fork, nor between the end
 * and a change of limits that lets the sweep go on. The times come from clocks of people: they
 * serve reading and the limit of wall-clock time, never order; one that goes backwards counts as no
 * time.
 */
public final class SweepLog {

  private final SweepState state = new SweepState();
  private long lastMillis;
  private long spentMillis;

  /** Folds one event that happened {@code atMillis} milliseconds after the start of 1970. */
  public SweepLog apply(long atMillis, SweepEvent event) {
    boolean wasRunning = state.created() && state.ended().isEmpty();
    if (wasRunning && !isTakenUp(event)) {
      spentMillis += Math.max(0, atMillis - lastMillis);
    }
    lastMillis = atMillis;
    state.apply(event);
    return this;
  }

  private static boolean isTakenUp(SweepEvent event) {
    return event instanceof SweepEvent.SweepOpened || event instanceof SweepEvent.SweepForked;
  }

  /** Returns the fold without times. */
  public SweepState state() {
    return state;
  }

  /** Returns the time spent running up to the last event. */
  public Duration elapsed() {
    return Duration.ofMillis(spentMillis);
  }

  /** Returns the time spent running up to now, if a process runs the sweep. */
  public Duration elapsed(long nowMillis) {
    boolean running = state.created() && state.ended().isEmpty();
    return Duration.ofMillis(spentMillis + (running ? Math.max(0, nowMillis - lastMillis) : 0));
  }

  /** Returns when the last event happened, in milliseconds since 1970. */
  public long lastMillis() {
    return lastMillis;
  }
}

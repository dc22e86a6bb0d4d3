package dev.rungs.actors;

import java.time.Duration;
import java.util.Arrays;

/**
 * How long the last epochs of a sweep took in this process, on all its slots, and hence how long an
 * epoch may take: ten times their median, and at least a minute. Safe to use from any thread.
 *
 * <p>Before a few epochs are known there is no limit: nothing tells a slow trainer from one that
 * hangs.
 */
final class EpochTimes {

  static final Duration LEAST = Duration.ofMinutes(1);

  private static final int FACTOR = 10;
  private static final int FEW = 5;
  private static final int REMEMBERED = 101;

  private final long[] nanos = new long[REMEMBERED];
  private long count;

  /** An epoch took so long. */
  synchronized void add(long epochNanos) {
    nanos[(int) (count++ % REMEMBERED)] = epochNanos;
  }

  /** Returns how long an epoch may take; zero for no limit yet. */
  synchronized Duration limit() {
    if (count < FEW) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, (int) Math.min(count, REMEMBERED));
    Arrays.sort(sorted);
    Duration limit = Duration.ofNanos(sorted[sorted.length / 2]).multipliedBy(FACTOR);
    return limit.compareTo(LEAST) < 0 ? LEAST : limit;
  }
}

package dev.rungs.cli.view;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** How fast a sweep goes: the estimate of the time left, as a range. */
final class Pace {

  private static final long RECENT_MILLIS = 30_000;
  private static final long APART_MILLIS = 500;
  private static final long EARLIEST_MILLIS = 2_000;
  private static final double SLACK = 0.1;

  private record Sample(long millis, long epochs) {}

  /** The first, and those of the last half minute. */
  private final Deque<Sample> samples = new ArrayDeque<>();

  void sample(long millis, long epochs) {
    Sample last = samples.peekLast();
    if (last != null && millis - last.millis() < APART_MILLIS) {
      return;
    }
    samples.addLast(new Sample(millis, epochs));
    Sample first = samples.removeFirst();
    while (!samples.isEmpty() && millis - samples.getFirst().millis() > RECENT_MILLIS) {
      samples.removeFirst();
    }
    samples.addFirst(first);
  }

  /**
   * Returns the time that so many more epochs take, between the speed since the start and that of
   * the last half minute, a tenth wider; empty in the first two seconds and while nothing moves.
   */
  Optional<String> left(double epochs) {
    if (samples.size() < 3 || epochs <= 0) {
      return Optional.empty();
    }
    Sample first = samples.getFirst();
    Sample last = samples.getLast();
    Sample recent = samples.stream().skip(1).findFirst().orElse(first);
    if (last.millis() - first.millis() < EARLIEST_MILLIS) {
      return Optional.empty();
    }
    double overall = rate(first, last);
    double lately = rate(recent, last);
    if (overall <= 0) {
      return Optional.empty();
    }
    double fast = Math.max(overall, lately);
    double slow = lately > 0 ? Math.min(overall, lately) : overall;
    return Optional.of(
        Format.range(epochs / fast * (1 - SLACK), epochs / slow * (1 + SLACK)) + " left");
  }

  private static double rate(Sample from, Sample to) {
    long millis = to.millis() - from.millis();
    return millis > 0 ? (to.epochs() - from.epochs()) * 1000.0 / millis : 0;
  }
}

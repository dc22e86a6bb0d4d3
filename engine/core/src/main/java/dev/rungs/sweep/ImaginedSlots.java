package dev.rungs.sweep;

import dev.rungs.trial.TrialId;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The slots of {@link Order.Ordered}: each trains an epoch in one unit of time. Which trial
 * finishes first follows from what they were given, never from what real slots do.
 */
final class ImaginedSlots {

  private record Job(long finish, long number, TrialId trial) {
    static final Comparator<Job> EARLIEST =
        Comparator.comparingLong(Job::finish).thenComparingLong(Job::number);
  }

  private final PriorityQueue<Job> jobs = new PriorityQueue<>(Job.EARLIEST);
  private long started;
  private long clock;

  /** Returns how many are busy. */
  int busy() {
    return jobs.size();
  }

  /** Returns the trial whose turn it is: it finishes first, or began first among those. */
  Optional<TrialId> first() {
    return Optional.ofNullable(jobs.peek()).map(Job::trial);
  }

  /** A free one takes a trial. */
  void start(TrialId trial, int epochs) {
    jobs.add(new Job(clock + epochs, started++, trial));
  }

  /** The one with the first trial is free; time jumps there. */
  void finishFirst() {
    clock = jobs.remove().finish();
  }
}

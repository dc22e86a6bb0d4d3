package dev.rungs.sweep;

import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened to a sweep. The journal holds these and nothing else; {@link SweepState} is a fold
 * over them. What was drawn or decided stands in the event, so folding never draws or decides.
 */
public sealed interface SweepEvent {

  /** The sweep exists. Always the first event. */
  record SweepCreated(SweepSpec spec) implements SweepEvent {}

  /**
   * What samplers know of an earlier sweep from the start. Comes before the first trial; its
   * configurations are not proposed again, but it counts as no trial.
   *
   * @param from the earlier sweep's id
   * @param learned what is learned, by number
   * @param outside how many of its trials do not lie in the space
   * @param open how many had no result yet
   * @param repeated how many have a configuration that is learned already
   */
  record TrialsLearned(String from, List<Learned> learned, int outside, int open, int repeated)
      implements SweepEvent {
    public TrialsLearned {
      learned = List.copyOf(learned);
    }

    /** Returns {@code "12 of 81 trials of digits-1: 69 lie outside the space"}. */
    public String words() {
      var left = new ArrayList<String>();
      if (outside > 0) {
        left.add(outside + (outside == 1 ? " lies" : " lie") + " outside the space");
      }
      if (open > 0) {
        left.add(open + (open == 1 ? " has" : " have") + " no result");
      }
      if (repeated > 0) {
        left.add(repeated + (repeated == 1 ? " is" : " are") + " learned already");
      }
      int trials = learned.size() + outside + open + repeated;
      return (left.isEmpty() ? "all " : learned.size() + " of ")
          + trials
          + (trials == 1 ? " trial of " : " trials of ")
          + from
          + (left.isEmpty() ? "" : ": " + String.join(", ", left));
    }
  }

  /** A process has taken the sweep up; what another one was training is lost. */
  record SweepOpened() implements SweepEvent {}

  /**
   * All before is the history of another sweep, which may have gone on otherwise since. Nobody
   * trains here what was in flight there.
   *
   * @param from the other sweep's id
   * @param event the number of its last event that is shared
   */
  record SweepForked(String from, long event) implements SweepEvent {}

  /**
   * A new trial has a configuration.
   *
   * @param reason the sampler's, or that it was given
   * @param bracket the bracket it starts in
   */
  record TrialSuggested(TrialId trial, Configuration configuration, String reason, int bracket)
      implements SweepEvent {}

  /** The sampler has no new configuration. */
  record SpaceUsedUp() implements SweepEvent {}

  /**
   * One slot may train one trial, from the epoch after its last to the end of {@code untilEpoch}.
   *
   * @param attempt one higher than the trial's last; whatever bears a lower number is fenced
   */
  record SegmentGranted(TrialId trial, int attempt, int slot, int untilEpoch)
      implements SweepEvent {}

  /**
   * A granted segment is over.
   *
   * @param best the trial's best epoch, over all segments
   */
  record SegmentEnded(TrialId trial, int attempt, Outcome outcome, Best best)
      implements SweepEvent {}

  /** An interrupted or failed segment is to be granted again. */
  record TrialRequeued(TrialId trial, String reason) implements SweepEvent {}

  /**
   * A trial that ran out of memory before its first epoch is to be granted again, with less.
   *
   * @param configuration all that it trains with from now on
   * @param reason what is different, and why
   */
  record ConfigurationChanged(TrialId trial, Configuration configuration, String reason)
      implements SweepEvent {}

  /**
   * The trial is entered at its rung.
   *
   * @param loss lower is better; NaN if it has none at this rung's epoch
   */
  record RungReached(TrialId trial, int rung, double loss) implements SweepEvent {}

  /** The scheduler, or the trial's own curve, has decided. */
  record TrialJudged(TrialId trial, Verdict verdict) implements SweepEvent {}

  /** The trial will not be tried again. */
  record TrialFailed(TrialId trial, FailureKind kind, String message) implements SweepEvent {}

  /**
   * The checkpoints of a trial that waits are deleted, since those of all trials take more room
   * than they may. If it is promoted it trains from the start.
   *
   * @param bytes of its checkpoints
   * @param quota how many bytes all of them may take together
   */
  record CheckpointsDropped(TrialId trial, long bytes, long quota) implements SweepEvent {}

  /**
   * Checkpoints that must stay alone take more room than all may. Told once for a quota.
   *
   * @param bytes of those that must stay
   * @param quota how many bytes all may take together
   */
  record QuotaExceeded(long bytes, long quota) implements SweepEvent {}

  /** Somebody wants this configuration tried before the sampler's own. */
  record ConfigurationEnqueued(Configuration configuration) implements SweepEvent {}

  /** No segment is granted until the sweep is resumed. */
  record SweepPaused(String reason, Pauser by) implements SweepEvent {}

  /** Who paused a sweep: only that one, or a person, resumes it. */
  enum Pauser {
    /** A person, or a program in a person's name. */
    USER,
    /** The guard of the disk: there is too little room to go on. */
    DISK
  }

  /** Segments are granted again. */
  record SweepResumed() implements SweepEvent {}

  /** The sweep has other limits from now on; if it had ended, it goes on. */
  record StopRulesChanged(StopRules stop) implements SweepEvent {}

  /**
   * The scheduler has further rungs from now on; if the sweep had ended, it goes on.
   *
   * @param scheduler one that may take over, see {@link dev.rungs.schedule.Raise}
   * @param shadows those of the sweep from now on
   */
  record SchedulerRaised(Scheduler scheduler, List<Scheduler> shadows) implements SweepEvent {
    public SchedulerRaised {
      shadows = List.copyOf(shadows);
    }
  }

  /** A stop rule holds: nothing is granted any more, what trains is interrupted. */
  record SweepStopping(Ending ending, String reason) implements SweepEvent {}

  /** Nothing trains any more. */
  record SweepEnded(Ending ending, String reason) implements SweepEvent {}

  /**
   * The winner was measured on the test data, for the only time: another one only wins if the sweep
   * went on under other limits.
   *
   * @param epoch the epoch the model stands at
   * @param exact whether training it again gave the recorded value to the last bit
   */
  record WinnerTested(TrialId trial, int epoch, Metrics test, boolean exact)
      implements SweepEvent {}
}

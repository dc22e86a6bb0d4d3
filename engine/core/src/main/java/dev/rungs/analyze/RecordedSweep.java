package dev.rungs.analyze;

import dev.rungs.analyze.WhatIf.Recorded;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.function.Function;

/**
 * A sweep so far, also one that runs, and the curves of its trials: all that it takes to tell what
 * another scheduler would have made of it.
 *
 * @param was the sweep; read alone
 * @param trials its trials, by number
 * @param slots how many trained at the same time, at least 1
 */
public record RecordedSweep(SweepState was, List<Recorded> trials, int slots) {

  public RecordedSweep {
    trials = List.copyOf(trials);
    if (slots < 1) {
      throw new IllegalArgumentException("slots is " + slots + ", must be >= 1");
    }
  }

  /**
   * Folds a sweep.
   *
   * @param log its events, from the first
   * @param reports all that a trial reported, by epoch
   */
  public static RecordedSweep of(
      Iterable<? extends SweepEvent> log, Function<TrialId, List<Report>> reports) {
    var was = new SweepState();
    int slots = 1;
    for (SweepEvent event : log) {
      was.apply(event);
      slots = event instanceof SegmentGranted granted ? Math.max(slots, granted.slot() + 1) : slots;
    }
    List<Recorded> trials =
        was.trials().stream()
            .map(trial -> new Recorded(trial.configuration(), reports.apply(trial.id())))
            .toList();
    return new RecordedSweep(was, trials, slots);
  }

  /** Returns the same as if so many trials had trained at the same time. */
  public RecordedSweep on(int count) {
    return new RecordedSweep(was, trials, count);
  }

  /**
   * Returns what another scheduler would have made of the sweep.
   *
   * @throws IllegalArgumentException if the sweep has no trial, or if trials copied each other or
   *     would
   */
  public WhatIf with(Scheduler other) {
    return WhatIf.of(was.spec().withStop(was.stop()), other, trials, slots);
  }

  /**
   * Returns the shadows that are named with the sweep, in their order; none while it has no trial.
   */
  public List<Shadow> shadows() {
    return trials.isEmpty()
        ? List.of()
        : was.spec().shadows().stream().map(each -> new Shadow(each, with(each))).toList();
  }
}

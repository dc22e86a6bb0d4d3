package dev.rungs.analyze;

import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Best;
import dev.rungs.trial.Curve;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What another scheduler would have made of a sweep: the same configurations in the same order,
 * trained in virtual time in which every epoch takes as long, with the curves that were recorded.
 *
 * <p>Nothing is invented. A trial that this scheduler would have trained further than it was ends
 * where its record does: it is <em>censored</em>, has no value at that rung, and what it would have
 * become is not known. The more trials are censored, the less the answer says.
 *
 * @param state the sweep as it would have ended
 * @param censored the trials that would have been trained further, and to which epoch at least
 */
public record WhatIf(SweepState state, SortedMap<TrialId, Integer> censored) {

  public WhatIf {
    censored = Collections.unmodifiableSortedMap(new TreeMap<>(censored));
  }

  /**
   * What is recorded of a trial.
   *
   * @param reports of every epoch from 1; may be empty
   */
  public record Recorded(Configuration configuration, List<Report> reports) {
    public Recorded {
      reports = List.copyOf(reports);
    }
  }

  /**
   * Asks.
   *
   * @param spec the sweep as it was
   * @param recorded its trials, by number; at least one
   * @param slots how many trials train at the same time
   * @throws IllegalArgumentException if trials copied each other, or would: a curve says nothing of
   *     what a copy would have become
   */
  public static WhatIf of(SweepSpec spec, Scheduler scheduler, List<Recorded> recorded, int slots) {
    if (recorded.isEmpty()) {
      throw new IllegalArgumentException("the sweep has no trial, must have one at least");
    }
    if (spec.scheduler() instanceof Population || scheduler instanceof Population) {
      throw new IllegalArgumentException(
          "a scheduler whose trials copy each other cannot be asked of recorded curves: what a copy"
              + " would have become is not recorded");
    }
    return new Simulation(withScheduler(spec, scheduler, recorded.size()), recorded).run(slots);
  }

  private static SweepSpec withScheduler(SweepSpec spec, Scheduler scheduler, int trials) {
    StopRules stop = spec.stop();
    return new SweepSpec(
        spec.name(),
        spec.seed(),
        spec.objective(),
        spec.also(),
        spec.require(),
        spec.space(),
        spec.sampler(),
        scheduler,
        List.of(),
        new Order.Replay(),
        new StopRules(trials, Duration.ZERO, stop.epochs(), stop.plateau(), StopRules.UNLIMITED),
        spec.patience(),
        spec.retry(),
        spec.trainer(),
        List.of(),
        List.of());
  }

  private record Arrival(long time, SegmentGranted segment, Outcome outcome) {}

  private static final class Simulation {

    private final SweepSpec spec;
    private final List<Recorded> recorded;
    private final SweepState state = new SweepState();
    private final List<Integer> free = new ArrayList<>();
    private final TreeMap<TrialId, Integer> censored = new TreeMap<>();
    private final PriorityQueue<Arrival> training =
        new PriorityQueue<>(
            Comparator.comparingLong(Arrival::time)
                .thenComparing(arrival -> arrival.segment().slot()));
    private long now;

    Simulation(SweepSpec spec, List<Recorded> recorded) {
      this.spec = spec;
      this.recorded = recorded;
    }

    WhatIf run(int slots) {
      for (int slot = 0; slot < slots; slot++) {
        free.add(slot);
      }
      fold(SweepState.create(spec));
      // Not given with the sweep: one with a constant that was halved does not lie in its space.
      recorded.forEach(each -> fold(List.of(new ConfigurationEnqueued(each.configuration()))));
      settle();
      while (state.ended().isEmpty()) {
        arrive(training.remove());
        settle();
      }
      return new WhatIf(state, censored);
    }

    private void arrive(Arrival arrival) {
      now = arrival.time();
      SegmentGranted segment = arrival.segment();
      free.add(segment.slot());
      Best best = curve(segment.trial(), arrival.outcome().epoch()).best();
      fold(state.segmentEnded(segment.trial(), segment.attempt(), arrival.outcome(), best));
    }

    private void settle() {
      while (fold(state.due()) || offered()) {}
    }

    private boolean offered() {
      for (int slot : List.copyOf(free)) {
        if (fold(state.offer(slot))) {
          return true;
        }
      }
      return false;
    }

    private boolean fold(List<SweepEvent> events) {
      for (SweepEvent event : events) {
        state.apply(event);
        if (event instanceof SegmentGranted granted) {
          train(granted);
        }
      }
      return !events.isEmpty();
    }

    private void train(SegmentGranted granted) {
      free.remove((Integer) granted.slot());
      TrialSummary trial = state.summary(granted.trial());
      Outcome outcome = outcome(trial);
      training.add(new Arrival(now + outcome.epoch() - trial.epoch(), granted, outcome));
    }

    private Outcome outcome(TrialSummary trial) {
      List<Report> reports = recorded.get(trial.id().number()).reports();
      for (int epoch = trial.epoch() + 1; epoch <= trial.untilEpoch(); epoch++) {
        if (epoch > reports.size()) {
          return censored(trial, reports);
        }
        var end = curve(trial.id(), epoch).ended(spec.aims(), spec.patience());
        if (end.isPresent()) {
          return new Outcome.EndedEarly(reports.get(epoch - 1), end.get());
        }
      }
      return new Outcome.Reached(reports.get(trial.untilEpoch() - 1));
    }

    private Outcome censored(TrialSummary trial, List<Report> reports) {
      censored.put(trial.id(), trial.untilEpoch());
      return reports.isEmpty()
          ? new Outcome.Failed(0, FailureKind.DIVERGED, "nothing is recorded")
          : new Outcome.EndedEarly(
              reports.get(reports.size() - 1), "recorded to epoch " + reports.size() + " only");
    }

    private Curve curve(TrialId trial, int epochs) {
      Aims aims = spec.aims();
      Curve curve = Curve.EMPTY;
      for (Report report : recorded.get(trial.number()).reports().subList(0, epochs)) {
        curve = curve.after(report, aims, spec.patience());
      }
      return curve;
    }
  }
}

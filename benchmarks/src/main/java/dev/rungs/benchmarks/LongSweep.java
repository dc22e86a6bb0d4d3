package dev.rungs.benchmarks;

import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A sweep of many trials in the decision core alone: ASHA from 1 to 81 epochs, random search over
 * eight parameters, one slot.
 *
 * @param bytesATrial by how much the heap grows with each trial, over the last three quarters
 * @param millisToSuggest the median of the last thousand suggestions
 */
record LongSweep(double bytesATrial, double millisToSuggest) {

  private static final int LAST = 1_000;

  static LongSweep of(int trials) {
    return new Run(trials).measure();
  }

  private static final class Run {

    private final int trials;
    private final SweepState state = new SweepState();
    private final SplittableRandom losses = new SplittableRandom(1);
    private final double[] nanos = new double[LAST];
    private long early;

    Run(int trials) {
      this.trials = trials;
      SweepState.create(spec(trials)).forEach(state::apply);
      state.open().forEach(state::apply);
    }

    LongSweep measure() {
      while (state.ended().isEmpty()) {
        List<SweepEvent> due = state.due();
        if (due.isEmpty()) {
          due = offer();
        }
        due.forEach(this::take);
      }
      double grown = heap() - early;
      Arrays.sort(nanos);
      return new LongSweep(grown / (trials - trials / 4), nanos[LAST / 2] / 1e6);
    }

    private List<SweepEvent> offer() {
      long start = System.nanoTime();
      List<SweepEvent> events = state.offer(0);
      long time = System.nanoTime() - start;
      if (events.get(0) instanceof TrialSuggested suggested) {
        nanos[suggested.trial().number() % LAST] = time;
        if (suggested.trial().number() == trials / 4) {
          early = heap();
        }
      }
      return events;
    }

    private void take(SweepEvent event) {
      state.apply(event);
      if (event instanceof SegmentGranted granted) {
        double loss = losses.nextDouble();
        var report = new Report(granted.untilEpoch(), Metrics.of("loss", loss));
        Best best = Best.at(granted.untilEpoch(), loss);
        state
            .segmentEnded(granted.trial(), granted.attempt(), new Outcome.Reached(report), best)
            .forEach(state::apply);
      }
    }

    private static long heap() {
      System.gc();
      return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
  }

  private static SweepSpec spec(int trials) {
    return SweepSpec.named("long")
        .minimize("loss")
        .over(
            Parameter.real("lr", 1e-5, 1e-1).log(),
            Parameter.real("momentum", 0, 0.99),
            Parameter.real("decay", 1e-6, 1e-2).log(),
            Parameter.real("dropout", 0, 0.5),
            Parameter.integer("width", 8, 1024).log(),
            Parameter.integer("layers", 1, 5),
            Parameter.integer("batch", 16, 256),
            Parameter.real("clip", 0.1, 10).log())
        .sampler(new RandomSampler())
        .scheduler(new Asha(1, 81, 3))
        .stop(StopRules.trials(trials))
        .build();
  }
}

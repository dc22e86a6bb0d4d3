package dev.rungs.cli.view;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * The real {@link SweepState} in virtual time: slots train, some trials diverge, and a view is told
 * all of it as it would be told of a real sweep. The same arguments give the same history.
 */
final class Simulated {

  /** The moment at which every simulated sweep begins. */
  static final long START = 1_700_000_000_000L;

  /** Is told each event after the view has folded it. */
  interface Listener {
    void decided(SweepEvent event);
  }

  private record Moment(long at, int slot, Runnable happening) {}

  private final SweepSpec spec;
  private final int slots;
  private final int failing;
  private final SplittableRandom luck;
  private final SweepView view;
  private final Listener listener;
  private final SweepState state = new SweepState();
  private final Map<TrialId, List<Report>> reports = new HashMap<>();
  private final boolean[] busy;
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(
          (one, other) ->
              one.at() == other.at()
                  ? Integer.compare(one.slot(), other.slot())
                  : Long.compare(one.at(), other.at()));
  private long now = START;

  /**
   * @param failing one trial in so many diverges; 0 for none
   */
  Simulated(
      SweepSpec spec, int slots, double expectedEpochs, int failing, long luck, Listener listener) {
    this.spec = spec;
    this.slots = slots;
    this.failing = failing;
    this.luck = new SplittableRandom(luck);
    this.view = new SweepView("demo", slots, expectedEpochs, trial -> List.of());
    this.listener = listener;
    this.busy = new boolean[slots];
  }

  SweepView view() {
    return view;
  }

  long now() {
    return now;
  }

  SweepLog log() {
    return view.log();
  }

  /** Goes on until the sweep has ended or so many epochs are trained. */
  Simulated untilEpochs(long epochs) {
    if (!state.created()) {
      ask(any -> SweepState.create(spec));
      ask(SweepState::open);
    }
    settle();
    while (state.ended().isEmpty() && view.spentEpochs() < epochs) {
      Moment next = moments.remove();
      now = next.at();
      next.happening().run();
      settle();
      view.tick(now);
    }
    return this;
  }

  Simulated toEnd() {
    return untilEpochs(Long.MAX_VALUE);
  }

  private void settle() {
    while (ask(SweepState::due) || offered()) {}
  }

  private boolean offered() {
    for (int slot = 0; slot < slots; slot++) {
      int free = slot;
      if (!busy[slot] && ask(each -> each.offer(free))) {
        return true;
      }
    }
    return false;
  }

  private boolean ask(Function<SweepState, List<SweepEvent>> question) {
    List<SweepEvent> answer = question.apply(state);
    for (SweepEvent event : answer) {
      state.apply(event);
      view.decided(now, event);
      listener.decided(event);
    }
    for (SweepEvent event : answer) {
      if (event instanceof SegmentGranted granted) {
        train(granted);
      }
    }
    return !answer.isEmpty();
  }

  private void train(SegmentGranted granted) {
    busy[granted.slot()] = true;
    TrialId trial = granted.trial();
    boolean diverges = failing > 0 && luck.nextInt(failing) == 0;
    long pace = 300L + luck.nextInt(700);
    int from = state.summary(trial).epoch();
    for (int epoch = from + 1; epoch <= granted.untilEpoch(); epoch++) {
      var report = new Report(epoch, Metrics.of(spec.objective().metric(), value(trial, epoch)));
      at(pace * (epoch - from), granted.slot(), () -> report(trial, report));
    }
    at(
        pace * (granted.untilEpoch() - from) + 1,
        granted.slot(),
        () -> end(granted, diverges ? diverged(from) : reached(granted)));
  }

  private double value(TrialId trial, int epoch) {
    double floor = 0.05 + new SplittableRandom(trial.number()).nextDouble();
    return spec.objective().value(floor + 1.0 / epoch);
  }

  private void report(TrialId trial, Report report) {
    reports.computeIfAbsent(trial, unseen -> new ArrayList<>()).add(report);
    view.trained(trial, List.of(report));
  }

  private static Outcome diverged(int from) {
    return new Outcome.Failed(from, FailureKind.DIVERGED, "loss is NaN at epoch " + (from + 1));
  }

  private Outcome reached(SegmentGranted granted) {
    List<Report> all = reports.get(granted.trial());
    return new Outcome.Reached(all.get(all.size() - 1));
  }

  private void end(SegmentGranted granted, Outcome outcome) {
    busy[granted.slot()] = false;
    Best best = Best.NONE;
    for (Report report : reports.getOrDefault(granted.trial(), List.of())) {
      if (report.epoch() <= outcome.epoch()) {
        best = best.or(report.epoch(), spec.objective().loss(report.metrics()));
      }
    }
    Best reached = best;
    ask(each -> each.segmentEnded(granted.trial(), granted.attempt(), outcome, reached));
  }

  private void at(long in, int slot, Runnable happening) {
    moments.add(new Moment(now + in, slot, happening));
  }
}

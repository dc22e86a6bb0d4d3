package dev.rungs.cli.view;

import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A sweep as somebody watches it: the fold of its events and of the epochs its trials report. One
 * owner, one thread.
 */
public final class SweepView {

  private final String id;
  private final int slots;
  private final double expectedEpochs;
  private final Function<TrialId, List<Report>> recorded;

  private final SweepLog log = new SweepLog();
  private final Map<TrialId, List<Double>> curves = new HashMap<>();
  private final Pace pace = new Pace();
  private String failure = "";

  /**
   * @param slots how many trials train at the same time
   * @param expectedEpochs about how many epochs the sweep will spend
   * @param recorded the epochs of a trial before those it is going to report
   */
  public SweepView(
      String id, int slots, double expectedEpochs, Function<TrialId, List<Report>> recorded) {
    this.id = id;
    this.slots = slots;
    this.expectedEpochs = expectedEpochs;
    this.recorded = recorded;
  }

  /** Folds the sweep's next event. */
  public void decided(long atMillis, SweepEvent event) {
    log.apply(atMillis, event);
    if (event instanceof TrialFailed failed) {
      failure = failed.trial() + " " + word(failed.kind()) + ": " + failed.message();
      curves.remove(failed.trial());
    } else if (event instanceof SweepEvent.TrialJudged judged
        && trial(judged.trial()).phase().over()) {
      curves.remove(judged.trial());
    }
  }

  /** Folds epochs that a running trial has reported. */
  public void trained(TrialId trial, List<Report> reports) {
    if (!trial(trial).phase().over()) {
      List<Double> curve = curve(trial);
      reports.forEach(report -> extend(curve, report));
    }
  }

  /** Notes how far the sweep is at some moment, for the estimate of the time left. */
  public void tick(long nowMillis) {
    pace.sample(nowMillis, spentEpochs());
  }

  private List<Double> curve(TrialId trial) {
    return curves.computeIfAbsent(
        trial,
        unseen -> {
          var curve = new ArrayList<Double>();
          if (trial(trial).attempt() > 1) {
            recorded.apply(trial).forEach(report -> extend(curve, report));
          }
          return curve;
        });
  }

  /** What is recorded of an epoch stays; a missing one is a gap. */
  private void extend(List<Double> curve, Report report) {
    while (curve.size() < report.epoch() - 1) {
      curve.add(Double.NaN);
    }
    double value = report.metrics().get(spec().objective().metric());
    if (curve.size() < report.epoch()) {
      curve.add(value);
    }
  }

  private static String word(FailureKind kind) {
    return switch (kind) {
      case DIVERGED -> "diverged";
      case EXCEPTION -> "failed";
      case OUT_OF_MEMORY -> "ran out of memory";
      case TIMEOUT -> "took too long";
      case LOST -> "was lost";
      case CRASHED -> "was in flight at each death of the process";
    };
  }

  /** Returns the name the sweep runs under. */
  public String id() {
    return id;
  }

  /** Returns the events folded so far, with their times. */
  public SweepLog log() {
    return log;
  }

  /** Returns the sweep. */
  public SweepState state() {
    return log.state();
  }

  SweepSpec spec() {
    return state().spec();
  }

  int slots() {
    return slots;
  }

  double expectedEpochs() {
    return Math.max(expectedEpochs, (double) spentEpochs());
  }

  Pace pace() {
    return pace;
  }

  /** Returns the last failure in one line; empty if none was seen. */
  String failure() {
    return failure;
  }

  /** Returns how many epochs are trained, those of unfinished segments included. */
  public long spentEpochs() {
    return state().spentEpochs()
        + state().running().stream()
            .map(this::trial)
            .mapToLong(trial -> Math.max(0, epoch(trial) - trial.epoch()))
            .sum();
  }

  /** Returns the share of the expected epochs that is spent, in [0, 1]. */
  public double share() {
    double expected = expectedEpochs();
    return expected > 0 ? Math.min(1, (double) spentEpochs() / expected) : 0;
  }

  /** Returns the trials that train, by slot. */
  List<TrialSummary> training() {
    return state().running().stream()
        .map(this::trial)
        .sorted((one, other) -> Integer.compare(one.slot(), other.slot()))
        .toList();
  }

  /** Returns the objective's values of a trial, from its first epoch; none if it is over. */
  List<Double> values(TrialId trial) {
    return curves.getOrDefault(trial, List.of());
  }

  /** Returns the last epoch of a trial that is known. */
  int epoch(TrialSummary trial) {
    return trial.phase() == Phase.RUNNING
        ? Math.max(trial.epoch(), values(trial.id()).size())
        : trial.epoch();
  }

  private TrialSummary trial(TrialId trial) {
    return state().summary(trial);
  }
}

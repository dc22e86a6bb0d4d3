package dev.rungs.cli.view;

import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.TrialSummary;
import java.util.ArrayList;
import java.util.List;

/**
 * What is worth a line in a log: new bests, failures, every tenth of the way. At most about a
 * hundred lines, whatever the number of trials: a best is told at most once in two hundredths of
 * the way, and after twenty failures they are only counted.
 */
public final class Milestones {

  private static final int BEST_STEPS = 50;
  private static final int PROGRESS_STEPS = 10;
  private static final int FAILURES = 20;

  private final SweepView view;
  private double toldBest = Double.NaN;
  private int bestStep = -1;
  private int progressStep;
  private int failures;
  private boolean droppedTold;
  private boolean changedTold;

  public Milestones(SweepView view) {
    this.view = view;
  }

  /** Returns the first line: what begins or goes on. */
  public String begin() {
    int known = view.state().size();
    progressStep = step(PROGRESS_STEPS);
    toldBest = view.state().best().map(TrialSummary::result).orElse(Double.NaN);
    return (known == 0 ? "run " : "resume ")
        + view.id()
        + ": "
        + Describe.aims(view.spec())
        + ", "
        + Describe.algorithms(view.spec())
        + ", "
        + Format.count(view.slots(), "slot")
        + ", seed "
        + view.spec().seed()
        + (known == 0 ? "" : "; " + Format.count(known, "trial") + " known");
  }

  /** Returns the lines that an event is worth, after the view has folded it. */
  public List<String> after(SweepEvent event) {
    var lines = new ArrayList<String>();
    if (event instanceof TrialFailed failed) {
      failed(failed, lines);
    } else if (event instanceof CheckpointsDropped dropped) {
      dropped(dropped, lines);
    } else if (event instanceof ConfigurationChanged changed) {
      changed(changed, lines);
    } else if (event instanceof QuotaExceeded exceeded) {
      lines.add("warning " + Telling.exceeded(exceeded));
    }
    best(lines, false);
    progress(lines);
    return lines;
  }

  /** Returns the last lines. */
  public List<String> end() {
    var lines = new ArrayList<String>();
    best(lines, true);
    String best =
        view.state()
            .best()
            .map(trial -> ", best " + Describe.value(view.spec(), trial) + " " + trial.id())
            .orElseGet(() -> ", " + noWinner());
    lines.add(
        (view.state().ended().isPresent() ? "done " : "stopped ")
            + Format.count(view.state().size(), "trial")
            + ", "
            + Format.count(view.state().spentEpochs(), "epoch")
            + best
            + ", "
            + view.state().failed()
            + " failed");
    return lines;
  }

  private String noWinner() {
    return view.state().ranking().isEmpty()
        ? "no result"
        : "no trial kept " + view.spec().aims().requirements();
  }

  private void failed(TrialFailed failed, List<String> lines) {
    failures++;
    if (failures <= FAILURES) {
      TrialSummary trial = view.state().summary(failed.trial());
      lines.add(
          "failed "
              + view.failure()
              + " ("
              + String.join(", ", Describe.varying(view.spec(), trial.configuration()))
              + ")");
    } else if (failures == FAILURES + 1) {
      lines.add("failed " + failures + " trials; further failures are only counted");
    }
  }

  /** As with those that change, the first tells that it happens; the others are in the log. */
  private void dropped(CheckpointsDropped dropped, List<String> lines) {
    if (!droppedTold) {
      droppedTold = true;
      lines.add(
          "quota of "
              + Format.bytes(dropped.quota())
              + " reached: the least promising that wait lose their checkpoints, "
              + dropped.trial()
              + " first");
    }
  }

  private void changed(ConfigurationChanged changed, List<String> lines) {
    if (!changedTold) {
      changedTold = true;
      lines.add("warning " + changed.trial() + " goes on with " + changed.reason());
    }
  }

  private void best(List<String> lines, boolean last) {
    int step = step(BEST_STEPS);
    view.state()
        .best()
        .filter(best -> best.result() != toldBest && (last || step > bestStep))
        .ifPresent(
            best -> {
              toldBest = best.result();
              bestStep = step;
              lines.add(
                  "best "
                      + Describe.value(view.spec(), best)
                      + " "
                      + best.id()
                      + " epoch "
                      + view.state().resultEpoch(best.id())
                      + " ("
                      + String.join(", ", Describe.varying(view.spec(), best.configuration()))
                      + ")");
            });
  }

  private void progress(List<String> lines) {
    int step = step(PROGRESS_STEPS);
    if (step > progressStep && view.state().ended().isEmpty()) {
      progressStep = step;
      double expected = view.expectedEpochs();
      long spent = view.spentEpochs();
      lines.add(
          step * 100 / PROGRESS_STEPS
              + "% "
              + spent
              + "/"
              + Math.round(expected)
              + " epochs, "
              + Format.count(view.state().size(), "trial")
              + ", "
              + complete()
              + " complete"
              + view.pace().left(expected - spent).map(left -> ", about " + left).orElse(""));
    }
  }

  /** At a milestone a slot has just ended its segment, so what runs then would tell too little. */
  private long complete() {
    return view.state().trials().stream().filter(each -> each.phase() == Phase.COMPLETE).count();
  }

  private int step(int steps) {
    return (int) (view.share() * steps);
  }
}

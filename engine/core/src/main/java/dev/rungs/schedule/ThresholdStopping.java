package dev.rungs.schedule;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.trial.Limit;
import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;

/**
 * Stops a trial whose metric leaves its bounds at a rung, or has no value there. Other trials play
 * no part: it is for values that only a broken trial shows, such as a loss far above the first.
 *
 * <p>As Optuna's ThresholdPruner; there is no paper.
 *
 * @param interval a rung every so many epochs
 * @param max the last epoch
 * @param grace nobody is stopped for a value before this epoch
 * @param lower a value below stops the trial, in units of the metric; negative infinity for none
 * @param upper a value above stops the trial; positive infinity for none
 */
public record ThresholdStopping(int interval, int max, int grace, double lower, double upper)
    implements Stopping {

  private static final Setting.Rule NUMBER =
      new Setting.Rule.Reals(Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY, true);

  /** How a sweep names it. */
  public static final Kind<ThresholdStopping> KIND =
      new Kind<>(
          "threshold",
          "stops a trial whose metric leaves fixed bounds",
          "",
          List.of(
              Ladder.INTERVAL,
              Ladder.MAX,
              Ladder.GRACE,
              Setting.unset("lower", NUMBER, "a metric below stops the trial"),
              Setting.unset("upper", NUMBER, "a metric above stops the trial")),
          settings ->
              new ThresholdStopping(
                  settings.count("interval"),
                  settings.count("max"),
                  settings.count("grace"),
                  number(settings, "lower", Double.NEGATIVE_INFINITY),
                  number(settings, "upper", Double.POSITIVE_INFINITY)));

  public ThresholdStopping {
    MedianStopping.check(interval, max, grace, 1);
    if (!(lower <= upper)) {
      throw new IllegalArgumentException(
          "lower is " + lower + ", must be <= upper (" + upper + ")");
    }
  }

  private static double number(Configuration settings, String name, double fallback) {
    return settings.has(name) ? settings.real(name) : fallback;
  }

  @Override
  public Ladder ladder() {
    return Ladder.every(interval, max);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    var step = new Step(board, ladder(), trial, rung);
    return step.judge(grace, () -> limit(step));
  }

  private Limit limit(Step step) {
    boolean minimize = step.board().direction() == Objective.Direction.MINIMIZE;
    return new Limit(
        step.rung(),
        step.epoch(),
        step.loss(),
        minimize ? lower : -upper,
        minimize ? upper : -lower,
        "the bounds of the metric");
  }
}

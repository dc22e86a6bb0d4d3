package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.trial.Limit;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;

/**
 * Stops a trial whose best loss so far is worse than a percentile of the losses that the other
 * trials had at the same epoch. At 50 that is the median rule by the step, as Optuna's MedianPruner
 * has it; {@link MedianStopping} is the one of the Vizier paper.
 *
 * <p>The percentile of {@code n} losses is the one in place {@code ceil(percentile / 100 * n)}, so
 * it is a loss that a trial had, and a trial that ties with it goes on. Differs from Optuna's
 * PercentilePruner, which interpolates between two losses and looks at completed trials only: those
 * are the survivors, and among them every bar rises. Here whoever has arrived at the rung counts.
 *
 * @param interval a rung every so many epochs
 * @param max the last epoch
 * @param grace nobody is compared before this epoch
 * @param startup nobody is compared with fewer other trials
 * @param percentile in (0, 100): the lower, the fewer go on
 * @see <a href="https://arxiv.org/abs/1907.10902">Akiba et al., Optuna: A Next-generation
 *     Hyperparameter Optimization Framework, KDD 2019</a>, section 3.2
 */
public record PercentileStopping(int interval, int max, int grace, int startup, double percentile)
    implements Stopping {

  private static final Setting PERCENTILE =
      Setting.real(
          "percentile",
          new Setting.Rule.Reals(0, true, 100, true),
          50,
          "which of the others' losses to keep up with, in %; lower is stricter");

  /** How a sweep names it. */
  public static final Kind<PercentileStopping> KIND =
      new Kind<>(
          "percentile",
          "stops a trial that is worse than a percentile of the others at its epoch",
          "Akiba et al. 2019",
          List.of(Ladder.INTERVAL, Ladder.MAX, Ladder.GRACE, MedianStopping.STARTUP, PERCENTILE),
          settings ->
              new PercentileStopping(
                  settings.count("interval"),
                  settings.count("max"),
                  settings.count("grace"),
                  settings.count("startup"),
                  settings.real("percentile")));

  public PercentileStopping {
    MedianStopping.check(interval, max, grace, startup);
    if (!(percentile > 0 && percentile < 100)) {
      throw new IllegalArgumentException(
          "percentile is " + percentile + ", must be in (0.0, 100.0)");
    }
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
    int others = step.here().losses() - 1;
    if (others < startup) {
      return step.none("the startup of " + startup + " trials");
    }
    int place = (int) Math.ceil(percentile * others / 100); // 56 / 100 * 25 is above 14
    int own = step.here().rank(step.trial());
    return step.bestAtMost(
        step.here().lossOf(place < own ? place : place + 1),
        "the best " + place + " of " + others + " others");
  }
}

package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.trial.Limit;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;

/**
 * The median stopping rule: a trial stops if its best loss so far is worse than the median of the
 * running averages, up to the same epoch, of all trials that have trained to the end. It makes no
 * model of the curves and needs no checkpoint.
 *
 * <p>A rung every {@code interval} epochs gives the losses that are averaged; those that are
 * missing are left out of an average. Of an even number of averages the lower middle one is the
 * median, which the paper leaves open. The paper says nothing of a grace period or of how many
 * trials a median needs.
 *
 * <p>Only trials at the top are completed: those that this rule has stopped, that failed, or that
 * their own curve ended, set no bar. As long as fewer than {@code startup} are there, nobody stops;
 * with many slots that is the whole first wave.
 *
 * @param interval a rung every so many epochs
 * @param max the last epoch
 * @param grace nobody is compared before this epoch
 * @param startup nobody is compared with fewer completed trials
 * @see <a href="https://doi.org/10.1145/3097983.3098043">Golovin et al., Google Vizier: A Service
 *     for Black-Box Optimization, KDD 2017</a>, section 3.2, the median stopping rule
 */
public record MedianStopping(int interval, int max, int grace, int startup) implements Stopping {

  static final Setting STARTUP =
      Setting.integer(
          "startup", 1, Integer.MAX_VALUE, 5, "trials to compare with before anybody is stopped");

  /** How a sweep names it. */
  public static final Kind<MedianStopping> KIND =
      new Kind<>(
          "median",
          "stops a trial that is worse than the median of the completed ones' averages",
          "Golovin et al. 2017",
          List.of(Ladder.INTERVAL, Ladder.MAX, Ladder.GRACE, STARTUP),
          settings ->
              new MedianStopping(
                  settings.count("interval"),
                  settings.count("max"),
                  settings.count("grace"),
                  settings.count("startup")));

  public MedianStopping {
    check(interval, max, grace, startup);
  }

  static void check(int interval, int max, int grace, int startup) {
    Ladder.every(interval, max);
    if (grace < 0) {
      throw new IllegalArgumentException("grace is " + grace + ", must be >= 0");
    }
    if (startup < 1) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 1");
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
    Rung here = step.here();
    double[] averages =
        step.board().rung(0, step.ladder().top()).order().stream()
            .mapToDouble(completed -> here.path(completed).average())
            .filter(average -> !Double.isNaN(average))
            .sorted()
            .toArray();
    if (averages.length < startup) {
      return step.none("the startup of " + startup + " completed trials");
    }
    return step.bestAtMost(
        averages[(averages.length - 1) / 2],
        "the median of " + averages.length + " completed trials' averages");
  }
}

package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.space.Setting;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Synchronous successive halving, cohort after cohort: {@code trials} start together; when all have
 * arrived at a rung, the best {@code floor(n / eta)} of the {@code n} there train on. A failed
 * trial counts in {@code n}, never passes, and nobody takes its place on the rungs above.
 *
 * <p>Within a cohort the outcome does not depend on the order of arrival. The price is idle slots:
 * they wait for the slowest of a rung, and a cohort starts only when the one before has ended, so
 * that slots never choose between two cohorts and a sampler sees whole ones. {@link Hyperband}
 * opens the next bracket meanwhile, {@link Asha} never waits.
 *
 * <p>If the sweep ends before a cohort is full, what has started is halved by the same rule and may
 * well hold no trial that trains to the end.
 *
 * <p>The paper's rungs are {@code min * eta^k <= max}; ours end at {@code max} even if that is no
 * such product.
 *
 * @param trials how many start in a cohort; enough for one to reach the top
 * @param min the epoch of the lowest rung
 * @param max the epoch of the top rung
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://arxiv.org/abs/1502.07943">Jamieson and Talwalkar, Non-stochastic Best Arm
 *     Identification and Hyperparameter Optimization, AISTATS 2016</a>
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning, MLSys 2020, Algorithm 1</a>
 */
public record SuccessiveHalving(int trials, int min, int max, int eta) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<SuccessiveHalving> KIND =
      new Kind<>(
          "halving",
          "synchronous successive halving: a cohort is compared when all of it has arrived",
          "Jamieson and Talwalkar 2016",
          List.of(
              Setting.required(
                  "trials",
                  new Setting.Rule.Ints(1, Integer.MAX_VALUE),
                  "how many trials start in a cohort"),
              Ladder.MIN,
              Ladder.MAX,
              Ladder.ETA),
          settings ->
              new SuccessiveHalving(
                  settings.count("trials"),
                  settings.count("min"),
                  settings.count("max"),
                  settings.count("eta")));

  public SuccessiveHalving {
    int top = Ladder.of(min, max, eta).top();
    long least = 1;
    for (int rung = 0; rung < top; rung++) {
      least *= eta;
    }
    if (trials < least) {
      throw new IllegalArgumentException(
          "trials is " + trials + ", must be >= " + least + ", or none reaches epoch " + max);
    }
  }

  @Override
  public Bracket bracket(int index) {
    return new Bracket(trials, Ladder.of(min, max, eta));
  }

  @Override
  public Optional<Integer> admit(Board board) {
    if (board.brackets() == 0) {
      return Optional.of(0);
    }
    Cohort cohort = last(board);
    if (!cohort.full()) {
      return Optional.of(board.brackets() - 1);
    }
    return cohort.ended() ? Optional.of(board.brackets()) : Optional.empty();
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return new Climb(board, bracket, bracket(bracket).ladder(), eta).judge(trial, rung);
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return board.brackets() == 0 ? Optional.empty() : last(board).promotion();
  }

  @Override
  public boolean ended(Board board, int bracket) {
    return cohort(board, bracket).ended();
  }

  @Override
  public Optional<String> fixedTop() {
    return Optional.of(
        "halving never comes back to a cohort, so the best of those that ended at epoch "
            + max
            + " would stay there");
  }

  private Cohort last(Board board) {
    return cohort(board, board.brackets() - 1);
  }

  private Cohort cohort(Board board, int index) {
    return Cohort.of(board, index, bracket(index), eta);
  }
}

package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * Asynchronous successive halving: a trial waits at its rung until it is among the best {@code
 * floor(n / eta)} of the {@code n} trials that have arrived there, and a free slot goes to such a
 * trial on the highest rung before it goes to a new one. No slot ever waits.
 *
 * <p>The early trials of a rung are judged among few, so some are promoted that would not be later.
 * Algorithm 2 of the paper promotes every trial that is among the best when asked, and after such
 * mistakes more than {@code floor(n / eta)} leave a rung. Here that number is also the most that
 * leave: a mistake uses up a place, and the budget of a rung stays what the paper's analysis says.
 *
 * <p>The paper's early stopping rate s is 0; give a higher {@code min} instead. Its rungs are
 * {@code min * eta^k <= max}; ours end at {@code max} even if that is no such product.
 *
 * @param min the epoch of the lowest rung
 * @param max the epoch of the top rung
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning, MLSys 2020, Algorithm 2</a>
 */
public record Asha(int min, int max, int eta) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<Asha> KIND =
      new Kind<>(
          "asha",
          "asynchronous successive halving: the best at a rung are promoted when a slot is free",
          "Li et al. 2020",
          List.of(Ladder.MIN, Ladder.MAX, Ladder.ETA),
          settings ->
              new Asha(settings.count("min"), settings.count("max"), settings.count("eta")));

  public Asha {
    Ladder.of(min, max, eta);
  }

  @Override
  public Bracket bracket(int index) {
    return new Bracket(Bracket.UNBOUNDED, Ladder.of(min, max, eta));
  }

  @Override
  public Optional<Integer> admit(Board board) {
    return Optional.of(0);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return climb(board, bracket).judge(trial, rung);
  }

  @Override
  public Optional<String> fixedTop() {
    return Optional.empty();
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return climb(board, 0).highest();
  }

  Climb climb(Board board, int bracket) {
    return new Climb(board, bracket, bracket(bracket).ladder(), eta);
  }
}

package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Asynchronous Hyperband: the brackets of {@link Hyperband}, each run as {@link Asha}, all at once.
 * No slot waits, and no guess is needed of how early a bad trial can be told: some trials start on
 * a higher rung than others.
 *
 * <p>The ASHA paper loops through the brackets; Klein et al. draw each trial's bracket with a
 * probability in proportion to the trials it has in Hyperband. Here the proportions are kept
 * without chance: a trial goes to the bracket with the highest {@code size / (2 * admitted + 1)},
 * the earlier one if they tie (the method of Sainte-Laguë). After each full round, such as 143
 * trials for 81 and 3, every bracket has exactly Hyperband's share.
 *
 * <p>Both papers let a slot promote in the bracket it has drawn only. Here a promotion in any
 * bracket goes first, the one that ends at the highest epoch before others.
 *
 * @param min no rung is below this epoch
 * @param max the epoch of the top rung
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning, MLSys 2020</a>, section 3
 * @see <a href="https://arxiv.org/abs/2003.10865">Klein et al., Model-based Asynchronous
 *     Hyperparameter and Neural Architecture Search, 2020</a>, section 3
 */
public record AsyncHyperband(int min, int max, int eta) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<AsyncHyperband> KIND =
      new Kind<>(
          "hyperband-async",
          "the brackets of hyperband, each run as asha, all at once",
          "Li et al. 2020, Klein et al. 2020",
          List.of(Ladder.MIN, Ladder.MAX, Ladder.ETA),
          settings ->
              new AsyncHyperband(
                  settings.count("min"), settings.count("max"), settings.count("eta")));

  public AsyncHyperband {
    Ladder.of(min, max, eta);
  }

  /** Returns the brackets, the one with the most trials first, with their sizes in a round. */
  public List<Bracket> table() {
    return new Hyperband(min, max, eta).table();
  }

  @Override
  public Bracket bracket(int index) {
    List<Bracket> table = table();
    return new Bracket(Bracket.UNBOUNDED, table.get(index % table.size()).ladder());
  }

  @Override
  public Optional<Integer> admit(Board board) {
    List<Bracket> table = table();
    int next = 0;
    for (int index = 1; index < table.size(); index++) {
      long claim = table.get(index).size() * (2L * board.admitted(next) + 1);
      if (claim > table.get(next).size() * (2L * board.admitted(index) + 1)) {
        next = index;
      }
    }
    return Optional.of(next);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return climb(board, bracket).judge(trial, rung);
  }

  @Override
  public Optional<String> fixedTop() {
    return Hyperband.fixedTop(KIND);
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return board.open().stream()
        .flatMap(index -> climb(board, index).highest().stream())
        .max(
            Comparator.comparingInt(Promotion::untilEpoch)
                .thenComparing(each -> -each.standing().bracket()));
  }

  private Climb climb(Board board, int bracket) {
    return new Climb(board, bracket, bracket(bracket).ladder(), eta);
  }
}

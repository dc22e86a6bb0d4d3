package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Hyperband: brackets of synchronous successive halving that trade many short trials for few long
 * ones, over and over. It needs no guess of how early a bad trial can be told.
 *
 * <p>A round has the brackets {@code s = s_max, ..., 0}, where {@code s_max} is the largest with
 * {@code max / eta^s >= min}. Bracket {@code s} starts {@code ceil((s_max + 1) / (s + 1) * eta^s)}
 * trials and has the rungs {@code floor(max / eta^s), ..., max}. Everything is whole-number
 * arithmetic: {@code floor(log(243) / log(3))} is 4 in doubles and would lose a bracket.
 *
 * <p>For R = 81 and eta = 3 that is 81, 34, 15, 8 and 5 trials; the paper's Table 1 prints 27, 9
 * and 6 in the middle, which is not what its Algorithm 1 computes. We follow the algorithm.
 *
 * <p>The paper runs one bracket after another. Here a free slot that no bracket can use opens the
 * next one, so slots do not idle while a rung fills; inside a bracket, order of arrival still does
 * not matter. The earliest bracket's promotions go first. Asking for one costs time in proportion
 * to the open brackets, and in each of those a slot trains or could: their number does not grow
 * with the sweep. {@code min} is 1 in the paper.
 *
 * @param min no rung is below this epoch
 * @param max the epoch of the top rung, the paper's R
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://jmlr.org/papers/v18/16-558.html">Li et al., Hyperband: A Novel Bandit-Based
 *     Approach to Hyperparameter Optimization, JMLR 18 (2018), Algorithm 1</a>
 */
public record Hyperband(int min, int max, int eta) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<Hyperband> KIND =
      new Kind<>(
          "hyperband",
          "rounds of synchronous halving, from many short trials to few long ones",
          "Li et al. 2018",
          List.of(Ladder.MIN, Ladder.MAX, Ladder.ETA),
          settings ->
              new Hyperband(settings.count("min"), settings.count("max"), settings.count("eta")));

  public Hyperband {
    Ladder.of(min, max, eta);
  }

  /** Returns the brackets of one round, the one with the most trials first. */
  public List<Bracket> table() {
    int most = mostHalvings();
    return IntStream.rangeClosed(0, most).mapToObj(i -> bracket(most, most - i)).toList();
  }

  @Override
  public Bracket bracket(int index) {
    int most = mostHalvings();
    return bracket(most, most - index % (most + 1));
  }

  @Override
  public Optional<Integer> admit(Board board) {
    int last = board.brackets() - 1;
    return Optional.of(last >= 0 && board.admitted(last) < bracket(last).size() ? last : last + 1);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return new Climb(board, bracket, bracket(bracket).ladder(), eta).judge(trial, rung);
  }

  @Override
  public Optional<String> fixedTop() {
    return fixedTop(KIND);
  }

  /** Why brackets whose sizes follow from {@code max} keep it. */
  static Optional<String> fixedTop(Kind<?> kind) {
    return Optional.of(
        kind.name()
            + " takes all rungs and sizes of brackets from max, so those begun would change");
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return board.open().stream()
        .flatMap(index -> cohort(board, index).promotion().stream())
        .findFirst();
  }

  private Cohort cohort(Board board, int index) {
    return Cohort.of(board, index, bracket(index), eta);
  }

  @Override
  public boolean ended(Board board, int bracket) {
    return cohort(board, bracket).ended();
  }

  /** Returns the paper's s_max. */
  private int mostHalvings() {
    int halvings = 0;
    for (int epoch = max / eta; epoch >= min; epoch /= eta) {
      halvings++;
    }
    return halvings;
  }

  private Bracket bracket(int most, int halvings) {
    long power = 1;
    var epochs = new ArrayList<>(List.of(max));
    for (int halving = 0; halving < halvings; halving++) {
      power *= eta;
      epochs.add(0, (int) (max / power));
    }
    return new Bracket(size(most, halvings, power), new Ladder(epochs));
  }

  /** Returns {@code ceil((most + 1) / (halvings + 1) * power)}, which is at most {@code max}. */
  private static int size(int most, int halvings, long power) {
    long share = halvings + 1L;
    return (int) (((most + 1) * power + share - 1) / share);
  }
}

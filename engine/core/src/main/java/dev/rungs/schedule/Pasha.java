package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/**
 * Progressive asynchronous successive halving: {@link Asha} on the two lowest rungs, which opens
 * one rung more only while the two highest open ones rank their trials differently. Where early
 * epochs tell the best already, it never trains to {@code max}; its trials then wait at the highest
 * rung that was opened.
 *
 * <p><b>Soft ranking.</b> The trials of the upper rung, in order there, must each be within epsilon
 * of the one in the same place of the lower rung's order, by the losses of the lower rung.
 *
 * <p><b>Epsilon</b> is the noise of the curves: the 90th percentile of how far apart, at the upper
 * rung, those pairs of trials are that have swapped at least twice on their way up. It is 0 if
 * there is no such pair, and thus as long as two rungs are open.
 *
 * <p>Differs from the paper: it counts swaps at every epoch, we at the rungs, since a scheduler
 * knows nothing else; that finds less noise and opens rungs sooner. There a rung stays open that
 * was opened once; here it does when a trial has left for it, and until then the question is asked
 * anew. Promotions are bounded as in {@link Asha}.
 *
 * @param min the epoch of the lowest rung
 * @param max the epoch of the top rung
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://arxiv.org/abs/2207.06940">Bohdal et al., PASHA: Efficient HPO and NAS with
 *     Progressive Resource Allocation, ICLR 2023</a>, Algorithm 1 and section 4
 */
public record Pasha(int min, int max, int eta) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<Pasha> KIND =
      new Kind<>(
          "pasha",
          "asha that opens a higher rung only while the two highest disagree on the ranking",
          "Bohdal et al. 2023",
          List.of(Ladder.MIN, Ladder.MAX, Ladder.ETA),
          settings ->
              new Pasha(settings.count("min"), settings.count("max"), settings.count("eta")));

  private static final int PERCENTILE = 90;

  public Pasha {
    Ladder.of(min, max, eta);
  }

  /** Returns what it is with all rungs open. */
  Asha asha() {
    return new Asha(min, max, eta);
  }

  @Override
  public Bracket bracket(int index) {
    return asha().bracket(index);
  }

  @Override
  public Optional<Integer> admit(Board board) {
    return asha().admit(board);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return asha().judge(board, trial, bracket, rung);
  }

  @Override
  public Optional<String> fixedTop() {
    return asha().fixedTop();
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return climb(board).highest(open(board));
  }

  /** Returns the highest rung that is open. */
  public int open(Board board) {
    int top = climb(board).ladder().top();
    int open = Math.min(1, top);
    while (open < top && board.rung(0, open).promoted() > 0) {
      open++;
    }
    return open == top || stable(board, open) ? open : open + 1;
  }

  private static boolean stable(Board board, int upper) {
    Rung below = board.rung(0, upper - 1);
    List<TrialId> order = compared(board.rung(0, upper));
    List<TrialId> before = below.order().stream().filter(new HashSet<>(order)::contains).toList();
    double epsilon = epsilon(board, upper, order);
    for (int place = 0; place < order.size(); place++) {
      double apart = below.loss(order.get(place)) - below.loss(before.get(place));
      if (Math.abs(apart) > epsilon) {
        return false;
      }
    }
    return true;
  }

  private static double epsilon(Board board, int upper, List<TrialId> trials) {
    Rung rung = board.rung(0, upper);
    var distances = new ArrayList<Double>();
    for (int i = 0; upper > 1 && i < trials.size(); i++) {
      for (int j = i + 1; j < trials.size(); j++) {
        if (swaps(board, upper, trials.get(i), trials.get(j)) > 1) {
          distances.add(rung.loss(trials.get(j)) - rung.loss(trials.get(i)));
        }
      }
    }
    Collections.sort(distances);
    return distances.isEmpty() ? 0 : distances.get((PERCENTILE * distances.size() + 99) / 100 - 1);
  }

  /** Returns how often the better of two trials was another than at the rung before. */
  private static int swaps(Board board, int upper, TrialId one, TrialId other) {
    int swaps = 0;
    double last = 0;
    for (int rung = 0; rung <= upper; rung++) {
      double sign = Math.signum(board.rung(0, rung).loss(one) - board.rung(0, rung).loss(other));
      swaps += sign * last < 0 ? 1 : 0;
      last = sign == 0 ? last : sign;
    }
    return swaps;
  }

  /** Returns the trials that have a loss, best first. */
  private static List<TrialId> compared(Rung rung) {
    return rung.order().subList(0, rung.losses());
  }

  private Climb climb(Board board) {
    return asha().climb(board, 0);
  }
}

package dev.rungs.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;

/**
 * What an epoch is worth to a sweep.
 *
 * @param losses of the objective and of each further aim, in order: lower is better, NaN if missing
 * @param violation by how much it breaks what is required; 0 if it keeps all
 */
public record Score(List<Double> losses, double violation) {

  /**
   * Whoever keeps all that is required before whoever does not; among these the smaller violation;
   * then the lower loss of the objective (Deb 2000, section 3). Who has no loss comes last.
   */
  public static final Comparator<Score> BEST_FIRST =
      Comparator.comparing((Score score) -> Double.isNaN(score.loss()))
          .thenComparingDouble(Score::violation)
          .thenComparingDouble(Score::loss);

  /** Of an epoch that there is not. */
  public static final Score NONE = of(Double.NaN);

  public Score {
    losses = List.copyOf(losses);
    if (losses.isEmpty()) {
      throw new IllegalArgumentException("losses is empty, must hold one at least");
    }
    if (!(violation >= 0)) {
      throw new IllegalArgumentException("violation is " + violation + ", must be >= 0");
    }
  }

  /** Returns a score that breaks nothing; NaN or an infinity for a loss that is missing. */
  public static Score of(double... losses) {
    return new Score(
        Arrays.stream(losses)
            .mapToObj(loss -> Double.isFinite(loss) ? loss + 0.0 : Double.NaN)
            .toList(),
        0);
  }

  /**
   * Returns this score for what breaks a requirement.
   *
   * @param by 0 for keeping it, positive infinity if it was not measured
   */
  public Score beyond(double by) {
    return new Score(losses, by);
  }

  /** Returns the loss of the objective. */
  public double loss() {
    return losses.get(0);
  }

  /** Returns one of the losses, the objective's by 0; NaN if it is missing. */
  public double loss(int objective) {
    return objective < losses.size() ? losses.get(objective) : Double.NaN;
  }

  /** Returns whether it keeps all that is required. */
  public boolean kept() {
    return violation == 0;
  }

  /** Returns whether no loss is missing. */
  public boolean complete() {
    return losses.stream().noneMatch(loss -> loss.isNaN());
  }

  /** Returns whether this one is better by Deb's rule, see {@link #BEST_FIRST}. */
  public boolean isBetterThan(Score other) {
    return BEST_FIRST.compare(this, other) < 0;
  }

  /** Returns whether no loss is higher than another score's, and one is lower. */
  public boolean dominates(Score other) {
    boolean lower = false;
    for (int i = 0; i < losses.size(); i++) {
      if (!(loss(i) <= other.loss(i))) {
        return false;
      }
      lower |= loss(i) < other.loss(i);
    }
    return lower;
  }

  /**
   * Returns those of some things that are best in the sense of Pareto, by the objective's loss:
   * whose score keeps all that is required, lacks no loss, and is dominated by no such other.
   */
  public static <T> List<T> front(Collection<? extends T> all, Function<? super T, Score> score) {
    List<? extends T> inOrder =
        all.stream()
            .filter(each -> score.apply(each).kept() && score.apply(each).complete())
            .sorted(Comparator.comparing(score, Score::compareLosses))
            .toList();
    var front = new ArrayList<T>();
    for (T each : inOrder) {
      // Whoever dominates it has come before, and so has one of the front.
      if (front.stream().noneMatch(one -> score.apply(one).dominates(score.apply(each)))) {
        front.add(each);
      }
    }
    return List.copyOf(front);
  }

  private static int compareLosses(Score one, Score other) {
    for (int i = 0; i < one.losses.size(); i++) {
      int compared = Double.compare(one.loss(i), other.loss(i));
      if (compared != 0) {
        return compared;
      }
    }
    return 0;
  }
}

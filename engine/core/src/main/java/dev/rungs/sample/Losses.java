package dev.rungs.sample;

import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * What came of the trials of a history, by number.
 *
 * <p>A trial is <em>open</em> while it may improve and has no loss yet. Any other is
 * <em>known</em>; one that ended without a loss, or has one but breaks what is required, has
 * failed, and its loss counts as positive infinity.
 */
final class Losses {

  private final double[] losses;
  private final int known;
  private final int broken;

  private Losses(double[] losses, int broken) {
    this.losses = losses;
    this.broken = broken;
    this.known = (int) Arrays.stream(losses).filter(loss -> !Double.isNaN(loss)).count();
  }

  static Losses of(History history) {
    var losses = new double[history.size()];
    int broken = 0;
    for (int i = 0; i < losses.length; i++) {
      var trial = new TrialId(i);
      Score score = history.score(trial);
      losses[i] = loss(score, history.pending(trial));
      broken += score.kept() ? 0 : 1;
    }
    return new Losses(losses, broken);
  }

  private static double loss(Score score, boolean pending) {
    boolean failed = Double.isNaN(score.loss()) ? !pending : !score.kept();
    // Adding zero turns -0.0 into 0.0, so that they tie however they are compared.
    return failed ? Double.POSITIVE_INFINITY : score.loss() + 0.0;
  }

  /** Returns how many trials there are. */
  int size() {
    return losses.length;
  }

  /** Returns how many trials are known. */
  int known() {
    return known;
  }

  /** Returns how many trials break what is required. */
  int broken() {
    return broken;
  }

  /** Returns the loss of a trial: infinite if it failed, NaN while it is open. */
  double of(int trial) {
    return losses[trial];
  }

  boolean open(int trial) {
    return Double.isNaN(losses[trial]);
  }

  boolean failed(int trial) {
    return losses[trial] == Double.POSITIVE_INFINITY;
  }

  /** Returns the numbers of the known trials, in order. */
  int[] knownTrials() {
    return IntStream.range(0, losses.length).filter(trial -> !open(trial)).toArray();
  }

  /** Returns the numbers of the open trials, in order. */
  int[] openTrials() {
    return IntStream.range(0, losses.length).filter(this::open).toArray();
  }

  /**
   * Returns the numbers of all trials that have a loss, best first; ties go to the lower number.
   */
  int[] ranked() {
    return IntStream.range(0, losses.length)
        .filter(trial -> !open(trial) && !failed(trial))
        .boxed()
        .sorted(Comparator.comparingDouble(this::of))
        .mapToInt(trial -> trial)
        .toArray();
  }

  /**
   * Returns the numbers of the {@code count} best trials, or of all that have a loss if they are
   * fewer, best first; ties go to the lower number. Quick for a few of many.
   */
  int[] best(int count) {
    var best = new int[count];
    int filled = 0;
    for (int trial = 0; trial < losses.length; trial++) {
      if (open(trial) || failed(trial)) {
        continue;
      }
      int place = filled;
      while (place > 0 && losses[trial] < losses[best[place - 1]]) {
        place--;
      }
      if (place < best.length) {
        int last = Math.min(filled, best.length - 1);
        System.arraycopy(best, place, best, place + 1, last - place);
        best[place] = trial;
        filled = Math.min(filled + 1, best.length);
      }
    }
    return Arrays.copyOf(best, filled);
  }
}

package dev.rungs.sample;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The good trials of a history and how much each weighs in their density.
 *
 * <p>With one objective and nothing broken, those of the lowest losses, weighted by rank. Else
 * those of the first {@link Fronts}; of a front that does not fit, the trials that together
 * dominate the most, chosen one after another by what each adds (Ozaki et al. 2022, section 4.2).
 * With several objectives a trial weighs by what it adds to the volume of the other good ones.
 *
 * <p>Differs from the paper: volumes are measured in shares of the extent of the fronts that are
 * taken, below a point a tenth beyond them, so that no loss's scale or origin matters. A trial that
 * breaks a requirement is good only if too few keep all, the nearest first.
 *
 * @see <a href="https://doi.org/10.1613/jair.1.13188">Ozaki et al. 2022</a>, MOTPE
 */
final class Good {

  private static final double REFERENCE = 1.1;

  /** What a trial weighs that adds nothing, in shares of the one that adds most. */
  private static final double LEAST = 0.01;

  private final int[] trials;
  private final double[] weights;

  private Good(int[] trials, double[] weights) {
    this.trials = trials;
    this.weights = weights;
  }

  /**
   * Returns at most {@code count} good trials.
   *
   * @param losses the history's
   */
  static Good of(History history, Losses losses, int count) {
    if (history.objectives() == 1 && losses.broken() == 0) {
      return byRank(losses.best(count));
    }
    var choice = new Choice(Fronts.of(history), count);
    return history.objectives() == 1 || choice.kept() == 0
        ? byRank(choice.trials())
        : new Good(choice.trials(), choice.weights());
  }

  int size() {
    return trials.length;
  }

  /** Returns their numbers, the best first. */
  int[] trials() {
    return trials;
  }

  double[] weights() {
    return weights;
  }

  /** Weights as those of the parents in CMA-ES: the logarithm of how far the rank is from last. */
  private static Good byRank(int[] trials) {
    return new Good(
        trials,
        IntStream.range(0, trials.length)
            .mapToDouble(rank -> StrictMath.log((trials.length + 1.0) / (rank + 1.0)))
            .toArray());
  }

  /** Trials that are taken front by front. */
  private static final class Choice {
    private final Fronts fronts;
    private final double[] low;
    private final double[] extent;
    private final double[] reference;
    private final List<Integer> taken = new ArrayList<>();
    private final int kept;

    Choice(Fronts fronts, int count) {
      this.fronts = fronts;
      List<double[]> losses = losses(fronts, count);
      int coordinates = losses.isEmpty() ? 0 : losses.get(0).length;
      this.low = new double[coordinates];
      this.extent = new double[coordinates];
      this.reference = new double[coordinates];
      for (int axis = 0; axis < coordinates; axis++) {
        int at = axis;
        double lowest = losses.stream().mapToDouble(each -> each[at]).min().orElseThrow();
        double highest = losses.stream().mapToDouble(each -> each[at]).max().orElseThrow();
        low[axis] = lowest;
        extent[axis] = highest > lowest ? highest - lowest : 1;
      }
      Arrays.fill(reference, REFERENCE);
      fronts.kept().forEach(front -> take(front, count));
      this.kept = taken.size();
      fronts.broken().forEach(each -> all(each).limit(count - taken.size()).forEach(taken::add));
    }

    /** Returns the losses of the fronts that are taken, that which is cut included. */
    private static List<double[]> losses(Fronts fronts, int count) {
      var losses = new ArrayList<double[]>();
      for (int[] front : fronts.kept()) {
        if (losses.size() < count) {
          all(front).map(fronts::losses).forEach(losses::add);
        }
      }
      return losses;
    }

    private static Stream<Integer> all(int[] trials) {
      return Arrays.stream(trials).boxed();
    }

    private void take(int[] front, int count) {
      int room = count - taken.size();
      if (front.length <= room) {
        all(front).forEach(taken::add);
      } else if (room > 0) {
        taken.addAll(widest(front, room));
      }
    }

    private record Candidate(int trial, double added, int beside) {
      static final Comparator<Candidate> MOST_FIRST =
          Comparator.comparingDouble(Candidate::added).reversed().thenComparing(Candidate::trial);
    }

    /**
     * Returns the trials of a front of which each adds the most to those before. Since none adds
     * more later than it did before, only the first is measured again (Guerreiro et al. 2016).
     */
    private List<Integer> widest(int[] front, int room) {
      var waiting = new PriorityQueue<>(Candidate.MOST_FIRST);
      var chosen = new ArrayList<Integer>();
      var points = new ArrayList<double[]>();
      for (int trial : front) {
        waiting.add(new Candidate(trial, Hypervolume.added(point(trial), points, reference), 0));
      }
      while (chosen.size() < room) {
        Candidate next = waiting.remove();
        double[] point = point(next.trial());
        if (next.beside() == points.size()) {
          chosen.add(next.trial());
          points.add(point);
        } else {
          double added = Hypervolume.added(point, points, reference);
          waiting.add(new Candidate(next.trial(), added, points.size()));
        }
      }
      return chosen;
    }

    private double[] point(int trial) {
      double[] point = fronts.losses(trial);
      Arrays.setAll(point, axis -> (point[axis] - low[axis]) / extent[axis]);
      return point;
    }

    int[] trials() {
      return taken.stream().mapToInt(Integer::intValue).toArray();
    }

    int kept() {
      return kept;
    }

    double[] weights() {
      var points = new ArrayList<double[]>();
      taken.subList(0, kept).forEach(trial -> points.add(point(trial)));
      var added = new double[taken.size()];
      for (int i = 0; i < kept; i++) {
        var others = new ArrayList<>(points);
        others.remove(i);
        added[i] = Hypervolume.added(points.get(i), others, reference);
      }
      double most = Arrays.stream(added).max().orElseThrow();
      return Arrays.stream(added).map(each -> Math.max(LEAST, each / most)).toArray();
    }
  }
}

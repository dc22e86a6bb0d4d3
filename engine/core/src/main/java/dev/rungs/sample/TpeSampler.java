package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * The tree-structured Parzen estimator: of some draws from the density of the good trials, the one
 * where that density is highest above the density of all other trials.
 *
 * <p>Trials that failed, and those that are open (see {@link Losses}), are among the others, so
 * that parallel trials keep apart. The best of the good trials weighs most.
 *
 * <p>With several objectives the good trials are those of the first fronts, and where something is
 * required who keeps it is better than who does not (see {@link Good}).
 *
 * <p>Where trials are compared at several epochs, it learns from the highest with {@code startup}
 * results, as BOHB does: what a trial had after one epoch says nothing beside what another had
 * after nine.
 *
 * <p>Differs from the papers: the good trials are weighted by rank, not by improvement, so that a
 * change of the loss's scale changes nothing; a kernel is uniform where its trial lacks a
 * parameter, which makes one density of a conditional space, in place of one for each group of
 * parameters that take part together.
 *
 * @param startup so many trials are known before the densities count; random draws until then
 * @param candidates draws from the density of the good trials
 * @param good the share of the known trials that are good, of which at most {@value #MOST_GOOD} are
 *     taken
 * @param univariate whether each parameter is drawn and judged by itself, as in the first paper
 * @see <a href="https://papers.nips.cc/paper/4443-algorithms-for-hyper-parameter-optimization">
 *     Bergstra et al. 2011</a>, section 4
 * @see <a href="https://arxiv.org/abs/1807.01774">Falkner et al. 2018</a>, section 3, the product
 *     kernels
 * @see <a href="https://arxiv.org/abs/2304.11127">Watanabe 2023</a>, section 3
 * @see <a href="https://doi.org/10.1613/jair.1.13188">Ozaki et al. 2022</a>, section 4, several
 *     objectives
 */
public record TpeSampler(int startup, int candidates, double good, boolean univariate)
    implements Sampler {

  /** The sweep file's {@code tpe}. */
  public static final Kind<TpeSampler> KIND =
      new Kind<>(
          "tpe",
          "draws from where good trials are denser than others",
          "Bergstra et al. 2011, Watanabe 2023",
          List.of(
              Setting.integer(
                  "startup", 1, Integer.MAX_VALUE, 10, "trials that are drawn at random first"),
              Setting.integer("candidates", 1, 10_000, 24, "draws, of which the best is taken"),
              Setting.real(
                  "good",
                  new Setting.Rule.Reals(0, true, 1, true),
                  0.15,
                  "share of the trials that are good"),
              Setting.flag("univariate", false, "whether each parameter is drawn by itself")),
          settings ->
              new TpeSampler(
                  settings.count("startup"),
                  settings.count("candidates"),
                  settings.real("good"),
                  settings.flag("univariate")));

  private static final int MOST_GOOD = 25;

  /** The weight of the uniform density, in trials. */
  private static final double PRIOR = 0.5;

  public TpeSampler {
    if (startup < 1) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 1");
    }
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates is " + candidates + ", must be >= 1");
    }
    if (!(good > 0 && good < 1)) {
      throw new IllegalArgumentException("good is " + good + ", must be in (0, 1)");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("tpe sampler");
    History level = AtEpoch.best(history, startup);
    Losses losses = Losses.of(level);
    int most = Math.min(MOST_GOOD, (int) Math.ceil(good * losses.known()));
    Good best = Good.of(level, losses, most);
    if (losses.known() < startup || best.size() == 0) {
      return RandomSampler.draw(space, history, random, "random draw, too few results to learn");
    }
    Points points = Points.of(space, level);
    Optional<Configuration> drawn =
        univariate
            ? byParameter(points, best, losses, random).filter(each -> history.admits(space, each))
            : jointly(points, best, losses, history, random);
    String reason =
        "densest in good trials: " + best.size() + " of " + losses.known() + AtEpoch.words(level);
    return drawn
        .map(each -> new Suggestion(each, reason))
        .or(
            () ->
                RandomSampler.draw(
                    space, history, random, "random draw, the densest are tried already"));
  }

  private Optional<Configuration> jointly(
      Points points, Good best, Losses losses, History history, RandomGenerator random) {
    int[] axes = IntStream.range(0, points.axes().size()).toArray();
    Contrast contrast = contrast(points, axes, best, losses);
    return contrast.densest(contrast.good(), candidates, history, random);
  }

  private Optional<Configuration> byParameter(
      Points points, Good best, Losses losses, RandomGenerator random) {
    var densest = new double[points.axes().size()];
    var point = new double[densest.length];
    for (int axis = 0; axis < densest.length; axis++) {
      Contrast contrast = contrast(points, new int[] {axis}, best, losses);
      double highest = Double.NEGATIVE_INFINITY;
      for (int i = 0; i < candidates; i++) {
        contrast.good().draw(point, random);
        double score = contrast.at(point);
        if (score > highest) {
          highest = score;
          densest[axis] = point[axis];
        }
      }
    }
    return Optional.of(points.space().at(densest));
  }

  private static Contrast contrast(Points points, int[] axes, Good best, Losses losses) {
    int[] others = others(best.trials(), losses.size());
    return new Contrast(
        points,
        new Parzen(points, axes, best.trials(), best.weights(), PRIOR),
        new Parzen(points, axes, others, equal(others.length), PRIOR));
  }

  /** Returns the others, the latest first: they lie nearest to what is drawn, and tell soonest. */
  private static int[] others(int[] best, int size) {
    var good = new boolean[size];
    for (int trial : best) {
      good[trial] = true;
    }
    var others = new int[size - best.length];
    int left = others.length;
    for (int trial = 0; trial < size; trial++) {
      if (!good[trial]) {
        others[--left] = trial;
      }
    }
    return others;
  }

  private static double[] equal(int count) {
    var equal = new double[count];
    Arrays.fill(equal, 1);
    return equal;
  }
}

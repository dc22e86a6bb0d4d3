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
 * The sampler of BOHB: one configuration in {@code 1 / random} is drawn at random, the others where
 * good trials are densest above bad ones, by the results at the highest epoch at which at least
 * {@code d + 3} trials of a space of {@code d} parameters were compared. With {@link
 * dev.rungs.schedule.Hyperband} it is BOHB; it goes with any scheduler.
 *
 * <p>Of {@code n} results there the best {@code good * n} are good, but at least {@code d + 1}, and
 * the others bad, but at least as many: of few results some are both (equation 3). Draws come from
 * the density of the good ones with wider kernels, and are judged by the densities as they are.
 *
 * <p>Differs from the paper: kernels are those of {@link Parzen}, whose widths do not shrink with
 * the spread of the trials, and a uniform density has a small share in place of a least width. A
 * trial that failed is no result; the paper's code gives it the worst.
 *
 * @param random the share of configurations that are drawn at random, the paper's rho
 * @param candidates draws, of which the best is taken, the paper's N_s
 * @param good the share of the results that are good, the paper's q
 * @param widening by what kernels are wider to draw from, the paper's b_w
 * @see <a href="https://arxiv.org/abs/1807.01774">Falkner et al., BOHB: Robust and Efficient
 *     Hyperparameter Optimization at Scale, ICML 2018</a>, section 4, Algorithm 2
 */
public record BohbSampler(double random, int candidates, double good, double widening)
    implements Sampler {

  /** The sweep file's {@code bohb}. */
  public static final Kind<BohbSampler> KIND =
      new Kind<>(
          "bohb",
          "learns from the longest trained trials that are enough; hyperband makes it BOHB",
          "Falkner et al. 2018",
          List.of(
              Setting.real(
                  "random",
                  new Setting.Rule.Reals(0, false, 1, true),
                  1 / 3.0,
                  "share of the configurations that are drawn at random"),
              Setting.integer("candidates", 1, 10_000, 64, "draws, of which the best is taken"),
              Setting.real(
                  "good",
                  new Setting.Rule.Reals(0, true, 1, true),
                  0.15,
                  "share of the results that are good"),
              Setting.real("widening", 1, 3, "by what kernels are wider to draw from")),
          settings ->
              new BohbSampler(
                  settings.real("random"),
                  settings.count("candidates"),
                  settings.real("good"),
                  settings.real("widening")));

  private static final double PRIOR = 0.5;

  public BohbSampler {
    if (!(random >= 0 && random < 1)) {
      throw new IllegalArgumentException("random is " + random + ", must be in [0, 1)");
    }
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates is " + candidates + ", must be >= 1");
    }
    if (!(good > 0 && good < 1)) {
      throw new IllegalArgumentException("good is " + good + ", must be in (0, 1)");
    }
    if (!(widening >= 1) || Double.isInfinite(widening)) {
      throw new IllegalArgumentException("widening is " + widening + ", must be >= 1");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator luck = chance.generator("bohb sampler");
    if (luck.nextDouble() < random) {
      return RandomSampler.draw(space, history, luck, "random draw, as some always are");
    }
    int least = space.varying().size() + 1;
    History level = AtEpoch.best(history, least + 2);
    Losses losses = Losses.of(level);
    int[] results = losses.ranked();
    if (results.length < least + 2) {
      return RandomSampler.draw(space, history, luck, "random draw, too few results to learn");
    }
    int goods = Math.max(least, (int) (good * results.length));
    String words = goods + " of " + results.length + AtEpoch.words(level);
    return densest(Points.of(space, level), results, goods, history, luck)
        .map(each -> new Suggestion(each, "densest in good trials: " + words))
        .or(
            () ->
                RandomSampler.draw(
                    space, history, luck, "random draw, the densest are tried already"));
  }

  /**
   * @param results the best first
   */
  private Optional<Configuration> densest(
      Points points, int[] results, int goods, History history, RandomGenerator luck) {
    int bads = Math.max(points.axes().size() + 1, results.length - goods);
    int[] best = Arrays.copyOf(results, goods);
    Parzen good = parzen(points, best, 1);
    Parzen wide = parzen(points, best, widening);
    Parzen bad =
        parzen(points, Arrays.copyOfRange(results, results.length - bads, results.length), 1);
    return new Contrast(points, good, bad).densest(wide, candidates, history, luck);
  }

  private static Parzen parzen(Points points, int[] trials, double widening) {
    int[] axes = IntStream.range(0, points.axes().size()).toArray();
    var weights = new double[trials.length];
    Arrays.fill(weights, 1);
    return new Parzen(points, axes, trials, weights, PRIOR, widening);
  }
}

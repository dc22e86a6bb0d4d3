package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Bayesian optimisation: a {@link GaussianProcess} learns the loss over the unit cube, and the next
 * configuration is where the logarithm of its expected improvement is highest.
 *
 * <p>A trial that failed counts as bad as the worst that did not. What is worse than the median by
 * more than {@value #FENCE} times what the median is worse than the best counts as just so bad: a
 * training that exploded must not make all others look alike. Then losses are standardised. An open
 * trial (see {@link Losses}) is believed to reach what is expected of it, so that parallel trials
 * keep apart. Improvement is over the lowest mean at a known trial, which noise cannot fake.
 *
 * <p>Where trials are compared at several epochs, it learns from the highest with {@code startup}
 * results (Falkner et al. 2018, section 4): losses of different epochs are no function of the
 * configuration.
 *
 * <p>Hyperparameters are the most probable ones, found anew when the known trials have grown by a
 * fifteenth. Candidates are judged where their values lie, so whole numbers and choices improve by
 * what they are (Garrido-Merchán and Hernández-Lobato 2020, section 3). What does not take part in
 * a configuration lies at 0.5.
 *
 * <p>Time grows with the cube of the trials: beyond {@value #MOST_TRIALS} known ones the process
 * sees the best half of so many and the latest others.
 *
 * @param startup so many trials are known before the process counts; Sobol points until then
 * @param candidates points that are judged; the best of them are improved step by step
 * @see <a
 *     href="https://proceedings.neurips.cc/paper/2012/hash/05311655a15b75fab86956663e1819cd-Abstract.html">
 *     Snoek et al. 2012</a>, section 3
 * @see <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, section 4.1
 * @see <a href="https://arxiv.org/abs/1805.03463">Garrido-Merchán and Hernández-Lobato 2020</a>
 */
public record GpSampler(int startup, int candidates) implements Sampler {

  /** The sweep file's {@code gp}. */
  public static final Kind<GpSampler> KIND =
      new Kind<>(
          "gp",
          "where a Gaussian process expects most improvement",
          "Snoek et al. 2012, Ament et al. 2023",
          List.of(
              Setting.integer(
                  "startup", 2, Integer.MAX_VALUE, 10, "trials that are Sobol points first"),
              Setting.integer("candidates", 1, 10_000, 300, "points that are judged")),
          settings -> new GpSampler(settings.count("startup"), settings.count("candidates")));

  private static final int MOST_TRIALS = 300;
  private static final int FENCE = 2;
  private static final int FIT_EVERY_SHARE = 15;
  private static final int FIT_STEPS = 30;

  public GpSampler {
    if (startup < 2) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 2");
    }
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates is " + candidates + ", must be >= 1");
    }
  }

  /** Hyperparameters, and what they were found from. */
  private record Fit(List<Integer> trials, List<Double> losses, Hyperparameters shape) {}

  @Override
  public void check(SearchSpace space) {
    new SobolSampler().check(space);
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    History level = AtEpoch.best(history, startup);
    Losses losses = Losses.of(level);
    Points points = Points.of(space, level);
    if (losses.known() < startup || losses.best(2).length < 2 || points.axes().isEmpty()) {
      return new SobolSampler().suggest(space, history, chance);
    }
    RandomGenerator random = chance.generator("gp sampler");
    int[] known = visible(losses.knownTrials(), losses);
    int[] open = losses.openTrials();
    int recent = Math.min(open.length, MOST_TRIALS);
    open = Arrays.copyOfRange(open, open.length - recent, open.length);
    Hyperparameters shape = shape(points, losses, history.memory());
    var process =
        new GaussianProcess(points, known, standardised(known, losses), shape, open.length);
    double best = process.lowestMean();
    for (int trial : open) {
      process.believe(Points.imputed(points.row(trial)));
    }
    var search = new ImprovementSearch(process, best, points, history, random);
    String reason =
        "most improvement expected, from "
            + known.length
            + " of "
            + losses.known()
            + AtEpoch.words(level);
    return search
        .best(candidates, losses.best(ImprovementSearch.CENTRES))
        .map(found -> new Suggestion(found, reason))
        .or(() -> RandomSampler.draw(space, history, random, "random draw, nothing new was found"));
  }

  /** Returns some known trials, or the best and the latest of them if they are too many. */
  private static int[] visible(int[] known, Losses losses) {
    if (known.length <= MOST_TRIALS) {
      return known;
    }
    Set<Integer> visible =
        Arrays.stream(known)
            .boxed()
            .sorted(Comparator.comparingDouble(losses::of))
            .limit(MOST_TRIALS / 2)
            .collect(Collectors.toCollection(TreeSet::new));
    for (int back = 1; visible.size() < MOST_TRIALS; back++) {
      visible.add(known[known.length - back]);
    }
    return visible.stream().mapToInt(each -> each).toArray();
  }

  /** Returns the hyperparameters that fit the trials up to the last time they were due anew. */
  private static Hyperparameters shape(Points points, Losses losses, Memory memory) {
    int[] known = losses.knownTrials();
    int every = Math.max(1, known.length / FIT_EVERY_SHARE);
    int[] trials = visible(Arrays.copyOf(known, known.length - known.length % every), losses);
    List<Integer> numbers = Arrays.stream(trials).boxed().toList();
    List<Double> values = Arrays.stream(trials).mapToObj(losses::of).toList();
    Hyperparameters start = Hyperparameters.before(points.axes().size());
    Fit last = memory.recall(Fit.class, () -> new Fit(List.of(), List.of(), start));
    if (last.trials().equals(numbers) && last.losses().equals(values)) {
      return last.shape();
    }
    var evidence = new Evidence(points, trials, standardised(trials, losses));
    Hyperparameters shape = evidence.mostProbable(FIT_STEPS);
    memory.replace(new Fit(numbers, values, shape));
    return shape;
  }

  /** Returns the losses within the fence. */
  private static double[] fenced(int[] trials, Losses losses) {
    double worst =
        Arrays.stream(trials)
            .filter(trial -> !losses.failed(trial))
            .mapToDouble(losses::of)
            .max()
            .orElse(0);
    double[] values =
        Arrays.stream(trials)
            .mapToDouble(trial -> losses.failed(trial) ? worst : losses.of(trial))
            .toArray();
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    double median = sorted[sorted.length / 2];
    double fence = median + FENCE * (median - sorted[0]);
    return median > sorted[0]
        ? Arrays.stream(values).map(value -> Math.min(value, fence)).toArray()
        : values;
  }

  /** Returns the losses within the fence less their mean, over their standard deviation. */
  private static double[] standardised(int[] trials, Losses losses) {
    double[] values = fenced(trials, losses);
    // Scaled first, so that squares of large losses stay finite.
    double scale =
        Math.max(Double.MIN_NORMAL, Arrays.stream(values).map(Math::abs).max().orElse(0));
    double mean = Arrays.stream(values).map(value -> value / scale).average().orElse(0);
    double[] centred = Arrays.stream(values).map(value -> value / scale - mean).toArray();
    double variance = Arrays.stream(centred).map(value -> value * value).average().orElse(0);
    double deviation = variance > 0 ? Math.sqrt(variance) : 1;
    return Arrays.stream(centred).map(value -> value / deviation).toArray();
  }
}

package dev.rungs.sample;

import dev.rungs.model.Coordinate;
import dev.rungs.model.Fit;
import dev.rungs.model.GaussianProcess;
import dev.rungs.model.Prior;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Bayesian optimisation: a {@link GaussianProcess} learns the loss over the unit cube, and the next
 * configuration is where the logarithm of its expected improvement is highest.
 *
 * <p>A {@link TrustRegion} around the best trial holds most of the trials; there the process sees
 * the nearest known trials only, in coordinates that stretch as they close in, so that it can
 * follow a valley to its bottom. The other trials are taken from the whole cube. On a space without
 * a continuous parameter all are.
 *
 * <p>Where trials are compared at several epochs, it learns from the highest with {@code startup}
 * results (Falkner et al. 2018, section 4): losses of different epochs are no function of the
 * configuration.
 *
 * <p>What is worse than the median loss by more than {@value #FENCE} times what the median is worse
 * than the best counts as just so bad, and so does a failure: a training that exploded must not
 * make all others look alike. Losses are bent if that makes them more probable (see {@link Fit}).
 * An open trial (see {@link Losses}) is believed to reach what is expected of it, so that parallel
 * trials keep apart.
 *
 * <p>Over the whole cube, hyperparameters are found anew when the known trials have grown by a
 * fifteenth. Candidates are judged where their values lie, so whole numbers and choices improve by
 * what they are (Garrido-Merchán and Hernández-Lobato 2020, section 3). What does not take part in
 * a configuration lies at 0.5.
 *
 * <p>With {@code warp} each number is bent first, by exponents found with the other hyperparameters
 * (see {@link Prior}): for losses that change fast at one end of a range. Near the best trial what
 * is bent is the range that is seen there.
 *
 * <p>Time grows with the cube of the trials: beyond {@value #MOST_TRIALS} known ones the process
 * sees the best half of so many and the latest others.
 *
 * @param startup so many trials are known before the process counts; Sobol points until then
 * @param candidates points that are judged; the best of them are improved step by step
 * @param warp whether numbers are bent
 * @param hyperparameters which ones count
 * @see <a
 *     href="https://proceedings.neurips.cc/paper/2012/hash/05311655a15b75fab86956663e1819cd-Abstract.html">
 *     Snoek et al. 2012</a>, section 3
 * @see <a href="https://arxiv.org/abs/2310.20708">Ament et al. 2023</a>, section 4.1
 * @see <a href="https://arxiv.org/abs/2101.06808">Diouane et al. 2022</a>, the trust region
 * @see <a href="https://doi.org/10.1093/biomet/87.4.954">Yeo and Johnson 2000</a>, the transform
 * @see <a href="https://arxiv.org/abs/1402.0929">Snoek et al. 2014</a>, the bending of numbers
 * @see <a href="https://arxiv.org/abs/1805.03463">Garrido-Merchán and Hernández-Lobato 2020</a>
 */
public record GpSampler(int startup, int candidates, boolean warp, Hyperparameters hyperparameters)
    implements Sampler {

  /** Which hyperparameters of the process count. */
  public enum Hyperparameters {
    /** The most probable ones. */
    MAP,
    /**
     * Some drawn as probable as they are: expected improvement is the mean of what each expects, so
     * that few trials do not make it surer than they should (Snoek et al. 2012, section 3.2). A
     * suggestion takes some eight times as long, with {@code warp} twenty to forty times.
     */
    MARGINAL;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** The sweep file's {@code gp}. */
  public static final Kind<GpSampler> KIND =
      new Kind<>(
          "gp",
          "where a Gaussian process expects most improvement",
          "Snoek et al. 2012, Ament et al. 2023",
          List.of(
              Setting.integer(
                  "startup", 2, Integer.MAX_VALUE, 10, "trials that are Sobol points first"),
              Setting.integer("candidates", 1, 10_000, 300, "points that are judged"),
              Setting.flag("warp", false, "bend numbers until losses change evenly"),
              Setting.oneOf(
                  "hyperparameters",
                  Stream.of(Hyperparameters.values()).map(Hyperparameters::toString).toList(),
                  "the most probable, or the mean over some that are probable, which takes long")),
          settings ->
              new GpSampler(
                  settings.count("startup"),
                  settings.count("candidates"),
                  settings.flag("warp"),
                  Hyperparameters.valueOf(
                      settings.text("hyperparameters").toUpperCase(Locale.ROOT))));

  private static final int MOST_TRIALS = 300;
  private static final int FIT_EVERY_SHARE = 15;
  private static final int FENCE = 2;

  public GpSampler {
    if (startup < 2) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 2");
    }
    if (candidates < 1) {
      throw new IllegalArgumentException("candidates is " + candidates + ", must be >= 1");
    }
  }

  /** With the most probable hyperparameters and numbers as they are. */
  public static GpSampler of(int startup, int candidates) {
    return new GpSampler(startup, candidates, false, Hyperparameters.MAP);
  }

  /** A fit, and what it was found from. */
  private record Fitted(GpSampler sampler, List<Integer> trials, List<Double> losses, Fit fit) {}

  /** What a process sees and where it is asked. */
  private static final class View {
    final int[] trials;
    final Frame frame;
    final Fit fit;
    final double[] losses;

    /** Candidates are drawn around these trials. */
    final int[] centres;

    final String words;

    View(int[] trials, Frame frame, Fit fit, double[] losses, int[] centres, String words) {
      this.trials = trials;
      this.frame = frame;
      this.fit = fit;
      this.losses = losses;
      this.centres = centres;
      this.words = words;
    }
  }

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
    View view =
        TrustRegion.holds(chance.trial()) && hasLine(points)
            ? aroundBest(level, points, losses, chance)
            : everywhere(points, losses, history.memory(), chance);
    int[] open = latest(losses.openTrials());
    double[][] columns = view.frame.columns(points.imputed(view.trials));
    var improvement = new Improvement(view.fit.processes(columns, view.losses, open.length));
    for (int trial : open) {
      improvement.believe(view.frame.point(Points.imputed(points.row(trial))));
    }
    var search = new ImprovementSearch(improvement, view.frame, points, history, random);
    String reason =
        "most improvement expected"
            + view.words
            + ", from "
            + view.trials.length
            + " of "
            + losses.known()
            + AtEpoch.words(level);
    return search
        .best(candidates, view.centres)
        .map(found -> new Suggestion(found, reason))
        .or(() -> RandomSampler.draw(space, history, random, "random draw, nothing new was found"));
  }

  private static boolean hasLine(Points points) {
    return points.axes().stream().anyMatch(axis -> axis.kind() == Axis.Kind.LINE);
  }

  private static int[] latest(int[] open) {
    return Arrays.copyOfRange(open, Math.max(0, open.length - MOST_TRIALS), open.length);
  }

  private View aroundBest(History history, Points points, Losses losses, Chance chance) {
    int[] centre = losses.best(1);
    double[] place = Points.imputed(points.row(centre[0]));
    int[] nearest = TrustRegion.nearest(centre[0], points, losses);
    double[][] columns = points.imputed(nearest);
    double side = TrustRegion.side(losses, startup, history.learned());
    Frame frame =
        warp
            ? Frame.covering(points.axes(), place, columns, side)
            : Frame.around(points.axes(), place, columns, side);
    double[] fenced = fenced(nearest, losses.knownTrials(), losses);
    Fit fit = fit(points, frame.columns(columns), fenced, chance);
    String words = " near trial " + history.name(new TrialId(centre[0]));
    return new View(nearest, frame, fit, fenced, centre, words);
  }

  private View everywhere(Points points, Losses losses, Memory memory, Chance chance) {
    int[] trials = visible(losses.knownTrials(), losses);
    return new View(
        trials,
        Frame.whole(points.axes().size()),
        lastFit(points, losses, memory, chance),
        fenced(trials, trials, losses),
        losses.best(ImprovementSearch.CENTRES),
        "");
  }

  private Fit fit(Points points, double[][] columns, double[] losses, Chance chance) {
    List<Coordinate> coordinates =
        points.axes().stream()
            .map(axis -> axis.kind() == Axis.Kind.CHOICE ? Coordinate.CHOICE : Coordinate.NUMBER)
            .toList();
    var prior = new Prior(coordinates, warp);
    return switch (hyperparameters) {
      case MAP -> prior.mostProbable(columns, losses);
      case MARGINAL -> prior.sampled(columns, losses, chance.generator("gp hyperparameters"));
    };
  }

  /** Returns the losses of some trials, none worse than the fence that those of all make. */
  private static double[] fenced(int[] trials, int[] all, Losses losses) {
    double[] sorted =
        Arrays.stream(all)
            .filter(trial -> !losses.failed(trial))
            .mapToDouble(losses::of)
            .sorted()
            .toArray();
    double median = sorted[sorted.length / 2];
    double worst = sorted[sorted.length - 1];
    double fence = median > sorted[0] ? median + FENCE * (median - sorted[0]) : worst;
    double most = Math.min(fence, worst);
    return Arrays.stream(trials).mapToDouble(trial -> Math.min(losses.of(trial), most)).toArray();
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

  /** Returns the fit to the trials up to the last time that it was due anew. */
  private Fit lastFit(Points points, Losses losses, Memory memory, Chance chance) {
    int[] known = losses.knownTrials();
    int every = Math.max(1, known.length / FIT_EVERY_SHARE);
    int due = known.length - known.length % every;
    int[] trials = visible(Arrays.copyOf(known, due), losses);
    List<Integer> numbers = Arrays.stream(trials).boxed().toList();
    List<Double> values = Arrays.stream(trials).mapToObj(losses::of).toList();
    Optional<Fitted> last =
        memory
            .recall(Fitted.class)
            .filter(kept -> kept.equals(new Fitted(this, numbers, values, kept.fit())));
    if (last.isPresent()) {
      return last.get().fit();
    }
    // Chance of a number of trials, not of one: whoever asks while it holds finds the same fit.
    var then = new Chance(chance.sweepSeed(), new TrialId(due));
    double[] fenced = fenced(trials, trials, losses);
    Fit fit = fit(points, points.imputed(trials), fenced, then);
    memory.replace(new Fitted(this, numbers, values, fit));
    return fit;
  }
}

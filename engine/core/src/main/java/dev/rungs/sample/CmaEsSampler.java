package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * CMA-ES with margin: a normal distribution over the unit cube that is folded from the history, and
 * from which the next configuration is drawn.
 *
 * <p><b>Generations</b> are so many trials in number order, whoever proposed them. A generation
 * teaches once all its trials are numbered, from those that are not open (see {@link Losses}): with
 * one slot that is the papers' algorithm. With more, a trial that is open when the generation is
 * full joins it as soon as it ends, and what followed is folded again. Failed trials rank last.
 * Steps from trials that the distribution would hardly have drawn are shortened (Hansen 2011).
 *
 * <p><b>Restarts</b>, when the distribution is exhausted or the losses of a generation are equal
 * over many: somewhere else, with twice the population (IPOP), or, if so set, with a small one and
 * a small step as long as those have had fewer trials (BIPOP).
 *
 * <p>Differs from the margin paper: the distribution learns from the middle of a value's share,
 * since that is what the history holds. The options of a choice are values in declared order. What
 * does not take part in a configuration teaches nothing.
 *
 * <p>A suggestion folds the whole history: it takes time in proportion to its length.
 *
 * @param restarts what happens when the distribution is exhausted
 * @param step the first standard deviation of each coordinate, in (0, 1]
 * @see <a href="https://arxiv.org/abs/1604.00772">Hansen 2016</a>
 * @see <a href="https://arxiv.org/abs/2205.13482">Hamano et al. 2022</a>, the margin
 * @see <a href="https://doi.org/10.1109/CEC.2005.1554902">Auger and Hansen 2005</a>, IPOP
 * @see <a href="https://doi.org/10.1145/1570256.1570333">Hansen 2009</a>, BIPOP
 */
public record CmaEsSampler(Restarts restarts, double step) implements Sampler {

  /** What follows an exhausted distribution. */
  public enum Restarts {
    IPOP,
    BIPOP
  }

  /** The sweep file's {@code cma-es}. */
  public static final Kind<CmaEsSampler> KIND =
      new Kind<>(
          "cma-es",
          "a normal distribution that adapts to where good trials are",
          "Hansen 2016, Hamano et al. 2022",
          List.of(
              Setting.oneOf(
                  "restarts",
                  List.of("ipop", "bipop"),
                  "population after a restart: doubled, or small ones as well"),
              Setting.real(
                  "step",
                  new Setting.Rule.Reals(0, true, 1, false),
                  0.2,
                  "first standard deviation, as a share of each range")),
          settings ->
              new CmaEsSampler(
                  settings.text("restarts").equals("ipop") ? Restarts.IPOP : Restarts.BIPOP,
                  settings.real("step")));

  public CmaEsSampler {
    if (!(step > 0 && step <= 1)) {
      throw new IllegalArgumentException("step is " + step + ", must be in (0, 1]");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("cma-es sampler");
    Points points = Points.of(space, history);
    if (points.axes().isEmpty()) {
      return RandomSampler.draw(space, history, random, "the only configuration");
    }
    var run = new Run(points, chance.sweepSeed());
    run.fold(Losses.of(history));
    return RandomSampler.firstNew(
        () -> new Suggestion(space.at(run.state.draw(random)), run.words()),
        space,
        history,
        random,
        "what the distribution draws is tried already");
  }

  /** The fold of a history. */
  private final class Run {
    private final Points points;
    private final long seed;
    private final int smallest;
    private CmaEs state;
    private int largest;
    private int restarted;
    private int trialsOfLarge;
    private int trialsOfSmall;
    private boolean small;
    private final List<Double> bests = new ArrayList<>();

    Run(Points points, long seed) {
      int dimensions = points.axes().size();
      this.points = points;
      this.seed = seed;
      this.smallest = 4 + (int) (3 * StrictMath.log(dimensions));
      this.largest = smallest;
      var middle = new double[dimensions];
      Arrays.fill(middle, 0.5);
      this.state = new CmaEs(points.axes(), smallest, middle, step);
    }

    String words() {
      return "generation "
          + (state.generation() + 1)
          + " of "
          + state.population()
          + (restarted == 0 ? "" : ", restart " + restarted);
    }

    void fold(Losses losses) {
      int from = 0;
      while (from + state.population() <= losses.size()) {
        int to = from + state.population();
        generation(losses, from, to);
        from = to;
      }
    }

    private void generation(Losses losses, int from, int to) {
      var ranked = new ArrayList<Integer>();
      for (int trial = from; trial < to; trial++) {
        if (!losses.open(trial)) {
          ranked.add(trial);
        }
      }
      ranked.sort(Comparator.comparingDouble(losses::of));
      if (small) {
        trialsOfSmall += to - from;
      } else {
        trialsOfLarge += to - from;
      }
      if (ranked.size() < 2 || losses.failed(ranked.get(0))) {
        return;
      }
      state.learn(ranked.stream().map(points::row).toList());
      bests.add(losses.of(ranked.get(0)));
      if (state.exhausted() || flat()) {
        restart();
      }
    }

    /** Hansen 2016, appendix B.3, TolFun: no progress over many generations. */
    private boolean flat() {
      int window = 10 + (int) Math.ceil(30.0 * points.axes().size() / state.population());
      if (bests.size() < window) {
        return false;
      }
      List<Double> last = bests.subList(bests.size() - window, bests.size());
      double low = last.stream().mapToDouble(each -> each).min().orElseThrow();
      double high = last.stream().mapToDouble(each -> each).max().orElseThrow();
      return high - low <= 1e-12 * Math.max(1e-300, Math.abs(low));
    }

    private void restart() {
      restarted++;
      bests.clear();
      var random = new SplittableRandom(Chance.mix(seed, restarted));
      double[] start = random.doubles(points.axes().size()).toArray();
      small = restarts == Restarts.BIPOP && restarted > 1 && trialsOfSmall < trialsOfLarge;
      if (small) {
        double share = random.nextDouble();
        double ratio = StrictMath.pow(largest / (2.0 * smallest), share * share);
        double narrow = step * StrictMath.pow(10, -2 * random.nextDouble());
        state = new CmaEs(points.axes(), (int) (smallest * ratio), start, narrow);
      } else {
        largest *= 2;
        state = new CmaEs(points.axes(), largest, start, step);
      }
    }
  }
}

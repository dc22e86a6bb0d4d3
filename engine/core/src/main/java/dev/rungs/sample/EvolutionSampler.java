package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Evolution with tournaments: a child of the best of a few trials, changed in a few parameters.
 *
 * <p>The parents are drawn from the population, the latest or the best trials that have a loss;
 * those that failed are never parents. There are no generations: each trial is bred from what is
 * known when it is wanted, so parallel trials wait for nobody. A child that is tried already is
 * bred again.
 *
 * <p>A child has, with probability {@code crossover}, two parents and each parameter from either of
 * them, else one. Then each parameter mutates with probability {@code mutation}, one at least: a
 * number by a normal step of {@value #STEP} of its scale or more, if its values lie farther apart;
 * a choice to another option. A parameter that neither parent has is drawn at random.
 *
 * <p>Differs from the papers: breeding starts before the population is full, since few sweeps have
 * the hundreds of trials theirs had; with {@code best} survivors no trial is too old to be a
 * parent.
 *
 * @param startup so many trials are known before the first child; random draws until then
 * @param population how many trials may be parents
 * @param tournament of so many draws from the population the best is the parent
 * @param crossover the share of children that have two parents
 * @param mutation the probability that a parameter changes
 * @see <a href="https://arxiv.org/abs/1802.01548">Real et al. 2019</a>, algorithm 1
 * @see <a href="https://doi.org/10.1016/B978-0-08-050684-5.50008-2">Goldberg and Deb 1991</a>,
 *     section 2.3, tournaments
 */
public record EvolutionSampler(
    int startup,
    int population,
    int tournament,
    double crossover,
    double mutation,
    Survivors survivors)
    implements Sampler {

  /** Which trials make up the population. */
  public enum Survivors {
    /** Those of lowest loss. */
    BEST,
    /** Those of highest number, so that luck dies with age. */
    LATEST
  }

  private static final Setting.Rule.Reals SHARE = new Setting.Rule.Reals(0, false, 1, false);

  /** The sweep file's {@code evolution}. */
  public static final Kind<EvolutionSampler> KIND =
      new Kind<>(
          "evolution",
          "children of good trials, by tournament, crossover and mutation",
          "Real et al. 2019",
          List.of(
              Setting.integer(
                  "startup", 2, Integer.MAX_VALUE, 10, "trials that are drawn at random first"),
              Setting.integer("population", 2, Integer.MAX_VALUE, 50, "trials that may be parents"),
              Setting.integer("tournament", 1, 1_000, 3, "draws, of which the best is a parent"),
              Setting.real("crossover", SHARE, 0.5, "share of children of two parents"),
              Setting.real("mutation", SHARE, 0.1, "probability that a parameter changes"),
              Setting.oneOf(
                  "survivors", List.of("best", "latest"), "which trials are the population")),
          settings ->
              new EvolutionSampler(
                  settings.count("startup"),
                  settings.count("population"),
                  settings.count("tournament"),
                  settings.real("crossover"),
                  settings.real("mutation"),
                  settings.text("survivors").equals("best") ? Survivors.BEST : Survivors.LATEST));

  private static final double STEP = 0.1;

  public EvolutionSampler {
    if (startup < 2) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 2");
    }
    if (population < 2) {
      throw new IllegalArgumentException("population is " + population + ", must be >= 2");
    }
    if (tournament < 1) {
      throw new IllegalArgumentException("tournament is " + tournament + ", must be >= 1");
    }
    if (!(crossover >= 0 && crossover <= 1)) {
      throw new IllegalArgumentException("crossover is " + crossover + ", must be in [0, 1]");
    }
    if (!(mutation >= 0 && mutation <= 1)) {
      throw new IllegalArgumentException("mutation is " + mutation + ", must be in [0, 1]");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("evolution sampler");
    Losses losses = Losses.of(history);
    Points points = Points.of(space, history);
    int[] parents = parents(losses);
    if (losses.known() < startup || parents.length < 2 || points.axes().isEmpty()) {
      return RandomSampler.draw(space, history, random, "random draw, too few results to breed");
    }
    return RandomSampler.firstNew(
        () -> child(history, points, losses, parents, random),
        space,
        history,
        random,
        "the children are tried already");
  }

  private int[] parents(Losses losses) {
    if (survivors == Survivors.BEST) {
      return losses.best(Math.min(population, losses.known()));
    }
    int[] succeeded =
        IntStream.of(losses.knownTrials()).filter(trial -> !losses.failed(trial)).toArray();
    return Arrays.copyOfRange(
        succeeded, Math.max(0, succeeded.length - population), succeeded.length);
  }

  private Suggestion child(
      History history, Points points, Losses losses, int[] parents, RandomGenerator random) {
    int mother = winner(losses, parents, random);
    int father = random.nextDouble() < crossover ? winner(losses, parents, random) : mother;
    double[] child = points.row(mother);
    double[] other = points.row(father);
    for (int axis = 0; axis < child.length; axis++) {
      boolean taken = random.nextBoolean();
      child[axis] = taken || Double.isNaN(child[axis]) ? other[axis] : child[axis];
    }
    int always = random.nextInt(child.length);
    for (int axis = 0; axis < child.length; axis++) {
      boolean mutates = random.nextDouble() < mutation || axis == always;
      if (Double.isNaN(child[axis])) {
        child[axis] = random.nextDouble();
      } else if (mutates) {
        child[axis] = mutant(points.axes().get(axis), child[axis], random);
      }
    }
    String of =
        history.name(new TrialId(mother))
            + (father == mother ? "" : " and " + history.name(new TrialId(father)));
    return new Suggestion(
        points.space().at(child), "child of " + of + ", from " + parents.length + " parents");
  }

  private int winner(Losses losses, int[] parents, RandomGenerator random) {
    int winner = parents[random.nextInt(parents.length)];
    for (int i = 1; i < tournament; i++) {
      int rival = parents[random.nextInt(parents.length)];
      winner = losses.of(rival) < losses.of(winner) ? rival : winner;
    }
    return winner;
  }

  private static double mutant(Axis axis, double unit, RandomGenerator random) {
    if (axis.kind() == Axis.Kind.CHOICE) {
      int step = axis.levels() == 1 ? 0 : 1 + random.nextInt(axis.levels() - 1);
      return axis.middle((axis.level(unit) + step) % axis.levels());
    }
    double step = axis.kind() == Axis.Kind.LINE ? STEP : Math.max(STEP, 1.0 / axis.levels());
    return reflected(unit + step * random.nextGaussian());
  }

  /** Returns a number mirrored at the ends of [0, 1] as often as needed. */
  private static double reflected(double number) {
    double folded = Math.abs(number) % 2;
    return folded > 1 ? 2 - folded : folded;
  }
}

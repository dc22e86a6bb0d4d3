package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Simulated annealing: a neighbour of one of the best trials, in a neighbourhood that shrinks with
 * every result.
 *
 * <p>After n results with a parameter its neighbourhood is 1 / (1 + {@code cooling} n) of its
 * scale, moved inside its ends; a choice keeps its option but for that share, with which it is
 * drawn at random. The trial is the best one with probability 1 / {@code elite}, else the second
 * with that probability, and so on: {@code elite} is the mean of its rank, from 1. A parameter that
 * the trial lacks starts from the best trial that has it; one that none has is drawn at random.
 *
 * <p>Parallel trials are neighbours each by its own chance; nothing is known of those that are open
 * (see {@link Losses}), and they cool nothing.
 *
 * <p>Differs from Kirkpatrick et al., as Hyperopt's {@code anneal} does: a worse trial is accepted
 * by its rank and not by its loss, so that a change of the loss's scale changes nothing. Differs
 * from Hyperopt, where each parameter starts from a trial of its own: what is good together stays
 * together.
 *
 * @param startup so many trials are known before the first neighbour; random draws until then
 * @param elite the mean rank of the trial from which one starts
 * @param cooling how fast neighbourhoods shrink; never for 0
 * @see <a href="https://doi.org/10.1126/science.220.4598.671">Kirkpatrick, Gelatt and Vecchi
 *     1983</a>
 * @see <a href="https://doi.org/10.25080/Majora-8b375195-003">Bergstra et al. 2013</a>, Hyperopt
 */
public record AnnealingSampler(int startup, double elite, double cooling) implements Sampler {

  /** The sweep file's {@code annealing}. */
  public static final Kind<AnnealingSampler> KIND =
      new Kind<>(
          "annealing",
          "neighbours of the best trials, ever nearer",
          "Kirkpatrick et al. 1983, Hyperopt",
          List.of(
              Setting.integer(
                  "startup", 1, Integer.MAX_VALUE, 10, "trials that are drawn at random first"),
              Setting.real("elite", 1, 2, "mean rank of the trial whose neighbour is taken"),
              Setting.real("cooling", 0, 0.1, "how fast the neighbourhood shrinks")),
          settings ->
              new AnnealingSampler(
                  settings.count("startup"), settings.real("elite"), settings.real("cooling")));

  public AnnealingSampler {
    if (startup < 1) {
      throw new IllegalArgumentException("startup is " + startup + ", must be >= 1");
    }
    if (!(elite >= 1 && elite < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("elite is " + elite + ", must be a number >= 1");
    }
    if (!(cooling >= 0 && cooling < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("cooling is " + cooling + ", must be a number >= 0");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("annealing sampler");
    Losses losses = Losses.of(history);
    Points points = Points.of(space, history);
    int[] ranked = losses.ranked();
    if (losses.known() < startup || ranked.length == 0) {
      return RandomSampler.draw(space, history, random, "random draw, too few results to start");
    }
    double[] shares = shares(points, losses.knownTrials());
    return RandomSampler.firstNew(
        () -> neighbour(history, points, ranked, shares, random),
        space,
        history,
        random,
        "the neighbours are tried already");
  }

  /** Returns how large the neighbourhood is along each axis, as a share of the whole. */
  private double[] shares(Points points, int[] known) {
    return IntStream.range(0, points.axes().size())
        .mapToLong(
            axis ->
                IntStream.of(known).filter(trial -> !Double.isNaN(points.at(axis, trial))).count())
        .mapToDouble(results -> 1 / (1 + cooling * results))
        .toArray();
  }

  private Suggestion neighbour(
      History history, Points points, int[] ranked, double[] shares, RandomGenerator random) {
    int start = ranked[rank(ranked.length, random)];
    var neighbour = new double[shares.length];
    for (int axis = 0; axis < neighbour.length; axis++) {
      double centre = centre(points, axis, start, ranked);
      neighbour[axis] =
          Double.isNaN(centre)
              ? random.nextDouble()
              : near(points.axes().get(axis), centre, shares[axis], random);
    }
    return new Suggestion(
        points.space().at(neighbour),
        "neighbour of "
            + history.name(new TrialId(start))
            + ", of the best of "
            + ranked.length
            + " results");
  }

  /** Draws a rank from 0, by the geometric distribution; the last one stands for all beyond it. */
  private int rank(int count, RandomGenerator random) {
    int rank = 0;
    while (rank < count - 1 && random.nextDouble() * elite > 1) {
      rank++;
    }
    return rank;
  }

  private static double centre(Points points, int axis, int start, int[] ranked) {
    double own = points.at(axis, start);
    return Double.isNaN(own)
        ? IntStream.of(ranked)
            .mapToDouble(trial -> points.at(axis, trial))
            .filter(unit -> !Double.isNaN(unit))
            .findFirst()
            .orElse(Double.NaN)
        : own;
  }

  private static double near(Axis axis, double centre, double share, RandomGenerator random) {
    if (axis.kind() == Axis.Kind.CHOICE) {
      return random.nextDouble() < share ? random.nextDouble() : centre;
    }
    double low = Math.min(1 - share, Math.max(0, centre - share / 2));
    return low + share * random.nextDouble();
  }
}

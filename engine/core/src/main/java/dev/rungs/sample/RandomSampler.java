package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Grid;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;

/**
 * Independent uniform draws from the unit cube: each parameter uniform on its own scale.
 *
 * <p>A draw that is in the history is drawn again, so draws are uniform over what is new. Once new
 * configurations are rarer than about one in a hundred, it takes the first new one from a uniformly
 * drawn place on instead: no longer uniform, but a finite space of n configurations is covered in
 * exactly n suggestions.
 *
 * <p>If the space has constraints, draws that break them are drawn again as well, {@value
 * #CONSTRAINED_DRAWS} times, before it goes from place to place, past a million that break them.
 *
 * @see <a href="https://jmlr.org/papers/v13/bergstra12a.html">Bergstra and Bengio 2012</a>
 */
public record RandomSampler() implements Sampler {

  /** The sweep file's {@code random}. */
  public static final Kind<RandomSampler> KIND =
      new Kind<>(
          "random",
          "independent draws, each parameter uniform on its scale",
          "Bergstra & Bengio 2012",
          List.of(),
          settings -> new RandomSampler());

  private static final int DRAWS = 100;
  private static final int CONSTRAINED_DRAWS = 100_000;

  /** So many points of a grid that break a constraint are passed over. */
  private static final long FORBIDDEN_POINTS = 1_000_000;

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    return draw(space, history, chance.generator("random sampler"), "random draw");
  }

  /**
   * Returns the first of some proposals that may be tried; a random draw, for that other reason, if
   * none of many may.
   */
  static Optional<Suggestion> firstNew(
      Supplier<Suggestion> proposals,
      SearchSpace space,
      History history,
      RandomGenerator random,
      String otherwise) {
    for (int i = 0; i < DRAWS; i++) {
      Suggestion proposal = proposals.get();
      if (history.admits(space, proposal.configuration())) {
        return Optional.of(proposal);
      }
    }
    return draw(space, history, random, "random draw, " + otherwise);
  }

  /** Returns a suggestion that is not in the history; empty if the space holds none. */
  static Optional<Suggestion> draw(
      SearchSpace space, History history, RandomGenerator random, String reason) {
    return draw(space, history, random).map(drawn -> new Suggestion(drawn, reason));
  }

  /** Returns a configuration that is not in the history; empty if the space holds none. */
  static Optional<Configuration> draw(SearchSpace space, History history, RandomGenerator random) {
    int coordinates = space.varying().size();
    int draws = space.constraints().isEmpty() ? DRAWS : CONSTRAINED_DRAWS;
    for (int i = 0; i < draws; i++) {
      Configuration drawn =
          space.at(DoubleStream.generate(random::nextDouble).limit(coordinates).toArray());
      if (history.admits(space, drawn)) {
        return Optional.of(drawn);
      }
    }
    // A continuous range cut finer than the history is long: if there is a new configuration at
    // all, one is on the grid, and among any history.size() + 1 points in a row.
    Grid grid = Grid.of(space, history.size() + 1L);
    return firstNew(space, grid, history, below(grid.size(), random)).map(grid::at);
  }

  /** Returns the first point that may be tried, from a place on and around the end. */
  static Optional<BigInteger> firstNew(
      SearchSpace space, Grid grid, History history, BigInteger from) {
    BigInteger index = from;
    BigInteger most = BigInteger.valueOf(history.size() + FORBIDDEN_POINTS).min(grid.size());
    for (long i = 0; i < most.longValueExact(); i++) {
      if (history.admits(space, grid.at(index))) {
        return Optional.of(index);
      }
      index = index.add(BigInteger.ONE).mod(grid.size());
    }
    return Optional.empty();
  }

  private static BigInteger below(BigInteger bound, RandomGenerator random) {
    BigInteger bits = BigInteger.valueOf(random.nextLong() >>> 1);
    return bits.multiply(bound).shiftRight(63);
  }
}

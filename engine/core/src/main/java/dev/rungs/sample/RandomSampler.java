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
    for (int i = 0; i < DRAWS; i++) {
      Configuration drawn =
          space.at(DoubleStream.generate(random::nextDouble).limit(coordinates).toArray());
      if (history.admits(space, drawn)) {
        return Optional.of(drawn);
      }
    }
    // A continuous range cut finer than the history is long: if there is a new configuration at
    // all, one is on the grid, and among any history.size() + 1 points in a row.
    Grid grid = Grid.of(space, history.size() + 1L);
    return firstNew(grid, history, below(grid.size(), random)).map(grid::at);
  }

  /** Returns the first point that is not in the history, from a place on and around the end. */
  static Optional<BigInteger> firstNew(Grid grid, History history, BigInteger from) {
    BigInteger size = grid.size();
    BigInteger index = from;
    for (BigInteger i = BigInteger.ZERO; i.compareTo(size) < 0; i = i.add(BigInteger.ONE)) {
      if (!history.contains(grid.at(index))) {
        return Optional.of(index);
      }
      index = index.add(BigInteger.ONE).mod(size);
    }
    return Optional.empty();
  }

  private static BigInteger below(BigInteger bound, RandomGenerator random) {
    BigInteger bits = BigInteger.valueOf(random.nextLong() >>> 1);
    return bits.multiply(bound).shiftRight(63);
  }
}

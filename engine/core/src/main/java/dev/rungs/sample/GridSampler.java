package dev.rungs.sample;

import dev.rungs.space.Grid;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import java.math.BigInteger;
import java.util.List;
import java.util.Optional;

/**
 * Every combination of values, once: trial n takes point n of the {@link Grid}, around its end, or
 * the next point that is new.
 *
 * <p>Used up when each point of the grid has been tried, even if a continuous range holds more. A
 * suggestion looks at no more points than configurations were given by hand, plus one; only the
 * answer that the grid is used up looks at every point. Configurations given by hand shift the
 * start: the points they pass over come last. Points that break a constraint of the space are
 * passed over, at most a million in a row.
 *
 * @param points how many points a continuous range is cut into, both ends among them, evenly on its
 *     scale
 */
public record GridSampler(int points) implements Sampler {

  /** The sweep file's {@code grid}. */
  public static final Kind<GridSampler> KIND =
      new Kind<>(
          "grid",
          "every combination of values, in order",
          "",
          List.of(
              Setting.integer(
                  "points",
                  1,
                  Integer.MAX_VALUE,
                  5,
                  "points a continuous range is cut into, both ends among them")),
          settings -> new GridSampler(settings.count("points")));

  public GridSampler {
    if (points < 1) {
      throw new IllegalArgumentException("points is " + points + ", must be >= 1");
    }
  }

  @Override
  public Optional<BigInteger> configurations(SearchSpace space) {
    return Optional.of(grid(space).allowed());
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    Grid grid = grid(space);
    // Homes of different trials differ until the grid is full, so a point can be taken early only
    // by a configuration given by hand or by a trial that such a one pushed on.
    BigInteger home = BigInteger.valueOf(chance.trial().number()).mod(grid.size());
    return RandomSampler.firstNew(space, grid, history, home).map(index -> suggestion(grid, index));
  }

  /** Returns the grid this sampler walks on a space. */
  public Grid grid(SearchSpace space) {
    return Grid.of(space, points);
  }

  private static Suggestion suggestion(Grid grid, BigInteger index) {
    BigInteger number = index.add(BigInteger.ONE);
    return new Suggestion(grid.at(index), "grid point " + number + " of " + grid.size());
  }
}

package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Latin hypercubes, one after the other: of the trials of one, each parameter has exactly one value
 * in each of as many equal parts of its scale, at a random place of the part.
 *
 * <p>Trial n takes point n modulo {@code points} of hypercube n over {@code points}, whoever else
 * proposed trials. A point whose configuration may not be tried, as happens on a finite space,
 * gives way to a random draw.
 *
 * <p>The paper draws one sample of known size; the hypercubes after it are independent of it.
 *
 * @param points how many trials one hypercube is made of, at most {@value #MOST_POINTS}
 * @see <a href="https://doi.org/10.1080/00401706.1979.10489755">McKay, Beckman and Conover
 *     1979</a>, section 2
 */
public record LatinHypercubeSampler(int points) implements Sampler {

  private static final int MOST_POINTS = 10_000;

  /** The sweep file's {@code latin-hypercube}. */
  public static final Kind<LatinHypercubeSampler> KIND =
      new Kind<>(
          "latin-hypercube",
          "each parameter's scale in equal parts, a trial in each",
          "McKay et al. 1979",
          List.of(Setting.integer("points", 1, MOST_POINTS, 64, "trials that fill one hypercube")),
          settings -> new LatinHypercubeSampler(settings.count("points")));

  private static final long SALT = 0x1a71;

  public LatinHypercubeSampler {
    if (points < 1 || points > MOST_POINTS) {
      throw new IllegalArgumentException(
          "points is " + points + ", must be in [1, " + MOST_POINTS + "]");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    int trial = chance.trial().number();
    String name =
        "point "
            + (trial % points + 1)
            + " of "
            + points
            + " of Latin hypercube "
            + (trial / points + 1);
    RandomGenerator random = chance.generator("latin-hypercube sampler");
    var point = new double[space.varying().size()];
    for (int axis = 0; axis < point.length; axis++) {
      int part = part(axis, trial / points, trial % points, chance.sweepSeed());
      point[axis] = (part + random.nextDouble()) / points;
    }
    Configuration configuration = space.at(point);
    return history.admits(space, configuration)
        ? Optional.of(new Suggestion(configuration, name))
        : RandomSampler.draw(space, history, random, "random draw, " + name + " is tried already");
  }

  /** Returns where a random permutation of a hypercube's parts sends a number. */
  private int part(int axis, int hypercube, int number, long seed) {
    var random =
        new SplittableRandom(Chance.mix(Chance.mix(Chance.mix(seed, SALT), hypercube), axis));
    int[] parts = IntStream.range(0, points).toArray();
    // Fisher and Yates; what comes after the place that is asked for need not be shuffled.
    for (int place = 0; place <= number; place++) {
      int other = random.nextInt(place, points);
      int swapped = parts[place];
      parts[place] = parts[other];
      parts[other] = swapped;
    }
    return parts[number];
  }
}

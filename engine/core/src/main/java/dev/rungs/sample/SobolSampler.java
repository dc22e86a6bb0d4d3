package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Points that fill the unit cube evenly: trial n takes point n of a Sobol sequence, scrambled by
 * the sweep's seed.
 *
 * <p>Of any 2^k trials from a multiple of 2^k on, each coordinate has exactly one in each of 2^k
 * equal parts. A point whose configuration is in the history, as happens on a finite space, gives
 * way to a random draw. At most {@value SobolSequence#DIMENSIONS} parameters may vary.
 *
 * <p>Points are in binary order, not in the papers' Gray code order, so that a point follows from
 * its number alone; each 2^k points from a multiple of 2^k on are the same set.
 *
 * @see <a href="https://doi.org/10.1137/070709359">Joe and Kuo 2008</a>, the direction numbers
 * @see <a href="https://jcgt.org/published/0009/04/01/">Burley 2020</a>, section 3, the scrambling
 */
public record SobolSampler() implements Sampler {

  /** The sweep file's {@code sobol}. */
  public static final Kind<SobolSampler> KIND =
      new Kind<>(
          "sobol",
          "a scrambled Sobol sequence: draws that fill the space evenly",
          "Joe & Kuo 2008",
          List.of(),
          settings -> new SobolSampler());

  private static final long SALT = 0x50b01;

  @Override
  public void check(SearchSpace space) {
    int varying = space.varying().size();
    if (varying > SobolSequence.DIMENSIONS) {
      throw new IllegalArgumentException(
          "space has "
              + varying
              + " varying parameters, must have at most "
              + SobolSequence.DIMENSIONS
              + " for sobol");
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    check(space);
    String name = "Sobol point " + (chance.trial().number() + 1L);
    Configuration point = space.at(point(space.varying().size(), chance));
    if (history.admits(space, point)) {
      return Optional.of(new Suggestion(point, name));
    }
    RandomGenerator random = chance.generator("sobol sampler");
    return RandomSampler.draw(space, history, random, "random draw, " + name + " is tried already");
  }

  private static double[] point(int dimensions, Chance chance) {
    var point = new double[dimensions];
    for (int dimension = 0; dimension < dimensions; dimension++) {
      long seed = Chance.mix(Chance.mix(chance.sweepSeed(), SALT), dimension);
      int bits = SobolSequence.at(dimension, chance.trial().number());
      point[dimension] = SobolSequence.unit(SobolSequence.scramble(bits, (int) seed));
    }
    return point;
  }
}

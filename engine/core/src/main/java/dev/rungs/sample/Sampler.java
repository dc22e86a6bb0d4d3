package dev.rungs.sample;

import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Decides which configuration to try next.
 *
 * <p>A sampler is a record of its settings. Its answer depends on nothing but its arguments, so the
 * same sweep asked again gives the same trials. It never proposes a configuration that is already
 * in the history while the space holds a new one, nor one that breaks a constraint of the space.
 */
public sealed interface Sampler
    permits RandomSampler,
        GridSampler,
        SobolSampler,
        LatinHypercubeSampler,
        NarrowingSampler,
        AnnealingSampler,
        EvolutionSampler,
        DifferentialEvolutionSampler,
        Nsga2Sampler,
        TpeSampler,
        GpSampler,
        CmaEsSampler,
        BohbSampler,
        AutoSampler,
        FixedSampler {

  /**
   * Refuses a space that this sampler cannot search.
   *
   * @throws IllegalArgumentException saying what the space must be
   */
  default void check(SearchSpace space) {}

  /**
   * Returns how many configurations it proposes at most; empty if there is no end. Of very many,
   * those that constraints forbid may be among them, see {@link SearchSpace#size}.
   */
  default Optional<BigInteger> configurations(SearchSpace space) {
    return space.size();
  }

  /**
   * Returns the configuration for the next trial; empty if the space holds no new one, or none was
   * found in a long search among many that break its constraints.
   *
   * @param history every configuration proposed or given so far, and what came of it
   * @param chance the chance of the trial that the configuration is for
   */
  Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance);
}

package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.math.BigInteger;
import java.util.Optional;

/**
 * Another sampler on the part of the space where some parameters have given values. A conditional
 * parameter has its value whenever it takes part.
 *
 * <p>The other sampler learns from all trials, also from those of other values, as if they did not
 * matter. In a sweep file it is the key {@code fix} of any sampler.
 *
 * @param values by name, at least one
 */
public record FixedSampler(Sampler sampler, Configuration values) implements Sampler {

  public FixedSampler {
    if (values.assignments().isEmpty()) {
      throw new IllegalArgumentException("fix is empty, must name at least one parameter");
    }
  }

  @Override
  public void check(SearchSpace space) {
    sampler.check(space.fix(values));
  }

  @Override
  public Optional<BigInteger> configurations(SearchSpace space) {
    return sampler.configurations(space.fix(values));
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    return sampler
        .suggest(space.fix(values), history, chance)
        .map(next -> new Suggestion(next.configuration(), next.reason() + "; fixed " + values));
  }
}

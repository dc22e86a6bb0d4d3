package dev.rungs.sample;

import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import java.util.Optional;

/** To be written. */
public record SobolSampler() implements Sampler {
  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    throw new UnsupportedOperationException();
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import org.junit.jupiter.api.Test;

/** {@code gp} with numbers that are bent. */
class WarpedGpTest implements LearnerContract {

  @Override
  public Sampler sampler() {
    return new GpSampler(10, 60, true, GpSampler.Hyperparameters.MAP);
  }

  /** A learning rate without its logarithmic scale: all that matters lies in the first percent. */
  @Test
  void findsTheBottomNearTheEndOfARange() {
    SearchSpace space = SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));
    var history = new ListHistory();
    for (int i = 0; i < 50; i++) {
      Configuration next =
          sampler()
              .suggest(space, history, new Chance(5, history.next()))
              .orElseThrow()
              .configuration();
      double x = Math.log(next.real("x") + 1e-3) - Math.log(4e-3);
      double y = next.real("y") - 0.6;
      history.add(next, x * x + y * y);
    }
    // Within a fifth of the bottom's own size: x in [0.0023, 0.0039].
    assertThat(history.loss(history.best())).isLessThan(0.04);
  }
}

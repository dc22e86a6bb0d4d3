package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Configuration;
import org.junit.jupiter.api.Test;

class LossesTest {

  @Test
  void theBestComeFirstAndTiesByNumber() {
    double[] told = {3, 0.0, 1, Double.NaN, -0.0, 1, -2};
    var history = new ListHistory();
    for (double loss : told) {
      history.add(Configuration.EMPTY, loss);
    }
    history.addPending(Configuration.EMPTY);
    Losses losses = Losses.of(history);
    assertThat(losses.ranked()).containsExactly(6, 1, 4, 2, 5, 0);
    assertThat(losses.best(3)).containsExactly(6, 1, 4);
    assertThat(losses.best(9)).containsExactly(losses.ranked());
    assertThat(losses.knownTrials()).containsExactly(0, 1, 2, 3, 4, 5, 6);
  }
}

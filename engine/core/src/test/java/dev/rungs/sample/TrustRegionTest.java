package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.TrialId;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TrustRegionTest {

  private static final SearchSpace LINE = SearchSpace.of(Parameter.real("x", 0, 1));

  @Test
  void everyFifthTrialIsFromTheWholeCube() {
    for (int trial = 0; trial < 20; trial++) {
      assertThat(TrustRegion.holds(new TrialId(trial))).isEqualTo(trial % 5 != 0);
    }
  }

  @Test
  void theBoxGrowsWithSuccessAndShrinksWithFailure() {
    var history = new ListHistory();
    add(history, 3, 0.1);
    add(history, 2, 0.2);
    assertThat(side(history)).isEqualTo(0.4);
    add(history, 1, 0.3);
    assertThat(side(history)).isCloseTo(0.6, within(1e-12));
    add(history, 1, 0.4);
    assertThat(side(history)).isCloseTo(0.54, within(1e-12));
    history.addPending(place(0.5));
    assertThat(side(history)).isCloseTo(0.54, within(1e-12));
    // Trial 5 is from the whole cube.
    add(history, 0, 0.6);
    assertThat(side(history)).isCloseTo(0.54, within(1e-12));
  }

  @Test
  void whatWasLearnedNeitherGrowsNorShrinksTheBox() {
    var history = new ListHistory();
    for (int learned = 0; learned < 7; learned++) {
      add(history, 9 - learned, learned / 100.0);
    }
    add(history, 5, 0.3); // The first trial is from the whole cube, the second from the box.
    assertThat(TrustRegion.side(Losses.of(history), 2, 7)).isEqualTo(0.4);
    add(history, 4, 0.4);
    assertThat(TrustRegion.side(Losses.of(history), 2, 7)).isCloseTo(0.36, within(1e-12));
    add(history, 1, 0.5);
    assertThat(TrustRegion.side(Losses.of(history), 2, 7)).isCloseTo(0.54, within(1e-12));
  }

  /** 0.4 times 0.9 to the 29th is below 0.02. */
  @Test
  void aBoxThatHasBecomeSmallIsLargeAgain() {
    var history = new ListHistory();
    add(history, 0, 0.5);
    double smallest = 1;
    for (int i = 1; i <= 34; i++) {
      add(history, i, 0.5 + i / 100.0);
      smallest = Math.min(smallest, side(history));
    }
    assertThat(smallest).isBetween(0.02, 0.025);
    for (int i = 35; i <= 37; i++) {
      add(history, i, 0.5 + i / 100.0);
    }
    assertThat(side(history)).isBetween(0.3, 0.4);
  }

  @Test
  void theNearestAreSeenInOrder() {
    var history = new ListHistory();
    for (int i = 0; i < 50; i++) {
      add(history, i, i / 64.0);
    }
    int[] nearest = TrustRegion.nearest(20, Points.of(LINE, history), Losses.of(history));
    assertThat(nearest).containsExactly(IntStream.range(5, 35).toArray());
  }

  private static double side(ListHistory history) {
    return TrustRegion.side(Losses.of(history), 2, 0);
  }

  private static void add(ListHistory history, double loss, double x) {
    history.add(place(x), loss);
  }

  private static Configuration place(double x) {
    return LINE.complete(Configuration.of(Map.of("x", x)));
  }
}

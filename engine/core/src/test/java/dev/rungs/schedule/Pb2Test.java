package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.schedule.Population.Step;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class Pb2Test implements PopulationContract {

  private static final SearchSpace LINE = SearchSpace.of(Parameter.real("x", 0, 1));

  @Override
  public Pb2 population(int size, int interval, int max) {
    return Pb2.of(size, interval, max);
  }

  @Override
  public int explorations() {
    return 100;
  }

  private static Configuration x(double x) {
    return LINE.complete(Configuration.of(Map.of("x", x)));
  }

  /** Four trials in each generation, spread over the line, with their gains. */
  private static List<Step> generations(int from, int until, DoubleUnaryOperator gain) {
    var steps = new ArrayList<Step>();
    var random = new SplittableRandom(from);
    for (int rung = from; rung < until; rung++) {
      for (int trial = 0; trial < 4; trial++) {
        double x = (trial + random.nextDouble()) / 4;
        steps.add(new Step(rung, x(x), gain.applyAsDouble(x)));
      }
    }
    return steps;
  }

  private static double explored(int rung, List<Step> past) {
    return Pb2.of(4, 1, 99).explore(LINE, x(0.5), rung, past, new SplittableRandom(1)).real("x");
  }

  /** A peak whose sides fall by 0.01 within 0.1: more than all it could gain by being surer. */
  @Test
  void valuesAreThoseThatGainedMost() {
    for (double peak : new double[] {0.2, 0.7}) {
      List<Step> past = generations(0, 8, x -> 3 - (x - peak) * (x - peak));
      assertThat(explored(8, past)).isCloseTo(peak, within(0.1));
    }
  }

  @Test
  void whatIsLongPastIsForgotten() {
    List<Step> past = generations(0, 10, x -> -Math.abs(x - 0.2));
    past.addAll(generations(10, 20, x -> -Math.abs(x - 0.8)));
    assertThat(explored(20, past)).isCloseTo(0.8, within(0.1));
  }

  @Test
  void ofManyGenerationsTheLatestAreSeen() {
    List<Step> past = generations(0, 500, x -> -Math.abs(x - 0.2));
    past.addAll(generations(500, 526, x -> -Math.abs(x - 0.8)));
    assertThat(explored(526, past)).isCloseTo(0.8, within(0.1));
  }

  /** Nothing is known, so all that tells places apart is how far they are from what is decided. */
  @Test
  void whatOthersGoOnWithIsLeftToThem() {
    var decided = new ArrayList<Step>();
    decided.add(new Step(0, x(0.9), Double.NaN));
    assertThat(explored(0, decided)).isZero();
    decided.add(new Step(0, x(0), Double.NaN));
    assertThat(explored(0, decided)).isCloseTo(0.45, within(0.01));
  }

  @Test
  void whoLostItsLossIsAWarning() {
    List<Step> past = generations(0, 6, x -> x > 0.5 ? Double.NaN : x);
    assertThat(explored(6, past)).isLessThan(0.6);
  }

  @Test
  void wholeNumbersAndOptionsAreJudgedByWhatTheyGained() {
    var space =
        SearchSpace.of(Parameter.integer("n", 1, 9), Parameter.choice("kind", "a", "b", "c"));
    var past = new ArrayList<Step>();
    for (int rung = 0; rung < 9; rung++) {
      for (String kind : List.of("a", "b", "c")) {
        int n = 1 + (rung * 4 + kind.charAt(0)) % 9;
        Configuration tried = Configuration.of(Map.of("n", n, "kind", kind));
        double gain = (kind.equals("b") ? 2 : 0) - Math.abs(n - 6);
        past.add(new Step(rung, space.complete(tried), gain));
      }
    }
    Pb2 both = Pb2.of(4, 1, 99).mutating(List.of("n", "kind"));
    Configuration source = space.complete(Configuration.of(Map.of("n", 2, "kind", "a")));
    Configuration explored = both.explore(space, source, 9, past, new SplittableRandom(1));
    assertThat(explored.text("kind")).isEqualTo("b");
    assertThat(explored.integer("n")).isBetween(5L, 7L);
    Configuration kept =
        both.mutating(List.of("n")).explore(space, source, 9, past, new SplittableRandom(1));
    assertThat(kept.text("kind")).isEqualTo("a");
  }

  @Test
  void constraintsAreKeptAndTheSourcesValuesIfNothingElseKeepsThem() {
    SearchSpace half = LINE.where("x <= 0.4");
    List<Step> past = generations(0, 4, x -> x);
    Configuration explored =
        Pb2.of(4, 1, 99).explore(half, x(0.1), 4, past, new SplittableRandom(1));
    assertThat(explored.real("x")).isBetween(0.3, 0.4);
    // Of 200 draws one is within 1e-6 of the source once in 2,500 such tests.
    SearchSpace point = LINE.where("x >= 0.25").where("x <= 0.250001");
    assertThat(Pb2.of(4, 1, 99).explore(point, x(0.25), 4, past, new SplittableRandom(1)))
        .isEqualTo(x(0.25));
  }

  @Test
  void theSameChanceAndPastGiveTheSameValues() {
    List<Step> past = generations(0, 8, x -> Math.sin(7 * x));
    assertThat(explored(8, past)).isEqualTo(explored(8, List.copyOf(past)));
  }
}

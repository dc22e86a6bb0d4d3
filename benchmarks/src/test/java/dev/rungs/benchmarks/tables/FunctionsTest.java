package dev.rungs.benchmarks.tables;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.space.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FunctionsTest {

  /** Where each is lowest, as the library of functions says; one place of several for Branin. */
  private static final Map<String, List<Double>> PLACES =
      Map.of(
          "branin", List.of(Math.PI, 2.275),
          "hartmann3", List.of(0.114614, 0.555649, 0.852547),
          "hartmann6", List.of(0.20169, 0.150011, 0.476874, 0.275332, 0.311652, 0.6573),
          "ackley5", List.of(0.0, 0.0, 0.0, 0.0, 0.0),
          "rosenbrock4", List.of(1.0, 1.0, 1.0, 1.0),
          "levy6", List.of(1.0, 1.0, 1.0, 1.0, 1.0, 1.0));

  @Test
  void theOptimaAreWhereTheLibrarySays() {
    for (Problem problem : Functions.suite().problems()) {
      double there = loss(problem, PLACES.get(problem.name()));
      assertThat(there).as(problem.name()).isCloseTo(problem.optimum(), within(1e-5));
    }
  }

  @Test
  void noPointIsBelowTheOptimumAndTheMedianHasRegretOne() {
    for (Problem problem : Functions.suite().problems()) {
      var random = new SplittableRandom(7);
      int dimensions = problem.space().parameters().size();
      var regrets = new ArrayList<Double>();
      for (int i = 0; i < 2_000; i++) {
        Configuration drawn = problem.space().at(random.doubles(dimensions).toArray());
        regrets.add(problem.regret(problem.train(drawn, 0).loss(1)));
      }
      assertThat(regrets).as(problem.name()).allMatch(regret -> regret >= 0);
      // The share of a median's sample below it has a standard error of 0.5 / sqrt(2000).
      long below = regrets.stream().filter(regret -> regret < 1).count();
      assertThat(below / 2_000.0).as(problem.name()).isCloseTo(0.5, within(6 * 0.0125));
    }
  }

  private static double loss(Problem problem, List<Double> point) {
    var values = new LinkedHashMap<String, Double>();
    for (int i = 0; i < point.size(); i++) {
      values.put("x" + i, point.get(i));
    }
    return problem.train(Configuration.of(values), 0).loss(1);
  }
}

package dev.rungs.sample;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class AutoSamplerTest implements LearnerContract {

  private static final SearchSpace LINES =
      SearchSpace.of(Parameter.real("x", 0, 1), Parameter.real("y", 0, 1));

  @Override
  public Sampler sampler() {
    return new AutoSampler();
  }

  @Test
  void fewTrialsOfFewParametersAreForTheProcess() {
    assertThat(reason(LINES, 5, 0)).startsWith("gp (at most 500 results, 2 parameters): Sobol");
    assertThat(reason(LINES, 30, 2))
        .startsWith("gp (at most 500 results, 2 parameters): most improvement expected")
        .endsWith("from 30 of 30");
  }

  @Test
  void manyParallelTrialsAreForTheParzenEstimator() {
    assertThat(reason(LINES, 30, 33))
        .startsWith("tpe (33 parallel trials without a result): densest");
  }

  @Test
  void manyResultsAreForEvolutionOrTheParzenEstimator() {
    assertThat(reason(LINES, 501, 0))
        .startsWith("cma-es (501 results, all parameters continuous): generation");
    SearchSpace mixed =
        SearchSpace.of(Parameter.real("x", 0, 1), Parameter.choice("kind", "a", "b"));
    assertThat(reason(mixed, 501, 0)).startsWith("tpe (501 results): densest");
  }

  @Test
  void largeAndConditionalSpacesAreForTheParzenEstimator() {
    var many = new ArrayList<Parameter>();
    for (int i = 0; i < 21; i++) {
      many.add(Parameter.real("x" + i, 0, 1));
    }
    assertThat(reason(new SearchSpace(many), 20, 0)).startsWith("tpe (21 parameters): densest");
    SearchSpace conditional =
        SearchSpace.of(
            Parameter.choice("kind", "a", "b"),
            Parameter.real("x", 0, 1).onlyIf("kind", "a"),
            Parameter.real("y", 0, 1).onlyIf("kind", "b"));
    assertThat(reason(conditional, 20, 0))
        .startsWith("tpe (most parameters are conditional): densest");
  }

  @Test
  void spacesWithoutAContinuousParameterAreForTheParzenEstimator() {
    SearchSpace finite =
        SearchSpace.of(Parameter.integer("layers", 1, 100), Parameter.choice("kind", "a", "b"));
    assertThat(reason(finite, 20, 0)).startsWith("tpe (no parameter is continuous): densest");
  }

  @Test
  void trialsThatAreComparedAtSeveralEpochsAreForTheParzenEstimator() {
    var random = new SplittableRandom(9);
    var history = new ListHistory();
    for (int i = 0; i < 20; i++) {
      double[] point = random.doubles(2).toArray();
      history.add(LINES.at(point), point[0]);
      history.levels().add(new TrialId(i), 1, point[0]);
      if (i % 3 == 0) {
        history.levels().add(new TrialId(i), 3, point[0]);
      }
    }
    assertThat(
            sampler().suggest(LINES, history, new Chance(5, history.next())).orElseThrow().reason())
        .startsWith("tpe (trials are compared at 2 epochs): densest");
  }

  @Test
  void severalObjectivesAndBrokenRequirementsAreForTheParzenEstimator() {
    assertThat(reason(point -> Score.of(point[0], point[1])))
        .startsWith("tpe (2 objectives): densest");
    assertThat(reason(point -> Score.of(point[0]).beyond(point[1])))
        .startsWith("tpe (trials break what is required): densest");
    assertThat(reason(point -> Score.of(point[0]))).startsWith("gp (");
  }

  @Test
  void manyTrialsOfSeveralObjectivesAreForNsga2() {
    var random = new SplittableRandom(9);
    var history = new ListHistory();
    for (int i = 0; i < 301; i++) {
      double[] point = random.doubles(2).toArray();
      history.add(LINES.at(point), Score.of(point[0], point[1]));
    }
    assertThat(
            sampler().suggest(LINES, history, new Chance(5, history.next())).orElseThrow().reason())
        .startsWith("nsga-ii (2 objectives, 301 results): child of ");
  }

  private String reason(Function<double[], Score> score) {
    var random = new SplittableRandom(9);
    var history = new ListHistory();
    for (int i = 0; i < 20; i++) {
      double[] point = random.doubles(2).toArray();
      history.add(LINES.at(point), score.apply(point));
    }
    return sampler().suggest(LINES, history, new Chance(5, history.next())).orElseThrow().reason();
  }

  private String reason(SearchSpace space, int known, int open) {
    var random = new SplittableRandom(9);
    var history = new ListHistory();
    for (int i = 0; i < known; i++) {
      double[] point = random.doubles(space.varying().size()).toArray();
      history.add(space.at(point), point[0]);
    }
    for (int i = 0; i < open; i++) {
      history.addPending(space.at(random.doubles(space.varying().size()).toArray()));
    }
    return sampler().suggest(space, history, new Chance(5, history.next())).orElseThrow().reason();
  }
}

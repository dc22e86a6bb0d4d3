package dev.rungs.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What every population keeps, however it explores. */
interface PopulationContract extends SchedulerContract {

  SearchSpace SPACE =
      SearchSpace.of(
          Parameter.real("lr", 1e-4, 1).log(),
          Parameter.real("momentum", 0, 0.9).step(0.1),
          Parameter.integer("batch", 8, 64).step(8),
          Parameter.powerOfTwo("width", 16, 256),
          Parameter.ordinal("size", "s", "m", "l"),
          Parameter.choice("kind", "a", "b", "c"),
          Parameter.real("decay", 0, 1).onlyIf("kind", "a"));

  Population population(int size, int interval, int max);

  @Override
  default Scheduler scheduler() {
    return population(10, 3, 11);
  }

  /** How often values are explored in a test. */
  default int explorations() {
    return 2_000;
  }

  @Override
  default int passing(int arrived) {
    return arrived - Math.min(arrived / 2, (int) Math.ceil(0.25 * arrived));
  }

  /** Without a single loss there is nobody to copy: all wait, and the next population starts. */
  @Override
  @Test
  default void aTrialWithoutALossNeverTrainsOn() {
    Simulated.Result result = Simulated.of(scheduler(), 3, 100, (trial, epoch) -> Double.NaN).run();
    assertThat(result.decisions()).hasSize(100);
    assertThat(result.last().values()).hasOnlyElementsOfType(Verdict.Pause.class);
    assertThat(result.board().brackets()).isEqualTo(10);
    assertThat(result.board().rung(0, 1).arrived()).isZero();
  }

  @Test
  default void theWorstQuarterCopiesTheBestQuarterAtEveryRung() {
    Simulated.Result result =
        Simulated.of(population(8, 2, 6), 8, 8, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.completed()).hasSize(8);
    for (int rung = 0; rung < 2; rung++) {
      int here = rung;
      List<Simulated.Decision> copies =
          result.decisions().stream()
              .filter(each -> each.verdict() instanceof Verdict.Exploit && each.rung() == here)
              .toList();
      assertThat(copies).extracting(each -> each.trial().number()).containsExactly(6, 7);
      assertThat(copies)
          .extracting(each -> ((Verdict.Exploit) each.verdict()).source().number())
          .allMatch(source -> source < 2);
    }
  }

  @Test
  default void ofTwoTheWorseCopiesTheBetter() {
    Simulated.Result result =
        Simulated.of(population(2, 1, 3), 2, 2, Simulated.Losses.BY_NUMBER).run();
    assertThat(result.decisions())
        .filteredOn(each -> each.verdict() instanceof Verdict.Exploit)
        .extracting(Simulated.Decision::trial)
        .containsExactly(new TrialId(1), new TrialId(1));
  }

  @Test
  default void aTrialThatDivergesIsReplacedByACopy() {
    Simulated.Losses losses =
        (trial, epoch) -> trial.number() == 2 && epoch == 2 ? Double.NaN : trial.number();
    Simulated.Result result = Simulated.of(population(8, 2, 4), 3, 8, losses).run();
    assertThat(result.completed()).hasSize(8);
    assertThat(result.decisions())
        .filteredOn(each -> each.verdict() instanceof Verdict.Exploit)
        .extracting(each -> each.trial().number())
        .containsExactly(7, 2);
  }

  @Test
  default void theOutcomeDoesNotDependOnWorkersOrTheirSpeed() {
    for (int seed = 0; seed < 30; seed++) {
      long fixed = seed;
      Simulated one = Simulated.of(scheduler(), 1, 40, Chances.losses(seed, seed % 4));
      Simulated many =
          Simulated.of(scheduler(), 16, 40, Chances.losses(seed, seed % 4))
              .withPace(trial -> Chances.pace(fixed, trial));
      assertThat(decided(many.run())).isEqualTo(decided(one.run()));
    }
  }

  private static TreeSet<String> decided(Simulated.Result result) {
    var decided = new TreeSet<String>();
    result.decisions().stream()
        .filter(
            each ->
                each.verdict() instanceof Verdict.Promote
                    || each.verdict() instanceof Verdict.Exploit)
        .forEach(each -> decided.add(each.trial() + " " + each.rung() + " " + each.verdict()));
    return decided;
  }

  @Test
  default void exploredValuesLieInTheSpaceAndOnlyMutableOnesChange() {
    var names = List.of("lr", "momentum", "batch", "width", "size", "decay");
    Population population = population(4, 1, 9).mutating(names);
    population.check(SPACE);
    var random = new SplittableRandom(5);
    Configuration source = SPACE.at(new double[] {0.5, 0.4, 0.5, 0.5, 0.5, 0, 0.3});
    for (int i = 0; i < explorations(); i++) {
      Configuration explored = population.explore(SPACE, source, 0, List.of(), random);
      assertThat(SPACE.problems(explored)).isEmpty();
      assertThat(explored.text("kind")).isEqualTo("a");
      source = explored;
    }
  }

  @Test
  default void everyRealParameterMayChangeUnlessTheyAreNamed() {
    assertThat(population(4, 1, 9).mutable(SPACE)).containsExactly("lr", "momentum", "decay");
    assertThat(population(4, 1, 9).mutating(List.of("batch")).mutable(SPACE))
        .containsExactly("batch");
  }

  @Test
  default void refusesNamesThatCannotChange() {
    refused("width2", "mutate holds width2, must name parameters of the space");
    refused("kind", "mutate holds kind, must not name one that decides whether others take part");
    var fixed = SearchSpace.of(Parameter.constant("lr", 0.1), Parameter.integer("n", 1, 2));
    assertThatThrownBy(() -> population(4, 1, 9).mutating(List.of("lr")).check(fixed))
        .hasMessage("mutate holds lr, must name parameters that vary");
    assertThatThrownBy(() -> population(4, 1, 9).check(fixed))
        .hasMessage(
            "mutate is missing, must name what may change: the space has no real parameter");
  }

  private void refused(String name, String message) {
    assertThatThrownBy(() -> population(4, 1, 9).mutating(List.of(name)).check(SPACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  default void refusesSettingsThatMakeNoPopulation() {
    assertThatThrownBy(() -> population(1, 1, 9)).hasMessage("population is 1, must be >= 2");
    assertThatThrownBy(() -> population(4, 0, 9)).hasMessage("interval is 0, must be >= 1");
    assertThatThrownBy(() -> population(4, 5, 4)).hasMessage("max is 4, must be >= interval (5)");
  }

  @Test
  default void rungsAreTheMultiplesOfTheIntervalAndTheEnd() {
    assertThat(population(4, 3, 11).bracket(0).ladder().epochs()).containsExactly(3, 6, 9, 11);
    assertThat(population(4, 3, 9).bracket(0).ladder().epochs()).containsExactly(3, 6, 9);
  }
}

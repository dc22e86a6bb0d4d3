package dev.rungs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.benchmarks.Finding.Check;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the benchmarks of searching run and say what they should; times are not asked here. */
class SearchBenchmarksTest {

  @Test
  void contendersMeetOnTheFunctionsAndTheirCurvesAreWritten(@TempDir Path folder) throws Exception {
    var tables = new Tables();
    tables.suites = List.of("functions");
    tables.samplers = List.of("random", "tpe");
    tables.seeds = 10;
    tables.budget = Optional.of(60L);
    tables.out = Optional.of(folder);

    Finding finding = tables.measure();

    assertThat(finding.table()).hasSize(3);
    List<String> random = finding.table().get(1);
    List<String> tpe = finding.table().get(2);
    assertThat(random.subList(0, 2)).containsExactly("functions", "random+none");
    assertThat(random.get(5)).isEqualTo("0 of 6");
    assertThat(tpe.get(1)).isEqualTo("tpe+none");
    assertThat(mean(tpe.get(3))).isLessThan(mean(random.get(3)));
    assertThat(mean(tpe.get(4)) + mean(random.get(4))).isEqualTo(3);
    assertThat(Files.exists(folder.resolve("functions.svg"))).isTrue();
  }

  @Test
  void workersThatStraggleTellTheirTrialsInAnotherOrderAndNoLimitHoldsForThem() throws Exception {
    var tables = new Tables();
    tables.suites = List.of("functions");
    tables.samplers = List.of("tpe");
    tables.seeds = 2;
    tables.workers = 4;

    List<List<String>> even = tables.measure().table();
    tables.stragglers = 1;
    Finding troubled = tables.measure();

    assertThat(troubled.table().get(2)).isNotEqualTo(even.get(2));
    assertThat(troubled.checks()).isEmpty();
  }

  @Test
  void aSuiteWithoutItsTablesSaysWhereToGetThem(@TempDir Path folder) {
    var tables = new Tables();
    tables.data = folder;

    assertThatThrownBy(tables::measure)
        .hasMessageContaining("taskset is missing, must hold tables (*.csv.gz) made from https://");
  }

  @Test
  void suggestionsAreTimedAndHeldToTheirLimits() {
    var suggest = new Suggest();
    suggest.samplers = List.of("tpe", "gp");
    suggest.trials = List.of(30, 200);
    suggest.times = 5;

    Finding finding = suggest.measure();

    assertThat(finding.table().get(0))
        .containsExactly("median (p95) in ms", "after 30", "after 200");
    assertThat(finding.table().get(1).get(0)).isEqualTo("tpe");
    assertThat(mean(finding.table().get(1).get(1))).isPositive();
    assertThat(finding.checks()).hasSize(1);
    assertThat(finding.checks().get(0).says()).startsWith("median of gp after 200 is ");
  }

  @Test
  void samplersComeNearTheFrontsOfSeveralObjectives() {
    var fronts = new Fronts();
    fronts.functions = List.of("zdt1", "srn");
    fronts.evaluations = 80;
    fronts.seeds = 3;

    Finding finding = fronts.measure();

    assertThat(finding.table().get(0))
        .containsExactly("share of the front's volume", "nsga-ii", "tpe", "random");
    assertThat(finding.table()).hasSize(3);
    for (List<String> row : finding.table().subList(1, 3)) {
      assertThat(row.subList(1, 4)).allMatch(cell -> mean(cell) > 0 && mean(cell) <= 1);
    }
    assertThat(finding.checks()).hasSize(4);
    assertThat(finding.checks().get(0).says()).startsWith("lowest of nsga-ii on zdt1 is 0.");
  }

  @Test
  void noFrontIsLargerThanTheTrueOne() {
    for (FrontProblem problem : FrontProblem.ALL) {
      assertThat(problem.share(List.of())).as(problem.name()).isZero();
      assertThat(problem.ideal()).as(problem.name()).isPositive();
    }
    // By hand: 6.6 * 1.1 - 1/3, and 6.6 * 1.1 - 2/3; the grid misses less than a step of it.
    assertThat(FrontProblem.ALL.get(0).ideal()).isCloseTo(7.26 - 1 / 3.0, within(1e-5));
    assertThat(FrontProblem.ALL.get(1).ideal()).isCloseTo(7.26 - 2 / 3.0, within(1e-5));
  }

  /** All but asha's own first result, which {@link AshaPaper} says why it comes later. */
  @Test
  void ashaAndHalvingStandToEachOtherAsInThePaper() throws Exception {
    var paper = new AshaPaper();
    paper.deaths = List.of(1e-4);

    Finding finding = paper.measure();

    assertThat(finding.table()).hasSize(1 + 4 + 6);
    assertThat(finding.checks())
        .filteredOn(check -> !check.says().startsWith("first result of asha"))
        .hasSize(3)
        .allMatch(Check::kept);
  }

  private static double mean(String cell) {
    return Double.parseDouble(cell.split(" ", -1)[0]);
  }
}

package dev.rungs.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.benchmarks.Trend.Point;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** That benchmarks run and that what they say is well formed; how fast is not asked here. */
class BenchmarksTest {

  private static final Path EXAMPLES = Path.of("..", "examples");

  @Test
  void theEngineAndTheLoopTrainTheSameAndBothHaveASpeed() throws Exception {
    var overhead = new Overhead();
    overhead.examples = EXAMPLES;
    overhead.pairs = 2;
    overhead.trials = 2;
    overhead.epochs = 2;

    Finding finding = overhead.measure();

    assertThat(finding.table()).hasSize(2);
    List<String> row = finding.table().get(1);
    assertThat(Double.parseDouble(row.get(1))).isPositive();
    assertThat(Double.parseDouble(row.get(2))).isPositive();
    assertThat(row.get(3)).matches("\\d\\.\\d{3} \\[\\d\\.\\d{3}, \\d\\.\\d{3}]");
    assertThat(finding.checks()).hasSize(1);
  }

  @Test
  void theMemoryOfASweepInAnotherProcessIsSampledTrialByTrial() throws Exception {
    var memory = new Memory();
    runIris(memory.sweep);

    Finding finding = memory.measure();

    List<String> row = finding.table().get(1);
    assertThat(row.get(0)).isEqualTo("12");
    assertThat(Integer.parseInt(row.get(2))).isBetween(50, 5000);
    assertThat(finding.checks()).hasSize(2);
  }

  @Test
  void theSuggestionsOfASweepInAnotherProcessAreTimedAgain() throws Exception {
    var waiting = new Waiting();
    runIris(waiting.sweep);

    Finding finding = waiting.measure();

    List<String> row = finding.table().get(1);
    assertThat(row.get(0)).isEqualTo("12");
    assertThat(Double.parseDouble(row.get(1))).isPositive();
    assertThat(Double.parseDouble(row.get(2))).isPositive();
    assertThat(finding.checks()).hasSize(1);
  }

  private static void runIris(RealSweep sweep) {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    sweep.command =
        List.of(java, "-cp", System.getProperty("java.class.path"), "dev.rungs.cli.Main");
    sweep.file = EXAMPLES.resolve("iris.yaml");
    sweep.data = EXAMPLES;
  }

  @Test
  void simulatedHistoriesKeepEveryRule() throws Exception {
    var simulate = new Simulate();
    simulate.histories = 200;
    simulate.threads = 2;

    Finding finding = simulate.measure();

    assertThat(finding.kept()).isTrue();
    List<String> row = finding.table().get(1);
    assertThat(row.get(0)).isEqualTo("200");
    assertThat(Integer.parseInt(row.get(2))).isGreaterThan(200);
  }

  @Test
  void noDamageOfAJournalIsOpenedInSilence() throws Exception {
    var damaged = new Damaged();
    damaged.journals = 40;

    Finding finding = damaged.measure();

    assertThat(finding.table()).hasSize(1 + Saboteur.values().length);
    assertThat(finding.kept()).isTrue();
  }

  @Test
  void populationsReachOnTheToyOfTheirPaperWhatFixedSettingsDoNot() {
    var toy = new PbtToy();
    toy.seeds = 10;

    Finding finding = toy.measure();

    assertThat(finding.lines()).contains("pass  fixed settings reach 0.3900, must be 0.39");
    assertThat(finding.kept()).isTrue();
  }

  @Test
  void aFindingIsKeptOnlyIfEachLimitIs() {
    List<List<String>> table = List.of(List.of("name", "x"), List.of("a", "1.5"));
    var kept = new Finding(table, List.of(new Check("x is 1.5, must be <= 2", true)));
    var broken = new Finding(table, List.of(new Check("x is 1.5, must be <= 1", false)));

    assertThat(kept.kept()).isTrue();
    assertThat(kept.lines())
        .containsExactly("name  x", "a     1.5", "", "pass  x is 1.5, must be <= 2");
    assertThat(broken.kept()).isFalse();
    assertThat(broken.lines()).endsWith("FAIL  x is 1.5, must be <= 1");
  }

  @Test
  void whatIsMisusedIsToldInOneLineAndEndsWithTwo() {
    assertThat(errors("bbob", "--samplers", "oracle"))
        .startsWith("sampler is oracle, must be one of [")
        .hasLineCount(1);
    assertThat(errors("bbob", "--seeds", "many")).contains("'many'");
    assertThat(errors()).startsWith("NAME is missing, must be a benchmark's");
  }

  private static String errors(String... arguments) {
    var written = new StringWriter();
    int code = Benchmarks.command().setErr(new PrintWriter(written, true)).execute(arguments);
    assertThat(code).isEqualTo(2);
    return written.toString();
  }

  @Test
  void aTableWithAShortRowIsRefused() {
    assertThatThrownBy(() -> new Finding(List.of(List.of("a", "b"), List.of("1")), List.of()))
        .hasMessage("table has rows unlike its 2 headings");
  }

  @Test
  void theMedianLiesInItsIntervalAndTheIntervalInTheValues() {
    Median median = Median.of(List.of(0.9, 1.1, 1.0, 0.95, 1.05, 0.97));

    assertThat(median.value()).isEqualTo((0.97 + 1.0) / 2);
    assertThat(median.low()).isBetween(0.9, median.value());
    assertThat(median.high()).isBetween(median.value(), 1.1);
  }

  /** By hand: slope 2, residuals +1 -1 -1 +1, so the error is sqrt(4 / 2 / 5). */
  @Test
  void theTrendOfAZigzagHasItsSlopeAndError() {
    List<Double> zigzag = List.of(1.0, 1.0, 3.0, 7.0);
    Trend trend =
        Trend.of(IntStream.range(0, 4).mapToObj(x -> new Point(x, zigzag.get(x))).toList());

    assertThat(trend.slope()).isEqualTo(2);
    assertThat(trend.error()).isEqualTo(Math.sqrt(4.0 / 2 / 5));
  }
}

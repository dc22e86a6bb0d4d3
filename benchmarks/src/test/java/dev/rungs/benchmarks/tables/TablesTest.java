package dev.rungs.benchmarks.tables;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.benchmarks.sim.Contender;
import dev.rungs.benchmarks.sim.Contest;
import dev.rungs.benchmarks.sim.Pair;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Standings;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.benchmarks.sim.Workers;
import dev.rungs.space.Assignment;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.Value;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Rows of TaskSet and LCBench's surrogate, and a table made up in the form of FCNet. */
class TablesTest {

  @Test
  void anEpochOfTaskSetIsThePointOfItsNumber() throws IOException {
    Csv csv = extract("taskset");
    Problem problem = TaskSet.problem("irnn", csv);
    Training first = train(problem, csv, 0);

    assertThat(csv.rows()).hasSize(100);
    assertThat(problem.epochs()).isEqualTo(50);
    assertThat(first.loss(1)).isEqualTo(csv.number(csv.rows().get(0), "v1"));
    assertThat(first.loss(50)).isEqualTo(csv.number(csv.rows().get(0), "v50"));
    assertThat(problem.optimum()).isEqualTo(LOWEST);
  }

  @Test
  void aTrainingOfTaskSetThatDivergedSaysSo() throws IOException {
    Csv csv = extract("taskset");
    Problem problem = TaskSet.problem("irnn", csv);
    List<Integer> diverged =
        IntStream.range(0, 100)
            .filter(row -> csv.text(csv.rows().get(row), "v50").equals("nan"))
            .boxed()
            .toList();

    assertThat(diverged).isNotEmpty();
    assertThat(diverged).allMatch(row -> Double.isNaN(train(problem, csv, row).loss(50)));
  }

  @Test
  void lcBenchTellsErrorsAndTheSecondsOfEachEpoch() throws IOException {
    Csv csv = extract("lcbench");
    Problem problem = LcBench.problem("3945", csv);
    Training first = train(problem, csv, 0);

    assertThat(problem.epochs()).isEqualTo(52);
    assertThat(first.loss(1)).isCloseTo(1 - 0.49113, within(1e-9));
    assertThat(first.seconds(1)).isEqualTo(8.7972);
    assertThat(first.seconds(2)).isCloseTo(19.745 - 8.7972, within(1e-9));
  }

  @Test
  void theNearestRowIsTriedAndEachRowOnce() throws IOException {
    Csv csv = extract("lcbench");
    Problem problem = LcBench.problem("3945", csv);
    Configuration suggested = problem.space().at(new double[] {.5, .5, .5, .5, .5, .5, .5});
    Set<Configuration> taken = new HashSet<>();
    double farthest = 0;
    for (int i = 0; i < 30; i++) {
      Configuration nearest = problem.nearest(suggested, taken::contains).orElseThrow();
      double distance = distance(problem, suggested, nearest);
      assertThat(distance).isGreaterThanOrEqualTo(farthest);
      farthest = distance;
      taken.add(nearest);
    }
    assertThat(taken).hasSize(30);
    assertThat(problem.nearest(suggested, taken::contains)).isEqualTo(Optional.empty());
  }

  @Test
  void theErrorsOfFcNetAreThoseOfItsConfigurationAndTheTrialsSeed() {
    Problem problem = new FcNet("made-up", fcNet());
    Configuration last =
        problem.space().at(new double[] {0.99, 0.99, 0.99, 0.99, 0.99, 0.99, 0.99, 0.99, 0.99});

    assertThat(last.toString()).contains("batch_size=64", "n_units_2=512");
    assertThat(problem.train(last, 0).loss(1)).isEqualTo(error("113225155") + 0.000);
    assertThat(problem.train(last, -1).loss(1)).isEqualTo(error("113225155") + 0.003);
    assertThat(problem.train(last, 2).seconds(1)).isEqualTo(102);
    assertThat(problem.optimum()).isEqualTo(error("010103131"));
  }

  @Test
  void aTableOfFcNetWithoutAllItsRowsIsRefused() {
    Csv whole = fcNet();
    var cut = new Csv(whole.columns(), whole.rows().subList(1, whole.rows().size()));
    assertThatThrownBy(() -> new FcNet("cut", cut))
        .hasMessage("cut has 62207 rows, must have 62208");
  }

  /** With 200 epochs random search trains 4 of the 100 rows, ASHA looks at some 60. */
  @Test
  void ashaBeatsRandomSearchOnRealCurves() throws Exception {
    var suite = new Suite("extract", List.of(TaskSet.problem("irnn", extract("taskset"))));
    Standings standings =
        contest(suite, 200, 30, Pair.of("random", "none"), Pair.of("random", "asha"));

    assertThat(standings.regret(1).high()).isLessThan(standings.regret(0).low());
    assertThat(standings.rank(1).mean()).isLessThan(standings.rank(0).mean());
  }

  @Test
  void theDefaultSamplerBeatsRandomSearchOnAGrid() throws Exception {
    var suite = new Suite("grid", List.of(new FcNet("made-up", fcNet())));
    Standings standings =
        contest(suite, 60, 20, Pair.of("random", "none"), Pair.of("auto", "none"));

    assertThat(standings.regret(1).high()).isLessThan(standings.regret(0).low());
  }

  @Test
  void missingTablesAreNamedWithTheirSource() {
    assertThatThrownBy(() -> Suites.of("fcnet", Path.of("nowhere")))
        .hasMessage(
            "nowhere/fcnet is missing, must hold tables (*.csv.gz) made from " + FcNet.SOURCE);
    assertThatThrownBy(() -> Suites.of("fcnets", Path.of("nowhere")))
        .hasMessage("suite is fcnets, must be one of [taskset, lcbench, fcnet, functions]");
  }

  /** Over the 100 rows; found by another program. */
  private static final double LOWEST = 0.484701;

  private static Standings contest(Suite suite, long epochs, int seeds, Contender... contenders)
      throws InterruptedException {
    return new Contest(suite, List.of(contenders), Workers.of(2), 1, epochs, seeds, 2)
        .run(line -> {});
  }

  private static double distance(Problem problem, Configuration a, Configuration b) {
    double[] one = problem.space().unit(a);
    double[] two = problem.space().unit(b);
    return IntStream.range(0, one.length)
        .mapToDouble(i -> (one[i] - two[i]) * (one[i] - two[i]))
        .sum();
  }

  private static Training train(Problem problem, Csv csv, int row) {
    Set<Configuration> others = new HashSet<>();
    Configuration wanted = configuration(problem, csv, row);
    return problem.train(problem.nearest(wanted, others::contains).orElseThrow(), 0);
  }

  /** Returns a row's configuration as its own file tells it, without the reader under test. */
  private static Configuration configuration(Problem problem, Csv csv, int row) {
    String[] cells = csv.rows().get(row);
    return new Configuration(
        problem.space().parameters().stream()
            .map(
                parameter -> {
                  String name = parameter.name();
                  double number =
                      name.startsWith("one_minus_")
                          ? 1 - csv.number(cells, name.substring("one_minus_".length()))
                          : csv.number(cells, name);
                  Object plain = number;
                  if (parameter instanceof Parameter.Int) {
                    plain = (long) number;
                  }
                  return new Assignment(name, Value.of(plain));
                })
            .toList());
  }

  private static Csv extract(String suite) throws IOException {
    try (InputStream in =
        requireNonNull(TablesTest.class.getResourceAsStream(suite + "-extract.csv.gz"))) {
      return Csv.read(in);
    }
  }

  /** A bowl over the digits; the four seeds differ by a thousandth. */
  private static Csv fcNet() {
    List<String> columns =
        List.of(
            "config_index",
            "mse0",
            "mse1",
            "mse2",
            "mse3",
            "runtime0",
            "runtime1",
            "runtime2",
            "runtime3");
    var rows = new ArrayList<String[]>();
    int[] choices = {2, 2, 4, 3, 3, 6, 2, 6, 6};
    for (int number = 0; number < 62_208; number++) {
      var index = new StringBuilder();
      int rest = number;
      for (int place = choices.length - 1; place >= 0; place--) {
        index.insert(0, rest % choices[place]);
        rest /= choices[place];
      }
      double error = error(index.toString());
      var row = new ArrayList<>(List.of(index.toString()));
      IntStream.range(0, 4).forEach(seed -> row.add(Double.toString(error + seed / 1000.0)));
      IntStream.range(0, 4).forEach(seed -> row.add(Integer.toString(100 + seed)));
      rows.add(row.toArray(String[]::new));
    }
    return new Csv(columns, rows);
  }

  private static double error(String index) {
    String best = "010103131";
    return IntStream.range(0, best.length())
        .map(place -> index.charAt(place) - best.charAt(place))
        .map(off -> off * off)
        .sum();
  }
}

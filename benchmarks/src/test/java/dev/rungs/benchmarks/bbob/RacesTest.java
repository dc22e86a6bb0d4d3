package dev.rungs.benchmarks.bbob;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.rungs.benchmarks.Finding;
import dev.rungs.benchmarks.bbob.Standing.Race;
import dev.rungs.benchmarks.sim.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RacesTest {

  @TempDir Path folder;

  @Test
  void ranksAreMeansOverFunctionsAndTiesShareTheirs() {
    List<Standing> standings =
        Standing.of(
            List.of("a", "b", "c"),
            List.of(
                new Race(1, List.of(1.0, 2.0, 3.0), 10),
                new Race(1, List.of(2.0, 2.0, 1.0), 10),
                new Race(2, List.of(0.0, 4.0, 4.0), 4)));
    assertThat(standings).extracting(Standing::sampler).containsExactly("a", "b", "c");
    assertThat(standings.get(0).rank().mean()).isCloseTo((1.75 + 1) / 2, within(1e-12));
    assertThat(standings.get(1).rank().mean()).isCloseTo((2.25 + 2.5) / 2, within(1e-12));
    assertThat(standings.get(0).regret().mean()).isCloseTo(0.15 / 2, within(1e-12));
    assertThat(standings.get(1).regret().mean()).isCloseTo((0.2 + 1) / 2, within(1e-12));
  }

  @Test
  void anIntervalHoldsItsMeanAndLiesBelowWhatIsWhollyAboveIt() {
    Interval one = Interval.bootstrap(new double[] {1.0, 1.2, 1.1, 1.3});
    assertThat(one.mean()).isCloseTo(1.15, within(1e-12)).isBetween(one.low(), one.high());
    assertThat(one.below(Interval.bootstrap(new double[] {1.4, 1.5}))).isTrue();
    assertThat(one.below(Interval.bootstrap(new double[] {1.1, 1.5}))).isFalse();
  }

  @Test
  void workersAskBeforeTheyAreToldAndEveryTrialIsToldOnceAtMost() throws IOException {
    for (int workers : new int[] {1, 8}) {
      var asker = new Recorder();
      var contest = new Contest(2, 40, workers);
      contest.play(contest.problem(1, 3), asker, 3);
      assertThat(asker.asked).isEqualTo(40);
      assertThat(asker.mostOpen).isEqualTo(workers);
      assertThat(asker.told).doesNotHaveDuplicates().hasSize(40 - workers);
    }
    assertThatThrownBy(() -> new Contest(2, 40, 0)).hasMessage("workers is 0, must be >= 1");
  }

  @Test
  void resultsAreLookedUpInPlaceOfRunningASearchAgain() throws Exception {
    Finding first = small().measure();
    List<String> lines = Files.readAllLines(folder.resolve("results"));
    Finding second = small().measure();
    assertThat(lines).hasSize(1 + 2 * 2 * 2);
    assertThat(Files.readAllLines(folder.resolve("results"))).isEqualTo(lines);
    assertThat(second.table()).isEqualTo(first.table()).hasSize(3);
    BbobBenchmark other = small();
    other.races.evaluations = 6;
    assertThatThrownBy(other::measure)
        .hasMessageContaining("must be Contest[dimension=2, evaluations=6, workers=2]");
  }

  @Test
  void aLineThatIsNoResultIsToldWithItsPlace() throws Exception {
    small().measure();
    Path file = folder.resolve("results");
    Files.writeString(file, "random,1\n", StandardOpenOption.APPEND);
    assertThatThrownBy(() -> small().measure())
        .hasMessage(file + " line 10 is 'random,1', must be sampler,function,seed,regret");
  }

  @Test
  void aSamplerThatIsNotThereIsRefused() {
    BbobBenchmark bbob = small();
    bbob.samplers = List.of("oracle");
    assertThatThrownBy(bbob::measure).hasMessageStartingWith("sampler is oracle, must be one of [");
  }

  /** A process that speaks as the peers' does: its points are all at 1. */
  @Test
  void peersPlayOnTheSameInstances() throws IOException {
    String script =
        """
        echo optuna 0.0
        while read word rest; do
          case $word in
            study) [ "$rest" = "tpe none 1 7 real:-5.0:5.0 real:-5.0:5.0" ] && echo ready || echo "$rest" ;;
            ask) echo 1.0 1.0 ;;
          esac
        done
        """;
    var peers = new PeersBenchmark();
    new CommandLine(peers)
        .parseArgs(
            "--python=sh",
            "--script=" + Files.writeString(folder.resolve("peers.py"), script),
            "--samplers=random",
            "--peers=tpe",
            "--dimension=2",
            "--evaluations=5",
            "--first-seed=7",
            "--seeds=1",
            "--functions=1",
            "--results=" + folder.resolve("results"));
    Finding finding = peers.measure();
    assertThat(finding.table().get(2).get(0)).isEqualTo("optuna:tpe");
    double regret = new Contest(2, 5, 1).problem(1, 7).regret(new double[] {1, 1});
    assertThat(Files.readAllLines(folder.resolve("results"))).contains("optuna:tpe,1,7," + regret);
    assertThat(finding.checks()).hasSize(1);
  }

  private BbobBenchmark small() {
    var bbob = new BbobBenchmark();
    bbob.samplers = List.of("random", "sobol");
    bbob.races.dimension = 2;
    bbob.races.evaluations = 5;
    bbob.races.workers = 2;
    bbob.races.seeds = 2;
    bbob.races.functions = List.of(1, 20);
    bbob.races.file = Optional.of(folder.resolve("results"));
    return bbob;
  }

  /** Asks for corners, and remembers what it is told. */
  private static final class Recorder implements Asker {
    int asked;
    int mostOpen;
    final List<Integer> told = new ArrayList<>();

    @Override
    public double[] ask() {
      asked++;
      mostOpen = Math.max(mostOpen, asked - told.size());
      return new double[] {5, -5};
    }

    @Override
    public void tell(int trial, double value) {
      assertThat(trial).isLessThan(asked);
      told.add(trial);
    }
  }
}

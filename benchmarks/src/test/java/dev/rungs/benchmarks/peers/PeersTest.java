package dev.rungs.benchmarks.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.benchmarks.sim.Contest;
import dev.rungs.benchmarks.sim.Pair;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Run;
import dev.rungs.benchmarks.sim.Standings;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.benchmarks.sim.Workers;
import dev.rungs.benchmarks.tables.Suites;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeersTest {

  private static final Path SCRIPT = Path.of("peers", "peers.py");

  @TempDir Path folder;

  @Test
  void anInterpreterThatIsNotThereIsToldByItsOption() {
    String python = folder.resolve("python3").toString();
    assertThatThrownBy(() -> Peers.open(python, Path.of("peers.py")))
        .isInstanceOf(Peers.Missing.class)
        .hasMessageStartingWith("--python: ")
        .hasMessageContaining(python);
  }

  @Test
  void aPythonWithoutOptunaIsToldBeforeAnythingStarts() throws Exception {
    try (var pool = pool("echo Python has no Optuna")) {
      assertThatThrownBy(() -> pool.contender("tpe"))
          .isInstanceOf(Peers.Missing.class)
          .hasMessage("Python has no Optuna");
    }
    try (var pool = pool("echo optuna 0.0; read line; echo no such sampler")) {
      assertThatThrownBy(() -> pool.contender("oracle"))
          .isInstanceOf(Peers.Missing.class)
          .hasMessage("no such sampler");
    }
  }

  /** Loses 10 - x; 4 diverges in its second epoch, and 7 is taken for 6, the nearest there is. */
  private static final class Slide implements Problem {

    @Override
    public String name() {
      return "slide";
    }

    @Override
    public SearchSpace space() {
      return SearchSpace.of(Parameter.integer("x", 0, 9));
    }

    @Override
    public int epochs() {
      return 3;
    }

    @Override
    public Training train(Configuration configuration, long seed) {
      long x = configuration.integer("x");
      return new Training() {
        @Override
        public double loss(int epoch) {
          return x == 4 && epoch > 1 ? Double.NaN : 10 - x + (x == 5 ? Double.NaN : 0);
        }

        @Override
        public double seconds(int epoch) {
          return x == 1 ? 5 : 1;
        }
      };
    }

    @Override
    public double optimum() {
      return 1;
    }

    @Override
    public double scale() {
      return 1;
    }

    @Override
    public Optional<Configuration> nearest(
        Configuration suggested, Predicate<Configuration> taken) {
      return suggested.integer("x") == 7
          ? Optional.of(Configuration.of(Map.of("x", 6)))
          : Optional.of(suggested);
    }
  }

  /** A process that asks for these, prunes what loses 8, and writes down what it is told. */
  private PeerPool asking(Path told, String points) throws IOException {
    return pool(
        """
        echo optuna 0.0
        next=0
        while read word rest; do
          case $word in
            ask) next=$((next + 1)); echo $(echo POINTS | cut -d' ' -f$next).0; continue ;;
            study) next=0; echo ready ;;
            report) case $rest in *8.0) echo pruned ;; *) echo go ;; esac ;;
          esac
          echo "$word $rest" >> TOLD
        done
        """
            .replace("POINTS", points)
            .replace("TOLD", told.toString()));
  }

  @Test
  void aPeerIsToldWhatWasTrainedInTheOrderOfVirtualTime() throws Exception {
    Path told = folder.resolve("told");
    List<Run.Incumbent> incumbents;
    try (var pool = asking(told, "1 4 7 5 9")) {
      incumbents = pool.contender("tpe").search(new Slide(), Workers.of(2), 1, 14, (1L << 32) + 3);
      pool.contender("gp"); // answers when all before is written down
    }
    assertThat(Files.readAllLines(told).subList(1, 8))
        .containsExactly(
            "study tpe none 2 3 int:0:9", // a seed of 31 bits
            "tell 1 6.0", // after 2 of the 15 seconds of trial 0
            "moved 2 6.0",
            "tell 2 4.0",
            "fail 3",
            "tell 4 1.0",
            "tell 0 9.0");
    assertThat(incumbents)
        .containsExactly(
            new Run.Incumbent(2, 2, 6), new Run.Incumbent(5, 5, 4), new Run.Incumbent(9, 9, 1));
  }

  @Test
  void aPeerThatPrunesIsToldEveryEpochAndSpendsWhatThatSaves() throws Exception {
    Path told = folder.resolve("told");
    List<Run.Incumbent> incumbents;
    try (var pool = asking(told, "8 2 9")) {
      Peer peer = pool.contender("tpe+hyperband");
      assertThat(peer.name()).isEqualTo("optuna:tpe+hyperband");
      incumbents = peer.search(new Slide(), Workers.of(1), 1, 6, 5);
      pool.contender("gp");
    }
    assertThat(Files.readAllLines(told).subList(1, 9))
        .containsExactly(
            "study tpe hyperband:1:3 1 5 int:0:9",
            "report 0 1 2.0",
            "report 0 2 2.0",
            "report 0 3 2.0",
            "tell 0 2.0",
            "report 1 1 8.0",
            "report 2 1 1.0",
            "report 2 2 1.0"); // there is no room for a third epoch
    assertThat(incumbents).containsExactly(new Run.Incumbent(1, 1, 2), new Run.Incumbent(5, 5, 1));
  }

  @Test
  void workersInTroubleAreRefused() throws Exception {
    try (var pool = pool("echo optuna 0.0; while read line; do echo ready; done")) {
      Peer peer = pool.contender("tpe");
      Workers workers = Workers.of(2).with(1, 0);
      assertThatThrownBy(
              () ->
                  new Contest(
                      new Suite("slides", List.of(new Slide())),
                      List.of(peer),
                      workers,
                      1,
                      9,
                      1,
                      1))
          .hasMessageContaining("stragglers=1.0")
          .hasMessageEndingWith("must be even for peers");
    }
  }

  /** Where Optuna is installed. */
  @Test
  void optunaMeetsOurSamplersAndIsTheSameAgain() throws Exception {
    try (var pool = new PeerPool(installed())) {
      Peer tpe = pool.contender("tpe");
      assertThat(tpe.name()).isEqualTo("optuna:tpe+none");
      Standings first = standings(tpe);
      assertThat(first.rank(1).mean()).isLessThan(first.rank(0).mean());
      assertThat(standings(tpe).loss(1, 0)).isEqualTo(first.loss(1, 0));
      assertThatThrownBy(() -> pool.contender("oracle"))
          .hasMessageEndingWith("sampler is oracle, must be random, tpe, cma-es or gp");
      for (String name : List.of("tpe", "tpe+median", "tpe+halving", "tpe+hyperband")) {
        List<Run.Incumbent> slide =
            pool.contender(name).search(new Slide(), Workers.of(3), 1, 30, 1);
        assertThat(slide.get(slide.size() - 1).loss()).as(name).isLessThan(9);
      }
      assertThatThrownBy(() -> pool.contender("tpe+guess"))
          .hasMessageEndingWith("pruner is guess, must be none, median, halving or hyperband");
    }
  }

  private static Standings standings(Peer peer) throws InterruptedException {
    return new Contest(
            Suites.of("functions", Path.of("nowhere")),
            List.of(Pair.of("random", "none"), peer),
            Workers.of(1),
            1,
            60,
            4,
            2)
        .run(line -> {});
  }

  private static Optuna installed() {
    for (String python : List.of("python3", "/usr/bin/python3")) {
      var optuna = new Optuna();
      optuna.python = python;
      optuna.script = SCRIPT;
      try (Peers peers = optuna.open()) {
        return optuna;
      } catch (IOException | Peers.Missing missing) {
        continue;
      }
    }
    Assumptions.abort("no Python has Optuna");
    throw new AssertionError();
  }

  private PeerPool pool(String script) throws IOException {
    var optuna = new Optuna();
    optuna.python = "sh";
    optuna.script = Files.writeString(folder.resolve("peers.py"), script);
    return new PeerPool(optuna);
  }
}

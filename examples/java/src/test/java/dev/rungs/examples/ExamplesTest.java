package dev.rungs.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.actors.RunningSweep;
import dev.rungs.sweep.SweepResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(300)
class ExamplesTest {

  private static final Path PROJECT = Path.of("..", "..");

  @TempDir Path runs;

  private static Data irises() throws IOException {
    return Data.read(PROJECT.resolve("examples/data/iris.csv"));
  }

  @Test
  void theRayTunePortFindsANetThatTellsIrisesApart() throws Exception {
    SweepResult result = RayTunePort.tune(runs, irises());
    assertThat(result.trials()).hasSize(10);
    assertThat(result.maxEpoch()).isEqualTo(10);
    assertThat(result.trials())
        .allSatisfy(
            trial -> {
              assertThat(trial.configuration().count("l1")).isIn(4, 8, 16, 32, 64, 128, 256);
              assertThat(trial.configuration().count("l2")).isIn(4, 8, 16, 32, 64, 128, 256);
              assertThat(trial.configuration().real("lr")).isBetween(1e-4, 1e-1);
              assertThat(trial.configuration().count("batch_size")).isIn(2, 4, 8, 16);
            });
    assertThat(result.bestValue()).as("loss of guessing is 1.1").isLessThan(0.5);
  }

  @Test
  void theRayTunePortTakesTwentyLines() throws IOException {
    assertThat(body("RayTunePort", "tune")).hasSizeLessThanOrEqualTo(20);
  }

  @Test
  void theQuickstartFindsItsWinner() throws Exception {
    SweepResult result = Quickstart.run(runs, irises());
    assertThat(result.trials()).hasSize(64);
    assertThat(result.bestValue()).isLessThan(0.2);
    assertThat(runs.resolve("irises-1/best/net")).exists();
  }

  @Test
  void theReadmeShowsTheQuickstartAsItIs() throws IOException {
    assertThat(shown("java")).isEqualTo(body("Quickstart", "run"));
  }

  @Test
  void theReadmeShowsASweepFileAsItIs() throws IOException {
    List<String> file = lines(Files.readString(PROJECT.resolve("examples/iris.yaml")));
    assertThat(shown("yaml"))
        .hasSizeLessThanOrEqualTo(15)
        .isEqualTo(file.stream().filter(line -> !line.startsWith("#")).toList());
  }

  @Test
  void aServiceStopsASweepAndGoesOnById() throws Exception {
    SweepResult monday;
    try (var service = new NightlyTuning(runs, irises())) {
      var verdicts = new CountDownLatch(10);
      RunningSweep night = service.evening("model-7", verdict -> verdicts.countDown());
      verdicts.await();
      monday = service.morning(night).join();
    }
    assertThat(monday.ending()).as("it can go on").isEmpty();
    try (var deployedAgain = new NightlyTuning(runs, irises())) {
      SweepResult tuesday = deployedAgain.evening("model-7", verdict -> {}).result().join();
      assertThat(tuesday.ending()).isPresent();
      assertThat(tuesday.trials()).hasSize(200);
      assertThat(tuesday.trials().subList(0, monday.trials().size()))
          .map(trial -> trial.configuration())
          .isEqualTo(monday.trials().stream().map(trial -> trial.configuration()).toList());
    }
  }

  /** Returns the README's first block of a language. */
  private static List<String> shown(String language) throws IOException {
    String readme = Files.readString(PROJECT.resolve("README.md"));
    String fence = "```" + language + "\n";
    int from = readme.indexOf(fence) + fence.length();
    return lines(readme.substring(from, readme.indexOf("```", from)));
  }

  /** Returns what is in the braces of a method, without indentation and blank lines. */
  private static List<String> body(String type, String method) throws IOException {
    String source = Files.readString(Path.of("src/main/java/dev/rungs/examples/" + type + ".java"));
    int name = source.indexOf(" " + method + "(");
    int from = source.indexOf("{\n", name) + 1;
    return lines(source.substring(from, source.indexOf("\n  }\n", from)));
  }

  private static List<String> lines(String text) {
    return text.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }
}

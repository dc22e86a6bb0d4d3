package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.cli.file.Curve;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that only read load neither the actor system nor the training library. */
class LightCommandsTest {

  private static final List<String> HEAVY =
      List.of("akka.", "scala.", "org.nd4j.", "org.deeplearning4j.");

  @TempDir Path folder;
  private String runs = "";

  @BeforeEach
  void runASweepToLookAt() throws Exception {
    Path file = Sheets.write(folder, Curve.class, 3);
    assertThat(Sheets.run(file).code()).isZero();
    runs = Sheets.runs(file).toString();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--help",
        "validate DIGITS",
        "plan DIGITS",
        "list --dir RUNS",
        "status --dir RUNS",
        "log --dir RUNS"
      })
  void loadsNothingHeavy(String words) throws Exception {
    assertThat(heavy(words)).isEmpty();
  }

  @Test
  void runningASweepDoesLoadThem() throws Exception {
    assertThat(heavy("run " + folder.resolve("sweep.yaml") + " --new --dir RUNS"))
        .anyMatch(name -> name.startsWith("akka."));
  }

  private List<String> heavy(String words) throws Exception {
    Path log = folder.resolve("classes.log");
    String[] args =
        words.replace("DIGITS", Sheets.DIGITS + "").replace("RUNS", runs).split(" ", -1);
    try (Child child = Child.start(List.of("-Xlog:class+load:file=" + log), args)) {
      assertThat(child.exit()).as(child.all()).isZero();
    }
    try (Stream<String> lines = Files.lines(log)) {
      return lines
          .map(line -> line.replaceAll("^\\[.*?\\] *(\\[.*?\\] *)*", "").split(" ", 2)[0])
          .filter(name -> HEAVY.stream().anyMatch(name::startsWith))
          .toList();
    }
  }
}

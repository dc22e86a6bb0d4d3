package dev.rungs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that only look start fast: in a JVM of their own they load no actors and no ND4J. */
class LoadedClassesTest {

  @TempDir static Path runs;

  private static List<String> loaded(String... args) throws Exception {
    var command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    command.addAll(List.of(args));
    command.addAll(List.of("--dir", runs.toString()));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(java.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(java.exitValue()).as(said).isZero();
    return said.lines().filter(line -> line.contains("[class,load]")).toList();
  }

  @Test
  void lookingLoadsNoActorsAndNoNetworks() throws Exception {
    Tiny.sweep(runs, "tiny");

    for (String[] args :
        List.of(
            new String[] {"show", "tiny", "t001"},
            new String[] {"best", "tiny"},
            new String[] {"status"},
            new String[] {"doctor", "--quick"})) {
      assertThat(loaded(args))
          .anyMatch(line -> line.contains(" dev.rungs.cli.Main "))
          .noneMatch(line -> line.contains(" akka.actor") || line.contains(" org.nd4j"));
    }
  }
}

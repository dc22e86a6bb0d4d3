package dev.rungs.dl4j;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Runs a main class with the tests' class path in a JVM of its own. */
final class Fork {

  private Fork() {}

  /** Returns what it prints; fails if it fails. */
  static List<String> run(Class<?> main, String... args) throws IOException, InterruptedException {
    return run(List.of(), main, args);
  }

  static List<String> run(List<String> flags, Class<?> main, String... args)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(System.getProperty("java.home") + "/bin/java");
    command.addAll(flags);
    String path = System.getProperty("java.class.path");
    command.addAll(List.of("-cp", System.getProperty("surefire.test.class.path", path)));
    command.add(main.getName());
    command.addAll(List.of(args));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    List<String> lines;
    try (var reader = process.inputReader()) {
      lines = reader.lines().toList();
    }
    assertThat(process.waitFor()).as(() -> String.join("\n", lines)).isZero();
    return lines;
  }
}

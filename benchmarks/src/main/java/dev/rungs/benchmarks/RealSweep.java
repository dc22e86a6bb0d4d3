package dev.rungs.benchmarks;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Options of benchmarks that run a sweep as the real command, in a process of its own. */
final class RealSweep {

  @Option(names = "--command", split = " ", description = "what starts rungs (${DEFAULT-VALUE})")
  List<String> command = List.of("./rungs");

  @Option(names = "--file", paramLabel = "FILE", description = "the sweep (${DEFAULT-VALUE})")
  Path file;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where the sweep's data files are found (${DEFAULT-VALUE})")
  Path data = Path.of("examples");

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "changes the sweep's file, as in rungs run; may be repeated")
  List<String> set = List.of();

  RealSweep(String file) {
    this.file = Path.of(file);
  }

  /**
   * Starts the sweep; its events come line by line on standard output.
   *
   * @param directory where it is kept
   */
  Process start(Path directory) throws IOException {
    var words = new ArrayList<>(command);
    words.addAll(List.of("run", file.toString(), "--data", data.toString(), "--progress", "json"));
    words.addAll(List.of("--dir", directory.toString()));
    set.forEach(each -> words.addAll(List.of("--set", each)));
    return new ProcessBuilder(words).redirectError(Redirect.INHERIT).start();
  }
}

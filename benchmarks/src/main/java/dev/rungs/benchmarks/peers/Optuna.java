package dev.rungs.benchmarks.peers;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Where Optuna is: options of benchmarks that it takes part in. */
public final class Optuna {

  @Option(names = "--python", description = "one that has Optuna (${DEFAULT-VALUE})")
  String python = "python3";

  @Option(names = "--script", hidden = true)
  Path script = Path.of("benchmarks", "peers", "peers.py");

  /**
   * Starts a process.
   *
   * @throws Peers.Missing if there is no such interpreter, or it has no Optuna
   */
  public Peers open() throws IOException {
    return Peers.open(python, script);
  }
}

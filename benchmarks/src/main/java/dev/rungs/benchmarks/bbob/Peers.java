package dev.rungs.benchmarks.bbob;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Optuna's samplers, in a Python process that asks over its standard output and is told over its
 * standard input, so that functions, bounds, budgets and delays are the same for both sides. One
 * search at a time.
 */
final class Peers implements Askers {

  /** What the peers' side lacks. */
  static final class Missing extends IOException {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /** Begins the name of a peer's sampler in tables and options. */
  static final String PREFIX = "optuna:";

  private final Process process;
  private final BufferedReader from;
  private final BufferedWriter to;
  private final String version;

  private Peers(Process process) throws IOException {
    this.process = process;
    this.from =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    this.to =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    this.version = Optional.ofNullable(from.readLine()).orElse("");
  }

  /**
   * Starts the process.
   *
   * @param python the interpreter
   * @param script {@code peers.py}
   * @throws Missing if there is no such interpreter, or it has no Optuna
   */
  static Peers open(String python, Path script) throws IOException {
    var builder = new ProcessBuilder(python, script.toString());
    // One core, like our side.
    builder.environment().putAll(Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1"));
    var peers = new Peers(start(builder.redirectError(ProcessBuilder.Redirect.INHERIT)));
    if (!peers.version.startsWith("optuna ")) {
      peers.close();
      throw new Missing(peers.version.isEmpty() ? python + " answered nothing" : peers.version);
    }
    return peers;
  }

  private static Process start(ProcessBuilder builder) throws Missing {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Missing("--python: " + e.getMessage());
    }
  }

  /** Returns Optuna's name and version. */
  String version() {
    return version;
  }

  @Override
  public Asker start(String sampler, int dimension, int workers, long seed) throws IOException {
    String answer =
        command(
            "study "
                + sampler.substring(PREFIX.length())
                + " "
                + dimension
                + " "
                + workers
                + " "
                + seed);
    if (!answer.equals("ready")) {
      throw new Missing(answer);
    }
    return new Study();
  }

  private String command(String line) throws IOException {
    say(line);
    String answer = from.readLine();
    if (answer == null) {
      throw new IOException("the peers' process has ended after: " + line);
    }
    return answer;
  }

  private void say(String line) throws IOException {
    to.write(line);
    to.newLine();
    to.flush();
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    process.destroy();
  }

  private final class Study implements Asker {

    @Override
    public double[] ask() throws IOException {
      return Arrays.stream(command("ask").split(" ")).mapToDouble(Double::parseDouble).toArray();
    }

    @Override
    public void tell(int trial, double value) throws IOException {
      say("tell " + trial + " " + value);
    }
  }
}

package dev.rungs.benchmarks.peers;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Optuna's samplers, in a Python process that asks over its standard output and is told over its
 * standard input, so that problems, budgets and delays are the same for both sides. One search at a
 * time: a new one ends the one before.
 */
public final class Peers implements AutoCloseable {

  /** What the peers' side lacks: another interpreter may have it. */
  public static final class Missing extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    Missing(String message) {
      super(message);
    }
  }

  /** Begins the name of a peer's sampler in tables and options. */
  public static final String PREFIX = "optuna:";

  /** The pruner that lets every trial train to its end. */
  public static final String NO_PRUNER = "none";

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

  private static Process start(ProcessBuilder builder) {
    try {
      return builder.start();
    } catch (IOException e) {
      throw new Missing("--python: " + e.getMessage());
    }
  }

  /** Returns Optuna's name and version. */
  public String version() {
    return version;
  }

  /**
   * Begins a search.
   *
   * @param sampler Optuna's, without the {@link #PREFIX}
   * @param pruner Optuna's, with its lowest rung and the last epoch: {@code hyperband:1:50}; or
   *     {@link #NO_PRUNER}
   * @param space where every parameter always takes part
   * @param workers how many trials will be open at a time
   * @param seed of which the lowest 31 bits count: Optuna takes no more
   * @throws Missing if Optuna has no such sampler or pruner, or lacks what it needs
   */
  public Study start(String sampler, String pruner, SearchSpace space, int workers, long seed)
      throws IOException {
    var axes = new Axes(space);
    var line = new ArrayList<>(List.of("study", sampler, pruner));
    line.addAll(List.of(Integer.toString(workers), Long.toString(seed & Integer.MAX_VALUE)));
    line.addAll(axes.words());
    String answer = command(String.join(" ", line));
    if (!answer.equals("ready")) {
      throw new Missing(answer);
    }
    return new Study(axes);
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

  /** A search: trials count from 0, several may be open, and told in any order. */
  public final class Study {

    private final Axes axes;

    private Study(Axes axes) {
      this.axes = axes;
    }

    /** Returns the configuration that the next trial is to have. */
    public Configuration ask() throws IOException {
      return axes.configuration(
          Arrays.stream(command("ask").split(" ")).mapToDouble(Double::parseDouble).toArray());
    }

    /** Tells that an open trial has another configuration than the one that was asked for. */
    public void moved(int trial, Configuration configuration) throws IOException {
      String values =
          Arrays.stream(axes.numbers(configuration))
              .mapToObj(Double::toString)
              .collect(Collectors.joining(" "));
      say("moved " + trial + " " + values);
    }

    /** Tells what an open trial had after an epoch; returns whether that has ended it. */
    public boolean pruned(int trial, int epoch, double value) throws IOException {
      return command("report " + trial + " " + epoch + " " + value).equals("pruned");
    }

    /** Tells what came of an open trial. */
    public void tell(int trial, double value) throws IOException {
      say("tell " + trial + " " + value);
    }

    /** Tells that nothing came of an open trial. */
    public void fail(int trial) throws IOException {
      say("fail " + trial);
    }
  }
}

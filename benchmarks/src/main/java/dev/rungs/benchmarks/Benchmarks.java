package dev.rungs.benchmarks;

import dev.rungs.benchmarks.bbob.BbobBenchmark;
import dev.rungs.benchmarks.bbob.PeersBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/**
 * The command {@code benchmarks/run}: exit code 0 if the limits are kept, 1 if not, 2 if misused.
 */
@Command(
    name = "benchmarks/run",
    mixinStandardHelpOptions = true,
    description = "Measure Rungs.",
    subcommands = {
      Overhead.class,
      Throughput.class,
      ManyTrials.class,
      Memory.class,
      Kill.class,
      PowerCut.class,
      Damaged.class,
      Poison.class,
      Simulate.class,
      PbtToy.class,
      BbobBenchmark.class,
      PeersBenchmark.class,
      Fronts.class,
      Tables.class,
      Suggest.class,
      Waiting.class,
      AshaPaper.class
    })
public final class Benchmarks implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  /** Runs a benchmark and ends the JVM with its exit code. */
  public static void main(String[] args) {
    System.exit(command().execute(args));
  }

  static CommandLine command() {
    return new CommandLine(new Benchmarks()).setExecutionExceptionHandler(Benchmarks::refused);
  }

  /** What an option asks for may turn out to be wrong only where it is used. */
  private static int refused(Exception thrown, CommandLine command, ParseResult parsed)
      throws Exception {
    if (!(thrown instanceof IllegalArgumentException)) {
      throw thrown;
    }
    command.getErr().println(thrown.getMessage());
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "NAME is missing, must be a benchmark's");
  }
}

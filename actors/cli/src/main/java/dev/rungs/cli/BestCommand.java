package dev.rungs.cli;

import dev.rungs.sweep.SweepResult;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the winning values for another program, and nothing else. */
@Command(
    description = "Print the winning values, to paste elsewhere; numbers keep every digit.",
    mixinStandardHelpOptions = true)
final class BestCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "SWEEP",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Option(
      names = "--format",
      paramLabel = "HOW",
      description = "table, yaml, json, flags, java or properties (default: table)")
  Paste format = Paste.TABLE;

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  BestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SweepResult result = sweeps.result(sweeps.idOrLatest(id));
    if (result.ranking().isEmpty()) {
      throw new Refusal(
          Exit.GAVE_UP,
          result.id()
              + " has no winner: none of its "
              + result.trials().size()
              + " trials has a result");
    }
    console.result(format.lines(result.best().configuration()));
    return Exit.OK.code();
  }
}

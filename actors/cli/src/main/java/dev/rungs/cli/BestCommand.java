package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.cli.view.Ancestry;
import dev.rungs.cli.view.Trials;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.SweepResult;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes the winning values for another program, and nothing else. */
@Command(
    description =
        "Print the winning values, to paste elsewhere; numbers keep every digit. A table of several"
            + " objectives is followed by the trials that no other beats in everything.",
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

  @Option(
      names = "--schedule",
      description = "the values of every stretch of the winner's life, as a table or as json")
  boolean schedule;

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  BestCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    SweepResult result = sweeps.result(sweeps.idOrLatest(id));
    if (result.winner().isEmpty()) {
      throw new Refusal(Exit.GAVE_UP, result.id() + " has no winner: " + result.whyNoWinner());
    }
    console.result(schedule ? schedule(result.lineage()) : lines(result));
    return Exit.OK.code();
  }

  /**
   * A table of a winner that was copied from others on its way has its schedule as well, one of a
   * sweep of several objectives its front.
   */
  private List<String> lines(SweepResult result) {
    var lines = new ArrayList<>(format.lines(result.best().configuration()));
    if (format == Paste.TABLE && result.lineage().size() > 1) {
      lines.add("");
      lines.addAll(schedule(result.lineage()));
    }
    if (format == Paste.TABLE && !result.spec().also().isEmpty()) {
      lines.add("");
      lines.addAll(Trials.front(result, Integer.MAX_VALUE));
    }
    return lines;
  }

  private List<String> schedule(List<Leg> lineage) {
    return format == Paste.JSON
        ? List.of(EventJson.pretty(Facts.schedule(lineage)))
        : Ancestry.table(lineage, Integer.MAX_VALUE);
  }
}

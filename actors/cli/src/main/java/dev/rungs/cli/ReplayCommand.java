package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.analyze.Replay;
import dev.rungs.sweep.InvariantBreach;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Takes a sweep's decisions again and tells whether they come out the same. */
@Command(
    description = "Take every decision of a sweep again from its log, and compare.",
    mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Option(names = "--json", description = "as JSON, for other programs")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  ReplayCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String sweep = sweeps.idOrLatest(id);
    Replay replay = replay(sweep);
    console.result(
        json ? List.of(EventJson.pretty(Facts.replay(sweep, replay))) : lines(sweep, replay));
    return exit(replay).code();
  }

  private Replay replay(String sweep) {
    try {
      return Replay.of(sweeps.events(sweep).stream().map(Journaled::event).toList());
    } catch (InvariantBreach breach) {
      throw new Refusal(Exit.DIFFERENT, sweep + ": " + breach.getMessage(), breach);
    }
  }

  static Exit exit(Replay replay) {
    return replay.exact() ? Exit.OK : Exit.DIFFERENT;
  }

  static List<String> lines(String sweep, Replay replay) {
    var lines = new ArrayList<String>();
    if (replay.exact()) {
      lines.add(sweep + " is what its log and the rules make of it");
    }
    for (Replay.Difference each : replay.differences()) {
      lines.add(sweep + " differs from what the rules decide at event " + each.number());
      lines.add("  recorded     " + each.recorded());
      each.decided().forEach(event -> lines.add("  decided      " + event));
      if (each.decided().isEmpty()) {
        lines.add("  decided      nothing");
      }
    }
    lines.add("  events       " + replay.events() + (replay.exact() ? "" : ", none after it read"));
    lines.add("  decisions    " + replay.decisions() + ", taken again with the same outcome");
    lines.add("  differences  " + replay.differences().size());
    return lines;
  }
}

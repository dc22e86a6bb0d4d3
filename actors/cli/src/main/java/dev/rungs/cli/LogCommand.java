package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.cli.view.Chronicle;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells what happened to a sweep, event by event. */
@Command(
    description = "Tell everything that happened to a sweep, each event with its number.",
    mixinStandardHelpOptions = true)
final class LogCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Option(names = "--json", description = "as JSON, an event on each line")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  LogCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Journaled<SweepEvent>> events = sweeps.events(sweeps.idOrLatest(id));
    SweepCreated created = (SweepCreated) events.get(0).event();
    console.result(
        json
            ? IntStream.range(0, events.size())
                .mapToObj(i -> EventJson.line(Facts.event(i + 1L, events.get(i))))
                .toList()
            : Chronicle.lines(created.spec(), Sweeps.moments(events), look.screen(console)));
    return Exit.OK.code();
  }
}

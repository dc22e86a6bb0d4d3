package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(description = "List the sweeps of a directory.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Option(names = "--json", description = "as JSON, with what has come of each")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> ids = sweeps.journal().ids();
    console.result(
        json
            ? List.of(EventJson.pretty(ids.stream().map(sweeps::result).map(Facts::sweep).toList()))
            : ids);
    return Exit.OK.code();
  }
}

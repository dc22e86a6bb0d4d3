package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.cli.view.Comparison;
import dev.rungs.cli.view.Summary;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Tell what has come of a sweep so far, also while it runs.",
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Option(names = "--json", description = "as JSON, for other programs")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  StatusCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String sweep = sweeps.idOrLatest(id);
    SweepLog log = sweeps.log(sweep);
    SweepResult result = SweepResult.of(sweep, log);
    List<Comparison> shadows = Sweeps.shadows(sweeps.journal(), sweep, result.spec());
    console.result(
        json
            ? List.of(EventJson.pretty(Facts.status(result, shadows, log.state().events())))
            : Summary.lines(result, shadows, look.screen(console), sweeps.options()));
    return Exit.OK.code();
  }
}

package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.analyze.Reasons;
import dev.rungs.cli.view.Comparison;
import dev.rungs.cli.view.Explanation;
import dev.rungs.cli.view.Outlook;
import dev.rungs.cli.view.Screen;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells why a trial was stopped, waits or went on. */
@Command(
    description = "Tell why a trial was stopped, waits or went on, and what would have kept it.",
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Parameters(index = "0", paramLabel = "ID", description = "the sweep's id")
  String id = "";

  @Parameters(index = "1", paramLabel = "TRIAL", description = "a trial, such as t005 or 5")
  String trial = "";

  @Option(names = "--json", description = "as JSON, for other programs")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  ExplainCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<SweepEvent> events = sweeps.events(id).stream().map(Journaled::event).toList();
    var state = new SweepState();
    events.forEach(state::apply);
    TrialId found = Sweeps.trial(trial, state.size());
    Reasons reasons = Reasons.of(events, found);
    List<Comparison> shadows = Sweeps.shadows(sweeps.journal(), id, state.spec());
    console.result(
        json
            ? List.of(EventJson.pretty(Facts.reasons(reasons, shadows)))
            : lines(state, reasons, shadows, look.screen(console)));
    return Exit.OK.code();
  }

  private List<String> lines(
      SweepState state, Reasons reasons, List<Comparison> shadows, Screen screen) {
    var history = new TrialHistory(sweeps.journal().events(id, reasons.trial()));
    var lines = new ArrayList<>(new Explanation(id, state, reasons).lines(screen));
    if (!shadows.isEmpty()) {
      lines.addAll(List.of("", "shadows, by the recorded curves; they decide nothing"));
    }
    shadows.forEach(each -> lines.addAll(each.would(reasons.trial(), screen)));
    lines.addAll(Outlook.lines(state, reasons.trial(), history.reports(), screen));
    return lines;
  }
}

package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.cli.file.Nearest;
import dev.rungs.cli.view.Excerpt;
import dev.rungs.cli.view.Outlook;
import dev.rungs.cli.view.Screen;
import dev.rungs.cli.view.Story;
import dev.rungs.cli.view.Trials;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows the trials of a sweep, or everything about one. */
@Command(
    description = "Show the trials of a sweep, best first, or everything about one of them.",
    mixinStandardHelpOptions = true)
final class ShowCommand implements Callable<Integer> {

  private static final int SHOWN = 20;

  @Parameters(
      index = "0",
      paramLabel = "SWEEP",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String sweep = "";

  @Parameters(
      index = "1",
      paramLabel = "TRIAL",
      arity = "0..1",
      description = "a trial, such as t005 or 5 (default: all)")
  String trial = "";

  @Option(
      names = "--all",
      description = "all trials, not only the best " + SHOWN + "; of a trial, all that happened")
  boolean all;

  @Option(
      names = "--metric",
      paramLabel = "NAME",
      description = "the metric whose curve is drawn (default: the objective)")
  String metric = "";

  @Option(names = "--json", description = "as JSON, for other programs")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  ShowCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    boolean onlyTrial =
        trial.isEmpty() && Sweeps.isTrial(sweep) && !sweeps.journal().ids().contains(sweep);
    String id = sweeps.idOrLatest(onlyTrial ? "" : sweep);
    String wanted = onlyTrial ? sweep : trial;
    console.result(wanted.isEmpty() ? trials(sweeps.result(id)) : story(id, wanted));
    return Exit.OK.code();
  }

  private List<String> trials(SweepResult result) {
    if (!metric.isEmpty()) {
      throw new Refusal(
          Exit.USAGE, "--metric is '" + metric + "', must come with TRIAL, whose curve is drawn");
    }
    return json
        ? List.of(EventJson.pretty(Facts.trials(result)))
        : Trials.lines(result, all ? Integer.MAX_VALUE : SHOWN, look.screen(console));
  }

  private List<String> story(String id, String wanted) {
    List<Journaled<SweepEvent>> events = sweeps.events(id);
    var log = new SweepLog();
    events.forEach(each -> log.apply(each.atMillis(), each.event()));
    TrialId found = Sweeps.trial(wanted, log.state().size());
    var history = new TrialHistory(sweeps.journal().events(id, found));
    Path store = sweeps.directory.resolve(id).resolve("checkpoints");
    if (json) {
      return List.of(
          EventJson.pretty(
              Facts.story(
                  log,
                  found,
                  events,
                  history,
                  Sweeps.shadows(sweeps.journal(), id, log.state().spec()),
                  store)));
    }
    String drawn = metric(log.state().spec().objective().metric(), history);
    var curve = new Story.Curve(drawn, history.values(drawn));
    int ends = all ? Integer.MAX_VALUE : Excerpt.ENDS;
    Screen screen = look.screen(console);
    var lines =
        new ArrayList<>(Story.lines(id, log, found, Sweeps.moments(events), ends, curve, screen));
    lines.addAll(Outlook.lines(log.state(), found, history.reports(), screen));
    lines.addAll(history.lines(store, ends, screen));
    return lines;
  }

  private String metric(String objective, TrialHistory history) {
    if (metric.isEmpty()) {
      return objective;
    }
    List<String> known =
        Stream.concat(Stream.of(objective), history.metrics().stream()).distinct().toList();
    if (!known.contains(metric)) {
      throw new Refusal(
          Exit.USAGE,
          "--metric is '"
              + metric
              + "', must be one of "
              + String.join(", ", known)
              + Nearest.hint(metric, known));
    }
    return metric;
  }
}

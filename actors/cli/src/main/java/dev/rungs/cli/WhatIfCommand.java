package dev.rungs.cli;

import dev.rungs.actors.journal.EventJson;
import dev.rungs.analyze.RecordedSweep;
import dev.rungs.cli.file.SchedulerReading;
import dev.rungs.cli.file.Setter;
import dev.rungs.cli.view.Comparison;
import dev.rungs.cli.view.Screen;
import dev.rungs.schedule.Population;
import dev.rungs.sweep.SweepState;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks what another scheduler would have made of a sweep, from its recorded curves. */
@Command(
    name = "what-if",
    description = "Tell what another scheduler would have made of a sweep, from recorded curves.",
    mixinStandardHelpOptions = true)
final class WhatIfCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Option(
      names = "--scheduler",
      paramLabel = "NAME",
      description = "any that a sweep file may name, such as median (default: the sweep's own)")
  Optional<String> scheduler = Optional.empty();

  @Option(
      names = "--min",
      paramLabel = "EPOCH",
      description = "its lowest rung (default: as the sweep's own, as for the next two)")
  Optional<String> min = Optional.empty();

  @Option(names = "--max", paramLabel = "EPOCH", description = "its top rung")
  Optional<String> max = Optional.empty();

  @Option(names = "--eta", paramLabel = "N", description = "one trial in N passes a rung")
  Optional<String> eta = Optional.empty();

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "another of its settings, such as scheduler.trials=27")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "how many trials train at the same time (default: as many as did)")
  int slots;

  @Option(
      names = "--trial",
      paramLabel = "TRIAL",
      description = "what would have been decided about this one, also while the sweep runs")
  Optional<String> trial = Optional.empty();

  @Option(names = "--json", description = "as JSON, for other programs")
  boolean json;

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final Look look = new Look();

  private final Console console;

  WhatIfCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    String sweep = sweeps.idOrLatest(id);
    RecordedSweep recorded =
        sweeps.journal().recorded(sweep).orElseThrow(() -> sweeps.unknown(sweep));
    SweepState was = recorded.was();
    SchedulerReading.Valid other = scheduler(was);
    if (was.size() == 0) {
      throw new Refusal(Exit.UNKNOWN, sweep + " has no trial yet, must have one at least");
    }
    if (was.spec().scheduler() instanceof Population || other.scheduler() instanceof Population) {
      throw new Refusal(
          Exit.USAGE,
          "what-if cannot ask for "
              + other.words()
              + " where "
              + SchedulerReading.words(was.spec().scheduler())
              + " ran: recorded curves do not tell what a copy of a trial would have become");
    }
    RecordedSweep asked = slots == 0 ? recorded : recorded.on(slots());
    Comparison comparison =
        Sweeps.comparison(sweep, asked, other.words(), asked.with(other.scheduler()));
    console.result(
        json
            ? List.of(EventJson.pretty(Facts.whatIf(comparison)))
            : lines(comparison, was.size(), look.screen(console)));
    return Exit.OK.code();
  }

  private List<String> lines(Comparison comparison, int trials, Screen screen) {
    return trial
        .map(each -> comparison.lines(Sweeps.trial(each, trials), screen))
        .orElseGet(() -> comparison.lines(screen));
  }

  private SchedulerReading.Valid scheduler(SweepState was) {
    SchedulerReading reading = SchedulerReading.read("what-if", setters(), was.spec().scheduler());
    if (reading instanceof SchedulerReading.Valid valid) {
      return valid;
    }
    throw new Refusal(
        Exit.USAGE,
        "the scheduler is wrong\n\n" + ((SchedulerReading.Invalid) reading).problems().text());
  }

  private List<Setter> setters() {
    var setters = new ArrayList<>(set.stream().map(Setter::set).toList());
    given()
        .forEach(
            (option, value) ->
                value.ifPresent(
                    text ->
                        setters.add(
                            new Setter("--" + option, "scheduler." + key(option) + "=" + text))));
    return setters;
  }

  private Map<String, Optional<String>> given() {
    var given = new LinkedHashMap<String, Optional<String>>();
    given.put("scheduler", scheduler);
    given.put("min", min);
    given.put("max", max);
    given.put("eta", eta);
    return given;
  }

  private static String key(String option) {
    return option.equals("scheduler") ? "type" : option;
  }

  private int slots() {
    if (slots < 0) {
      throw new Refusal(Exit.USAGE, "--slots is " + slots + ", must be >= 1");
    }
    return slots;
  }
}

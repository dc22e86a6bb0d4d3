package dev.rungs.cli;

import dev.rungs.actors.Fork;
import dev.rungs.actors.journal.Journal;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.cli.view.Format;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a sweep whose history is another's up to some event. */
@Command(
    description = {
      "Make a sweep that was what another one was at some event, to go on differently.",
      "  rungs log iris                       tells the events and their numbers",
      "  rungs fork iris --at 140             iris itself stays as it is",
      "  rungs set iris-fork-1 trials=200     other limits for the new one, then resume"
    },
    mixinStandardHelpOptions = true)
final class ForkCommand implements Callable<Integer> {

  private static final String BUSY =
      "Nothing is forked beside a sweep that runs. Stop it with Ctrl-C, fork, then\n  ";

  @Parameters(index = "0", paramLabel = "ID", description = "the sweep's id")
  String id = "";

  @Option(
      names = "--at",
      paramLabel = "EVENT",
      required = true,
      description = "the number of the last event that both share")
  long event;

  @Option(
      names = "--as",
      paramLabel = "NEW",
      description = "what to call the new one (default: ID-fork-1, or the next number)")
  String as = "";

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  ForkCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<Journaled<SweepEvent>> events = sweeps.events(id);
    if (event < 1 || event > events.size()) {
      throw new Refusal(
          Exit.UNKNOWN,
          "--at is %s, must be in 1 to %s; rungs log %s tells the events"
              .formatted(event, events.size(), id + sweeps.options()));
    }
    String name = name();
    var lines = new ArrayList<String>();
    Journal journal = sweeps.open(BUSY + sweeps.resume(id));
    try {
      boolean resumable = keepRecipe(name, at(events), lines);
      Fork fork = Fork.of(journal, id, event, name, Clock.systemUTC());
      lines.addAll(0, told(fork));
      if (resumable) {
        lines.add("To go on with it:  " + sweeps.resume(name));
      }
    } finally {
      journal.close();
    }
    console.result(lines);
    return Exit.OK.code();
  }

  private SweepState at(List<Journaled<SweepEvent>> events) {
    var state = new SweepState();
    events.stream().limit(event).forEach(each -> state.apply(each.event()));
    return state;
  }

  private String name() {
    List<String> taken = sweeps.journal().ids();
    if (as.isEmpty()) {
      return SweepName.numbered(id + "-fork", 1, taken);
    }
    Sweeps.checkName("--as", as);
    if (taken.contains(as)) {
      throw new Refusal(Exit.USAGE, "--as is " + as + ", must be an id that no sweep has");
    }
    return as;
  }

  /**
   * Keeps for the new sweep what the other one is started with, without what was set after the
   * event; returns whether there is such a thing.
   */
  private boolean keepRecipe(String name, SweepState at, List<String> notes) {
    Path folder = sweeps.directory.resolve(id);
    if (!Recipe.isSaved(folder)) {
      notes.add(id + " was started from Java, so the new one can go on there alone");
      return false;
    }
    byte[] text = Recipe.savedText(folder);
    Recipe recipe = Recipe.saved(folder);
    Optional<Recipe> then = recipe.before(text, spec -> isSame(spec, at));
    then.orElse(recipe).save(sweeps.directory.resolve(name), text);
    if (then.isEmpty()) {
      notes.add("It goes on under the limits that " + id + " has now; rungs set gives it others");
    }
    return true;
  }

  private static boolean isSame(SweepSpec spec, SweepState at) {
    return spec.stop().equals(at.stop()) && spec.scheduler().equals(at.spec().scheduler());
  }

  private static List<String> told(Fork fork) {
    var lines = new ArrayList<String>();
    lines.add(
        fork.id()
            + " begins as "
            + fork.from()
            + " was at event "
            + fork.event()
            + ": "
            + Format.count(fork.sweep().size(), "trial")
            + ", "
            + Format.count(fork.sweep().spentEpochs(), "epoch"));
    if (!fork.lost().isEmpty()) {
      lines.add(
          fork.lost().size()
              + " of "
              + Format.count(fork.needed(), "trial")
              + " that may train on lost their checkpoints since; they train from the start");
    }
    if (!fork.older().isEmpty()) {
      lines.add(
          fork.older().size()
              + " of "
              + Format.count(fork.needed(), "trial")
              + " that may train on go on from an older checkpoint");
    }
    return lines;
  }
}

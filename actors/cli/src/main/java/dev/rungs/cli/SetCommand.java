package dev.rungs.cli;

import dev.rungs.actors.Difference;
import dev.rungs.actors.journal.Journal;
import dev.rungs.cli.file.Nearest;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.sweep.SweepLog;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Gives a sweep that does not run other limits. They are kept beside its results; the process that
 * resumes it enters them in the journal.
 */
@Command(
    description = {
      "Give a sweep, also a finished one, more trials, epochs or slots; resume goes on with them.",
      "  rungs set iris trials=200 max=81 slots=4"
    },
    mixinStandardHelpOptions = true)
final class SetCommand implements Callable<Integer> {

  /** What may be set, and where a sweep file has it. */
  private static final Map<String, String> PATHS = new LinkedHashMap<>();

  static {
    PATHS.put("trials", "stop.trials");
    PATHS.put("budget", "stop.budget");
    PATHS.put("wall_clock", "stop.wall_clock");
    PATHS.put("failed", "stop.failed");
    PATHS.put("max", "scheduler.max");
    PATHS.put("slots", "resources.slots");
  }

  private static final String BUSY =
      "A sweep that runs takes no other limits. Stop it with Ctrl-C, set them, then\n  ";

  @Parameters(index = "0", paramLabel = "ID", description = "the sweep's id")
  String id = "";

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "NAME=VALUE",
      description = "trials, budget, wall_clock, failed, max or slots, as in a sweep file")
  List<String> values = new ArrayList<>();

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  SetCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    List<String> set = values.stream().map(SetCommand::setter).toList();
    SweepLog log = sweeps.log(id);
    Journal journal = sweeps.open(BUSY + sweeps.resume(id));
    try {
      save(log, set);
    } finally {
      journal.close();
    }
    console.result(List.of(String.join("\n", set), "To go on with this:  " + sweeps.resume(id)));
    return Exit.OK.code();
  }

  private void save(SweepLog log, List<String> set) {
    Path folder = sweeps.directory.resolve(id);
    Recipe recipe = Recipe.saved(folder).with(set);
    byte[] text = Recipe.savedText(folder);
    SweepFile file = recipe.read(text, List.of(), console);
    List<String> differences = Difference.lines(log.state().spec(), file.spec());
    if (!differences.isEmpty()) {
      throw new Refusal(Exit.FILE, id + " cannot go on so: " + String.join("\n  ", differences));
    }
    recipe.save(folder, text);
  }

  /** Returns {@code stop.trials=200} of {@code trials=200}. */
  private static String setter(String word) {
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    if (equals < 0 || !PATHS.containsKey(name)) {
      List<String> known = List.copyOf(PATHS.keySet());
      throw new Refusal(
          Exit.USAGE,
          "NAME=VALUE is '"
              + word
              + "', must begin with one of "
              + String.join("=, ", known)
              + "="
              + Nearest.hint(name, known));
    }
    return PATHS.get(name) + word.substring(equals);
  }
}

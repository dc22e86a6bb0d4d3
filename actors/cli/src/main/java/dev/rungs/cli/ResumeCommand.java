package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import dev.rungs.cli.file.SweepFile;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    description = "Go on with a sweep as it was started, without its file.",
    mixinStandardHelpOptions = true)
final class ResumeCommand implements Callable<Integer> {

  @Parameters(
      paramLabel = "ID",
      arity = "0..1",
      description = "the sweep's id (default: the latest)")
  String id = "";

  @Mixin final Sweeps sweeps = new Sweeps();
  @Mixin final RunOptions options = new RunOptions();

  private final Console console;

  ResumeCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    Database database = sweeps.database();
    options.mend(sweeps.directory, database, console);
    String name = sweeps.idOrLatest(id);
    sweeps.log(name);
    Path folder = sweeps.directory.resolve(name);
    Recipe recipe = Recipe.saved(folder);
    byte[] text = Recipe.savedText(folder);
    SweepFile sweep = recipe.read(text, options.setters(), console);
    return new SweepRun(console, options, name, sweep, sweeps.directory, database, recipe, text)
        .run()
        .code();
  }
}

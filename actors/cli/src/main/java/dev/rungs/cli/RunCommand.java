package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.sweep.SweepName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Run a sweep, or go on with the one begun under its id.",
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the sweep file")
  Path file = Path.of("");

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "what to call it (default: the sweep's name)")
  String id = "";

  @Option(names = "--new", description = "begin a new sweep, under a number if the id is taken")
  boolean fresh;

  @Option(
      names = "--set",
      paramLabel = "PATH=VALUE",
      description = "a value in the place of the file's, such as scheduler.eta=4")
  List<String> set = new ArrayList<>();

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "where data files are found (default: beside the file)")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "where sweeps are kept (default: as the file says)")
  Optional<Path> directory = Optional.empty();

  @Mixin final JournalOption journal = new JournalOption();
  @Mixin final RunOptions options = new RunOptions();

  private final Console console;

  RunCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws Exception {
    if (!id.isEmpty()) {
      Sweeps.checkName("--id", id);
    }
    byte[] text = Recipe.text(file);
    Path beside = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
    var recipe = new Recipe(file.toString(), data.orElse(beside).toAbsolutePath() + "", set);
    SweepFile sweep = recipe.read(text, options.setters(), console);
    Path folder = directory.orElse(sweep.output());
    String wanted = id.isEmpty() ? sweep.spec().name() : id;
    Database database = journal.database(folder);
    options.mend(folder, database, console);
    String name = fresh ? free(wanted, new SweepJournal(folder, database)) : wanted;
    return new SweepRun(console, options, name, sweep, folder, database, recipe, text).run().code();
  }

  /** Returns the id, or the first of id-2, id-3, ... that is not taken. */
  private static String free(String id, SweepJournal journal) {
    List<String> taken = journal.ids();
    return taken.contains(id) ? SweepName.numbered(id, 2, taken) : id;
  }
}

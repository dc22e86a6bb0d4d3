package dev.rungs.cli;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.SweepFiles;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Tell what a sweep will try and what it will cost.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the sweep file")
  Path file = Path.of("");

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "where the sweeps are that it learns from (default: as the file says)")
  Optional<Path> directory = Optional.empty();

  @Mixin final JournalOption journal = new JournalOption();

  private final Console console;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reading reading = SweepFiles.read(file, Registry.installed(), List.of());
    if (reading instanceof Reading.Valid valid) {
      Path folder = directory.orElse(valid.file().output());
      List<TrialsLearned> lessons =
          Earlier.lessons(valid.file().spec(), folder, journal.database(folder));
      console.result(List.of(Plan.text(valid.file(), lessons, valid.problems())));
      return Exit.OK.code();
    }
    console.say(((Reading.Invalid) reading).problems().text());
    return Exit.FILE.code();
  }
}

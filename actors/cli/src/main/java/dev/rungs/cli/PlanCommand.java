package dev.rungs.cli;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.SweepFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

@Command(
    description = "Tell what a sweep will try and what it will cost.",
    mixinStandardHelpOptions = true)
final class PlanCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the sweep file")
  Path file = Path.of("");

  private final Console console;

  PlanCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reading reading = SweepFiles.read(file, Registry.installed(), List.of());
    if (reading instanceof Reading.Valid valid) {
      console.result(List.of(Plan.text(valid.file(), valid.problems())));
      return Exit.OK.code();
    }
    console.say(((Reading.Invalid) reading).problems().text());
    return Exit.FILE.code();
  }
}

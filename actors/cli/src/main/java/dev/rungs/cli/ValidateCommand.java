package dev.rungs.cli;

import dev.rungs.cli.file.Reading;
import dev.rungs.cli.file.Registry;
import dev.rungs.cli.file.SweepFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    description = "Check a sweep file; say everything that is wrong with it.",
    mixinStandardHelpOptions = true)
final class ValidateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "FILE", description = "the sweep file")
  Path file = Path.of("");

  @Option(names = "--json", description = "as JSON, for editors")
  boolean json;

  private final Console console;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    Reading reading = SweepFiles.read(file, Registry.installed(), List.of());
    if (reading instanceof Reading.Valid valid) {
      console.result(
          List.of(
              json
                  ? valid.problems().json()
                  : Plan.valid(file.toString(), valid.file(), valid.problems())));
      return Exit.OK.code();
    }
    Reading.Invalid invalid = (Reading.Invalid) reading;
    console.result(List.of(json ? invalid.problems().json() : invalid.problems().text()));
    return Exit.FILE.code();
  }
}

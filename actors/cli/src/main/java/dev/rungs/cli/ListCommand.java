package dev.rungs.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(description = "List the sweeps of a directory.", mixinStandardHelpOptions = true)
final class ListCommand implements Callable<Integer> {

  @Mixin final Sweeps sweeps = new Sweeps();

  private final Console console;

  ListCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.result(sweeps.journal().ids());
    return Exit.OK.code();
  }
}

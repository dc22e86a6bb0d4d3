package dev.rungs.cli;

import dev.rungs.cli.file.Nearest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Explains a command or the exit codes. */
@Command(
    description = "Explain a command, or what the exit codes mean.",
    mixinStandardHelpOptions = true)
final class HelpCommand implements Callable<Integer> {

  private static final String EXIT_CODES = "exit-codes";

  @Parameters(
      paramLabel = "COMMAND",
      arity = "0..1",
      description = "a command, or exit-codes (default: all of them at a glance)")
  String topic = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  private final Console console;

  HelpCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() {
    console.result(lines(spec.root().commandLine()));
    return Exit.OK.code();
  }

  private List<String> lines(CommandLine rungs) {
    if (topic.isEmpty()) {
      return Overview.lines();
    }
    if (topic.equals(EXIT_CODES)) {
      return exitCodes();
    }
    CommandLine command = rungs.getSubcommands().get(topic);
    if (command == null) {
      throw unknown(new ArrayList<>(rungs.getSubcommands().keySet()));
    }
    return command.getUsageMessage().lines().toList();
  }

  private Refusal unknown(List<String> topics) {
    topics.add(EXIT_CODES);
    return new Refusal(
        Exit.USAGE,
        "COMMAND is '"
            + topic
            + "', must be one of "
            + String.join(", ", topics)
            + Nearest.hint(topic, topics));
  }

  static List<String> exitCodes() {
    var table = new Table(List.of(true, false));
    for (Exit exit : Exit.values()) {
      table.line(List.of(exit.code() + "", exit.meaning()));
    }
    return table.text().lines().toList();
  }
}

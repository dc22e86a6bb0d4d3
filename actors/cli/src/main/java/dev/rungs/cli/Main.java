package dev.rungs.cli;

import dev.rungs.actors.journal.JournalException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command {@code rungs}. */
@Command(
    name = "rungs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Search for good hyperparameters on the JVM.")
public final class Main implements Runnable {

  static final List<String> START =
      List.of(
          "Search for good hyperparameters on the JVM.",
          "",
          "Start here",
          "  rungs validate sweep.yaml     say everything that is wrong with it",
          "  rungs plan sweep.yaml         what it will try and what it will cost",
          "  rungs run sweep.yaml          run it; Ctrl-C stops cleanly, run again to go on",
          "",
          "Write     validate  plan",
          "Run       run  resume",
          "Look      list  status",
          "",
          "rungs COMMAND --help for more.");

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    int code = run(Console.system(), args);
    System.exit(code);
  }

  @Override
  public void run() {
    console.result(START);
  }

  /** Runs the command and returns its exit code. */
  static int run(Console console, String... args) {
    CommandLine rungs =
        new CommandLine(new Main(console))
            .addSubcommand("validate", new ValidateCommand(console))
            .addSubcommand("plan", new PlanCommand(console))
            .addSubcommand("run", new RunCommand(console))
            .addSubcommand("resume", new ResumeCommand(console))
            .addSubcommand("list", new ListCommand(console))
            .addSubcommand("status", new StatusCommand(console));
    rungs.setOut(console.writer(console.out()));
    rungs.setErr(console.writer(console.err()));
    rungs.setCaseInsensitiveEnumValuesAllowed(true);
    rungs.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    rungs.setParameterExceptionHandler((wrong, given) -> misspelt(console, wrong));
    rungs.setExecutionExceptionHandler((thrown, command, parsed) -> failed(console, thrown));
    return rungs.execute(args);
  }

  private static int misspelt(Console console, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    console.say("rungs: " + wrong.getMessage());
    UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
    String name = command.getParent() == null ? "" : " " + command.getCommandName();
    console.say("rungs" + name + " --help tells what is possible.");
    return Exit.USAGE.code();
  }

  private static int failed(Console console, Exception thrown) {
    if (thrown instanceof Refusal refusal) {
      console.say("rungs: " + refusal.text());
      return refusal.exit().code();
    }
    if (thrown instanceof JournalException journal) {
      console.say("rungs: " + journal.getMessage());
      return Exit.UNKNOWN.code();
    }
    console.say("rungs: " + thrown);
    console.say("This should not have happened; please report it with " + report(thrown));
    return Exit.FAULT.code();
  }

  private static Path report(Exception thrown) {
    var text = new StringWriter();
    text.write("rungs " + Version.number() + ", Java " + Runtime.version() + "\n\n");
    thrown.printStackTrace(new PrintWriter(text));
    try {
      Path file = Files.createTempFile("rungs-fault-", ".txt");
      return Files.writeString(file, text.toString());
    } catch (IOException e) {
      e.addSuppressed(thrown);
      throw new UncheckedIOException("the report of a fault cannot be written", e);
    }
  }
}

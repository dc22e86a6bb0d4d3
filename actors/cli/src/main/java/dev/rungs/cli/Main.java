package dev.rungs.cli;

import dev.rungs.actors.journal.JournalException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command {@code rungs}. */
@Command(
    name = "rungs",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Search for good hyperparameters on the JVM.")
public final class Main implements Runnable {

  private final Console console;

  private Main(Console console) {
    this.console = console;
  }

  /** Runs the command and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.ROOT); // the libraries write numbers by it, such as completion's
    int code = run(Console.system(), args);
    System.exit(code);
  }

  @Override
  public void run() {
    console.result(Overview.lines());
  }

  /** Runs the command and returns its exit code. */
  static int run(Console console, String... args) {
    try {
      return command(console).execute(args);
    } catch (Error error) { // picocli hands on exceptions alone
      return failed(console, error);
    }
  }

  /** Returns the command with all its verbs. */
  static CommandLine command(Console console) {
    CommandLine rungs =
        new CommandLine(new Main(console))
            .addSubcommand("init", new InitCommand(console))
            .addSubcommand("validate", new ValidateCommand(console))
            .addSubcommand("plan", new PlanCommand(console))
            .addSubcommand("run", new RunCommand(console))
            .addSubcommand("resume", new ResumeCommand(console))
            .addSubcommand("set", new SetCommand(console))
            .addSubcommand("fork", new ForkCommand(console))
            .addSubcommand("list", new ListCommand(console))
            .addSubcommand("status", new StatusCommand(console))
            .addSubcommand("show", new ShowCommand(console))
            .addSubcommand("best", new BestCommand(console))
            .addSubcommand("explain", new ExplainCommand(console))
            .addSubcommand("log", new LogCommand(console))
            .addSubcommand("replay", new ReplayCommand(console))
            .addSubcommand("what-if", new WhatIfCommand(console))
            .addSubcommand("doctor", new DoctorCommand(console))
            .addSubcommand("completion", new CompletionCommand(console))
            .addSubcommand("help", new HelpCommand(console));
    rungs
        .getSubcommands()
        .values()
        .forEach(verb -> verb.getCommandSpec().versionProvider(new Version()));
    rungs.setOut(console.writer(console.out()));
    rungs.setErr(console.writer(console.err()));
    rungs.setCaseInsensitiveEnumValuesAllowed(true);
    rungs.setExpandAtFiles(false);
    rungs.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    rungs.setParameterExceptionHandler((wrong, given) -> misspelt(console, wrong));
    rungs.setExecutionExceptionHandler((thrown, command, parsed) -> failed(console, thrown));
    return rungs;
  }

  private static int misspelt(Console console, ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    console.say("rungs: " + Misuse.text(wrong));
    String name = command.getParent() == null ? "" : " " + command.getCommandName();
    console.say("rungs" + name + " --help tells what is possible.");
    return Exit.USAGE.code();
  }

  private static int failed(Console console, Throwable thrown) {
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

  /** Keeps where something came from in a file of its own, and returns that. */
  static Path report(Throwable thrown) {
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

package dev.rungs.cli;

import dev.rungs.cli.file.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.OverwrittenOptionException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with a command line: the value, the rule, and what was probably meant. */
final class Misuse {

  private Misuse() {}

  static String text(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException unmatched
        && !unmatched.getUnmatched().isEmpty()) {
      return unmatched(unmatched.getCommandLine(), unmatched.getUnmatched().get(0));
    }
    if (wrong instanceof MissingParameterException missing && !missing.getMissing().isEmpty()) {
      return missing.getMissing().stream().map(Misuse::missing).collect(Collectors.joining("; "));
    }
    if (wrong instanceof OverwrittenOptionException twice) {
      return name(twice.getOverwritten()) + " is given twice, must be given once";
    }
    ArgSpec argument = wrong.getArgSpec();
    return argument == null || wrong.getValue() == null
        ? String.valueOf(wrong.getMessage())
        : unfit(argument, wrong.getValue());
  }

  private static String unmatched(CommandLine command, String word) {
    if (word.startsWith("-")) {
      return unknown("option", word, options(command));
    }
    if (!command.getSubcommands().isEmpty()) {
      return unknown("command", word, List.copyOf(command.getSubcommands().keySet()));
    }
    List<String> taken =
        command.getCommandSpec().positionalParameters().stream().map(Misuse::name).toList();
    return "argument is '"
        + word
        + "', must not be there: "
        + command.getCommandName()
        + " takes "
        + (taken.isEmpty() ? "none" : "no more than " + String.join(" ", taken));
  }

  private static List<String> options(CommandLine command) {
    return command.getCommandSpec().options().stream()
        .flatMap(option -> Arrays.stream(option.names()))
        .filter(name -> name.startsWith("--"))
        .toList();
  }

  private static String unfit(ArgSpec argument, String value) {
    if (argument.type().isEnum()) {
      List<String> words =
          Arrays.stream(argument.type().getEnumConstants())
              .map(constant -> ((Enum<?>) constant).name().toLowerCase(Locale.ROOT))
              .toList();
      return unknown(name(argument), value, words);
    }
    return name(argument) + " is '" + value + "', must be " + rule(argument.type());
  }

  private static String unknown(String name, String value, List<String> words) {
    return name
        + " is '"
        + value
        + "', must be one of "
        + String.join(", ", words)
        + Nearest.hint(value, words);
  }

  private static String rule(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    return type == boolean.class ? "left without a value" : "the name of a file";
  }

  private static String missing(ArgSpec argument) {
    return argument.isOption()
        ? name(argument) + " has no value, must have one: " + about(argument)
        : name(argument) + " is missing, must be given: " + about(argument);
  }

  private static String about(ArgSpec argument) {
    return String.join(" ", argument.description());
  }

  private static String name(ArgSpec argument) {
    return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
  }
}

package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The option that keeps the journal elsewhere than in the directory of sweeps. User and password
 * come from the environment, which other users of the machine cannot read.
 */
final class JournalOption {

  private static final String USER = "RUNGS_JOURNAL_USER";
  private static final String PASSWORD = "RUNGS_JOURNAL_PASSWORD";
  private static final String PASSWORD_FILE = "RUNGS_JOURNAL_PASSWORD_FILE";

  @Option(
      names = "--journal",
      paramLabel = "URL",
      description = {
        "where the journal is, such as jdbc:postgresql://host/database (default: a file in DIR);",
        "the user is $RUNGS_JOURNAL_USER, the password in $RUNGS_JOURNAL_PASSWORD,",
        "the file $RUNGS_JOURNAL_PASSWORD_FILE or ~/.pgpass"
      })
  String url = "";

  /** Returns where the journal of a directory's sweeps is. */
  Database database(Path directory) {
    return database(directory, System.getenv());
  }

  private Database database(Path directory, Map<String, String> environment) {
    if (url.isEmpty()) {
      return Database.in(directory);
    }
    try {
      return Database.postgres(url, environment.getOrDefault(USER, ""), password(environment));
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(Exit.USAGE, "--journal: " + wrong.getMessage(), wrong);
    }
  }

  private static String password(Map<String, String> environment) {
    String file = environment.getOrDefault(PASSWORD_FILE, "");
    if (file.isEmpty()) {
      return environment.getOrDefault(PASSWORD, "");
    }
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException | InvalidPathException e) {
      throw new Refusal(
          Exit.USAGE, PASSWORD_FILE + " names " + file + ", which is not readable", e);
    }
  }
}

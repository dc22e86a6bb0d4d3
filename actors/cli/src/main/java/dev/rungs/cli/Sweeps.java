package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The directory of sweeps that a command looks into. It only reads, and starts no actors. */
final class Sweeps {

  static final String DIRECTORY = "runs";

  @Option(
      names = "--dir",
      paramLabel = "DIR",
      description = "where sweeps are kept (default: runs)")
  Path directory = Path.of(DIRECTORY);

  @Mixin final JournalOption journal = new JournalOption();

  Database database() {
    return journal.database(directory);
  }

  SweepJournal journal() {
    return new SweepJournal(directory, database());
  }

  /** Returns the id itself, or that of the latest sweep if it is empty. */
  String idOrLatest(String id) {
    if (!id.isEmpty()) {
      return id;
    }
    List<String> ids = journal().ids();
    if (ids.isEmpty()) {
      throw new Refusal(Exit.UNKNOWN, "no sweep in " + directory + "; rungs run FILE begins one");
    }
    return ids.get(ids.size() - 1);
  }

  SweepLog log(String id) {
    return journal()
        .log(id)
        .orElseThrow(
            () -> {
              List<String> ids = journal().ids();
              String known = ids.isEmpty() ? "none" : String.join(", ", ids);
              return new Refusal(
                  Exit.UNKNOWN, "no sweep " + id + " in " + directory + "; there is: " + known);
            });
  }

  SweepResult result(String id) {
    return SweepResult.of(id, log(id));
  }

  /** Returns what commands about a sweep of this directory need besides its id. */
  String options() {
    return (directory.equals(Path.of(DIRECTORY)) ? "" : " --dir " + Words.shell(directory + ""))
        + (journal.url.isEmpty() ? "" : " --journal " + Words.shell(journal.url));
  }
}

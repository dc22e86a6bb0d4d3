package dev.rungs.cli;

import dev.rungs.actors.Lessons;
import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Path;
import java.util.List;

/** The sweeps that a file names under {@code learn_from}. */
final class Earlier {

  private Earlier() {}

  /**
   * Returns what a sweep that has not begun will learn; nothing is read if it names none.
   *
   * @throws Refusal if one does not exist, or had another objective
   */
  static List<TrialsLearned> lessons(SweepSpec spec, Path directory, Database database) {
    if (spec.learnFrom().isEmpty()) {
      return List.of();
    }
    var journal = new SweepJournal(directory, database);
    List<String> ids = journal.ids();
    for (String id : spec.learnFrom()) {
      if (!ids.contains(id)) {
        throw Sweeps.unknown(id, directory, ids);
      }
    }
    try {
      return Lessons.of(spec, journal);
    } catch (IllegalArgumentException unfit) {
      throw new Refusal(Exit.FILE, String.valueOf(unfit.getMessage()), unfit);
    }
  }
}

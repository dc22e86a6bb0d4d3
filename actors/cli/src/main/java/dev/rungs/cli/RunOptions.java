package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.Journal;
import dev.rungs.cli.file.Setter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of commands that train. */
final class RunOptions {

  /** Where progress is told. */
  enum Where {
    AUTO,
    LIVE,
    PLAIN,
    JSON,
    NONE
  }

  private static final int AS_IN_FILE = 0;

  @Option(
      names = "--slots",
      paramLabel = "N",
      description = "trials at the same time (default: as the file says)")
  int slots = AS_IN_FILE;

  @Option(
      names = "--progress",
      paramLabel = "HOW",
      description = "auto, live, plain, json or none (default: auto)")
  Where progress = Where.AUTO;

  @Option(
      names = "--require",
      paramLabel = "METRIC<VALUE",
      description = "exit with 5 if the winner does not reach this")
  String require = "";

  @Option(
      names = {"-q", "--quiet"},
      description = "tell nothing but the result and errors")
  boolean quiet;

  @Option(
      names = {"-v", "--verbose"},
      description = "also tell where things are kept")
  boolean verbose;

  @Option(
      names = "--accept-loss",
      description = "go on with a damaged journal from its last good event; a copy is kept")
  boolean acceptLoss;

  @Mixin final Look look = new Look();

  /** Returns the values that options put in the place of the file's. */
  List<Setter> setters() {
    var setters = new ArrayList<Setter>();
    if (slots != AS_IN_FILE) {
      setters.add(new Setter("--slots", "resources.slots=" + slots));
    }
    return setters;
  }

  Where progress() {
    return quiet && progress == Where.AUTO ? Where.NONE : progress;
  }

  /** Mends a damaged journal if that is wanted, and says what is lost. */
  void mend(Path directory, Database journal, Console console) {
    if (acceptLoss) {
      Journal.mend(directory, journal).forEach(loss -> console.say(loss.toString()));
    }
  }
}

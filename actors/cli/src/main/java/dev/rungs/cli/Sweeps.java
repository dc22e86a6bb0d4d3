package dev.rungs.cli;

import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.Journal;
import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.analyze.RecordedSweep;
import dev.rungs.analyze.WhatIf;
import dev.rungs.cli.file.Nearest;
import dev.rungs.cli.file.SchedulerReading;
import dev.rungs.cli.view.Comparison;
import dev.rungs.cli.view.Story;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepName;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The directory of sweeps that a command looks into. It only reads, and starts no actors. */
final class Sweeps {

  static final String DIRECTORY = "runs";

  /** An error names at most so many sweeps. */
  private static final int LISTED = 10;

  private static final Pattern TRIAL = Pattern.compile("t?(\\d{1,9})");

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

  /**
   * Opens the journal to write; no process runs a sweep of the directory until it is closed.
   *
   * @param busy what to say if one does
   */
  Journal open(String busy) {
    try {
      return Journal.open(directory, database(), lost -> {});
    } catch (JournalException inUse) {
      throw new Refusal(Exit.UNKNOWN, inUse.getMessage() + "\n" + busy, inUse);
    }
  }

  /** Refuses an option's value that no sweep can be called. */
  static void checkName(String option, String name) {
    if (!SweepName.fits(name)) {
      throw new Refusal(Exit.USAGE, option + " is '" + name + "', must be " + SweepName.RULE);
    }
  }

  SweepLog log(String id) {
    return journal().log(id).orElseThrow(() -> unknown(id));
  }

  /** Returns what has happened to a sweep, with the times; its first event created it. */
  List<Journaled<SweepEvent>> events(String id) {
    List<Journaled<SweepEvent>> events = journal().events(id, 0);
    if (events.isEmpty()) {
      throw unknown(id);
    }
    return events;
  }

  /** Returns events with the time since the first. */
  static List<Story.Moment> moments(List<Journaled<SweepEvent>> events) {
    long first = events.get(0).atMillis();
    return events.stream()
        .map(each -> new Story.Moment(Duration.ofMillis(each.atMillis() - first), each.event()))
        .toList();
  }

  Refusal unknown(String id) {
    return unknown(id, directory, journal().ids());
  }

  /** Returns what is said of a sweep that is not among those of a directory. */
  static Refusal unknown(String id, Path directory, List<String> ids) {
    String known = String.join(", ", ids.subList(Math.max(0, ids.size() - LISTED), ids.size()));
    String more = ids.size() > LISTED ? " (the latest; rungs list tells all)" : "";
    return new Refusal(
        Exit.UNKNOWN,
        "no sweep "
            + id
            + " in "
            + directory
            + "; there is: "
            + (ids.isEmpty() ? "none" : known + more)
            + Nearest.hint(id, ids));
  }

  SweepResult result(String id) {
    return SweepResult.of(id, log(id));
  }

  /**
   * Returns a sweep beside what each of its shadows would have made of it; reads no curve if it has
   * none.
   */
  static List<Comparison> shadows(SweepJournal journal, String id, SweepSpec spec) {
    return spec.shadows().isEmpty()
        ? List.of()
        : journal.recorded(id).stream().flatMap(recorded -> shadows(id, recorded)).toList();
  }

  private static Stream<Comparison> shadows(String id, RecordedSweep recorded) {
    return recorded.shadows().stream()
        .map(
            shadow ->
                comparison(
                    id, recorded, SchedulerReading.words(shadow.scheduler()), shadow.would()));
  }

  /**
   * Returns a sweep beside what another scheduler would have made of it.
   *
   * @param words the other scheduler, for people
   */
  static Comparison comparison(String id, RecordedSweep recorded, String words, WhatIf would) {
    SweepState was = recorded.was();
    return new Comparison(
        id, SchedulerReading.words(was.spec().scheduler()), was, words, would, recorded.slots());
  }

  /** Returns whether a word may name a trial. */
  static boolean isTrial(String word) {
    return TRIAL.matcher(word).matches();
  }

  /** Returns the trial that a word names, out of so many. */
  static TrialId trial(String word, int count) {
    var form = TRIAL.matcher(word);
    if (!form.matches()) {
      throw new Refusal(
          Exit.USAGE, "TRIAL is '" + word + "', must be a trial's number, such as t005 or 5");
    }
    int number = Integer.parseInt(form.group(1));
    if (number >= count) {
      String range =
          count == 0 ? "none has started yet" : "must be in t000 to " + new TrialId(count - 1);
      throw new Refusal(Exit.UNKNOWN, "TRIAL is " + word + ", " + range);
    }
    return new TrialId(number);
  }

  /** Returns the command that goes on with a sweep of this directory. */
  String resume(String id) {
    return "rungs resume " + id + options();
  }

  /** Returns what commands about a sweep of this directory need besides its id. */
  String options() {
    return (directory.equals(Path.of(DIRECTORY)) ? "" : " --dir " + Words.shell(directory + ""))
        + (journal.url.isEmpty() ? "" : " --journal " + Words.shell(journal.url));
  }
}

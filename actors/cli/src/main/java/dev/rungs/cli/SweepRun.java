package dev.rungs.cli;

import dev.rungs.actors.Difference;
import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.actors.command.CommandTrainer;
import dev.rungs.actors.isolate.IsolatedTrainer;
import dev.rungs.actors.journal.Database;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.cli.RunOptions.Where;
import dev.rungs.cli.file.Extent;
import dev.rungs.cli.file.SweepFile;
import dev.rungs.cli.file.Training;
import dev.rungs.cli.view.Format;
import dev.rungs.cli.view.Summary;
import dev.rungs.cli.view.SweepView;
import dev.rungs.sweep.Ending;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.train.IterativeTrainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Carries one sweep out, from its file to its summary. */
final class SweepRun {

  /**
   * What training came to.
   *
   * @param signal how the process should end if a signal has come
   */
  private record Trained(SweepResult result, Optional<Exit> signal) {}

  private final Console console;
  private final RunOptions options;
  private final String id;
  private final SweepFile file;
  private final Path directory;
  private final Database database;
  private final Recipe recipe;
  private final byte[] text;
  private final SweepJournal journal;

  SweepRun(
      Console console,
      RunOptions options,
      String id,
      SweepFile file,
      Path directory,
      Database database,
      Recipe recipe,
      byte[] text) {
    this.console = console;
    this.options = options;
    this.id = id;
    this.file = file;
    this.directory = directory;
    this.database = database;
    this.recipe = recipe;
    this.text = text;
    this.journal = new SweepJournal(directory, database);
  }

  Exit run() throws Exception {
    @Nullable Requirement requirement = requirement();
    Optional<SweepLog> before = journal.log(id);
    before.ifPresent(this::checkSame);
    if (before.filter(this::isFinished).isPresent()) {
      say(id + " is finished: nothing is trained again. --new begins another sweep.");
      return finish(SweepResult.of(id, before.get()), requirement);
    }
    List<TrialsLearned> lessons = before.map(log -> log.state().lessons()).orElseGet(this::lessons);
    recipe.save(directory.resolve(id), text);
    long known = before.map(log -> log.state().events()).orElse(0L);
    Trained trained = Quiet.during(directory, () -> train(known, lessons));
    SweepResult result = trained.result();
    if (trained.signal().isPresent() && result.ending().isEmpty()) {
      return stopped(result, trained.signal().get());
    }
    return finish(result, requirement);
  }

  private List<TrialsLearned> lessons() {
    List<TrialsLearned> lessons = Earlier.lessons(file.spec(), directory, database);
    lessons.forEach(lesson -> say(id + " learns " + lesson.words()));
    return lessons;
  }

  private Trained train(long known, List<TrialsLearned> lessons) throws Exception {
    try (Progress progress = Progress.of(options, console, id);
        IterativeTrainer<?> trainer = trainer();
        Rungs rungs = open();
        var signals = new Interrupts(progress::abandon)) {
      RunningSweep running = rungs.startOrResume(id, file.spec(), trainer);
      signals.stop(running);
      SweepResult result = watch(running, view(slots(trainer), lessons), progress, signals, known);
      return new Trained(result, signals.received());
    }
  }

  private Exit stopped(SweepResult result, Exit signal) {
    console.say(
        "stopped after "
            + Format.count(result.trials().size(), "trial")
            + " and "
            + Format.count(result.spentEpochs(), "epoch")
            + ". Nothing is lost; this goes on from here:\n  rungs resume "
            + id
            + elsewhere());
    return signal;
  }

  private @Nullable Requirement requirement() {
    if (options.require.isEmpty()) {
      return null;
    }
    try {
      Requirement requirement = Requirement.parse(options.require);
      String metric = file.spec().objective().metric();
      if (!requirement.metric().equals(metric)) {
        throw new IllegalArgumentException(
            "--require names " + requirement.metric() + ", must name the objective, " + metric);
      }
      return requirement;
    } catch (IllegalArgumentException wrong) {
      throw new Refusal(Exit.USAGE, String.valueOf(wrong.getMessage()), wrong);
    }
  }

  private void checkSame(SweepLog before) {
    List<String> differences = Difference.lines(before.state().spec(), file.spec());
    if (!differences.isEmpty()) {
      throw new Refusal(
          Exit.FILE,
          "the file differs from the sweep begun as "
              + id
              + ":\n  "
              + String.join("\n  ", differences)
              + "\nTo begin another sweep:  rungs run "
              + Words.shell(recipe.file())
              + " --new"
              + elsewhere()
              + "\nTo go on as it was:      rungs resume "
              + id
              + elsewhere());
    }
  }

  private boolean isFinished(SweepLog before) {
    boolean won = before.state().best().isPresent();
    return before.state().ended().isPresent()
        && before.state().stop().equals(file.spec().stop())
        && before.state().spec().scheduler().equals(file.spec().scheduler())
        && (!won || Files.isDirectory(Rungs.bestDirectory(directory, id)));
  }

  private IterativeTrainer<?> trainer() throws Exception {
    if (file.training() instanceof Training.Command command) {
      return new CommandTrainer(
          command.words(),
          file.base(),
          directory.toAbsolutePath().resolve(id).resolve("programs"),
          file.spec().objective().metric(),
          CommandTrainer.GRACE);
    }
    Training.Provided provided = (Training.Provided) file.training();
    try {
      return file.resources().isolated()
          ? IsolatedTrainer.open(
              ProvidedTrainer.class,
              ProvidedTrainer.argument(provided, file.base()),
              directory.resolve(id).resolve("trainer.log"))
          : provided.provider().open(provided.settings(), provided.data(), file.base());
    } catch (IllegalArgumentException unfit) {
      throw new Refusal(Exit.FILE, String.valueOf(unfit.getMessage()), unfit);
    } catch (Exception | LinkageError broken) {
      throw new Refusal(
          Exit.FILE,
          "trainer "
              + provided.provider().type()
              + " does not open: "
              + broken
              + "\n"
              + Main.report(broken)
              + " tells more",
          broken);
    }
  }

  private Rungs open() {
    SweepFile.Resources resources = file.resources();
    Rungs.Builder builder =
        Rungs.local()
            .directory(directory)
            .journal(database)
            .checkpointQuota(file.quota().bytes())
            .cpusPerTrial(resources.cpus())
            .epochTimeout(resources.epochTimeout());
    if (resources.slots() != SweepFile.Resources.AUTO) {
      builder.slots(resources.slots());
    }
    if (file.checkpointEvery() != SweepFile.BY_TIME) {
      builder.checkpointEvery(file.checkpointEvery());
    }
    return builder.open();
  }

  private int slots(IterativeTrainer<?> trainer) {
    int slots = file.resources().slots();
    return slots == SweepFile.Resources.AUTO ? trainer.preferredSlots() : slots;
  }

  private SweepView view(int slots, List<TrialsLearned> lessons) {
    double epochs = Extent.rehearsal(file.spec(), lessons).epochs();
    return new SweepView(id, slots, epochs, trial -> journal.reports(id, trial));
  }

  private SweepResult watch(
      RunningSweep running, SweepView view, Progress progress, Interrupts signals, long known)
      throws Exception {
    new Watch(running, journal, view, progress, notes(signals), known).untilDone(Clock.systemUTC());
    try {
      return running.result().get();
    } catch (ExecutionException broken) {
      Throwable cause = broken.getCause() == null ? broken : broken.getCause();
      throw new Refusal(
          Exit.FAULT,
          cause.getMessage() + "\n" + directory.resolve(Quiet.LOG) + " tells more",
          broken);
    }
  }

  /** Says once that a signal has come. */
  private static Supplier<Optional<String>> notes(Interrupts signals) {
    var said = new AtomicBoolean();
    return () ->
        signals
            .received()
            .filter(exit -> !said.getAndSet(true))
            .map(
                exit ->
                    "stopping: running epochs are finished and saved. Once more to stop at once.");
  }

  private Exit finish(SweepResult result, @Nullable Requirement requirement) {
    if (options.progress() != Where.JSON) {
      console.result(
          Summary.lines(
              result,
              Sweeps.shadows(journal, id, result.spec()),
              options.look.screen(console),
              elsewhere()));
    }
    if (options.verbose) {
      say("journal " + database + "   log " + directory.resolve(Quiet.LOG));
      say("winner  " + Rungs.bestDirectory(directory, id));
    }
    boolean gaveUp =
        result.ending().map(SweepEnded::ending).filter(Ending.GAVE_UP::equals).isPresent();
    if (gaveUp || result.winner().isEmpty()) {
      say("rungs: the sweep gave up" + (gaveUp ? "" : ": " + whyNoWinner(result)));
      return Exit.GAVE_UP;
    }
    if (requirement != null && !requirement.isMet(result)) {
      say("rungs: " + requirement + " is not met: the best is " + result.bestValue());
      return Exit.NOT_MET;
    }
    return Exit.OK;
  }

  private static String whyNoWinner(SweepResult result) {
    return result.ranking().isEmpty() ? "no trial has a result" : result.whyNoWinner();
  }

  /** Returns what commands about this sweep need besides its id. */
  private String elsewhere() {
    boolean usual = directory.equals(Path.of(Sweeps.DIRECTORY));
    return usual ? "" : " --dir " + Words.shell(directory.toString());
  }

  private void say(String line) {
    if (!options.quiet) {
      console.say(line);
    }
  }
}

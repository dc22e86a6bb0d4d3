package dev.rungs.actors.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rungs.space.Assignment;
import dev.rungs.train.CancelledException;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** One running program: the model of a {@link CommandTrainer}. Used on the slot's thread alone. */
final class Program {

  /** How often a waiting slot looks whether its trial was cancelled. */
  private static final Duration TICK = Duration.ofMillis(200);

  /** How long to wait for the error output of a program that has ended. */
  private static final Duration LAST_WORDS = Duration.ofSeconds(1);

  /** How long the end of a killed process may take. */
  private static final Duration KILLED = Duration.ofSeconds(10);

  private static final ObjectMapper JSON = new ObjectMapper();

  private final CommandTrainer trainer;
  private final TrialContext trial;
  private final Process process;
  private final Output output;

  /** What to tell the program; a thread of its own waits for it to read. */
  private final BlockingQueue<Boolean> decisions = new LinkedBlockingQueue<>();

  private Saved saved;

  /** The last epoch that this process reported; 0 before the first. */
  private int reported;

  private Program(
      CommandTrainer trainer, TrialContext trial, Process process, Writer log, Saved saved) {
    this.trainer = trainer;
    this.trial = trial;
    this.process = process;
    this.saved = saved;
    String name = trial.trial() + " a" + trial.attempt();
    output = new Output(process, log, name);
    daemon(name + " in", this::tellDecisions);
  }

  static Program start(CommandTrainer trainer, TrialContext trial, Saved saved) throws IOException {
    Path files =
        Files.createDirectories(
            trainer
                .files()
                .resolve(trial.trial().toString())
                .resolve("a" + trial.attempt())
                .toAbsolutePath());
    Path parameters = files.resolve("parameters.json");
    JSON.writeValue(parameters.toFile(), trial.configuration().plain());

    var builder = new ProcessBuilder(commandLine(trainer, trial));
    builder.directory(trainer.directory().toFile());
    Map<String, String> environment = builder.environment();
    environment.put("RUNGS_TRIAL", parameters.toString());
    environment.put("RUNGS_SEED", Long.toString(trial.seed()));
    environment.put("CUDA_VISIBLE_DEVICES", Integer.toString(trial.slot().device()));
    environment.remove("RUNGS_CHECKPOINT");
    saved.directory().ifPresent(at -> environment.put("RUNGS_CHECKPOINT", at.toString()));

    Writer log = Files.newBufferedWriter(files.resolve("log.txt"));
    try {
      return new Program(trainer, trial, builder.start(), log, saved);
    } catch (IOException e) {
      log.close();
      throw e;
    }
  }

  /** Returns the metrics of {@code epoch}; what the program repeats before it is passed over. */
  Metrics step(int epoch) throws IOException, InterruptedException {
    Line line;
    do {
      if (reported > 0) {
        decisions.add(true);
      }
      line = next(epoch);
      reported = line.epoch();
    } while (reported < epoch);
    saved =
        new Saved(epoch, line.checkpoint().map(this::existing).map(List::of).orElse(saved.model()));
    return line.metrics();
  }

  /** Returns how far the program has come. */
  Saved saved() {
    return saved;
  }

  /** Ends the program with all its children, politely at first. */
  void stop() throws IOException, InterruptedException {
    Set<ProcessHandle> tree = new LinkedHashSet<>(tree());
    decisions.add(false);
    if (!haveEnded(tree, trainer.grace())) {
      tree.addAll(tree());
      tree.forEach(ProcessHandle::destroy);
    }
    if (!haveEnded(tree, trainer.grace())) {
      tree.addAll(tree());
      tree.forEach(ProcessHandle::destroyForcibly);
      haveEnded(tree, KILLED); // the next program needs the device's memory
    }
    output.close();
  }

  private Line next(int epoch) throws InterruptedException {
    String text = nextReport(epoch);
    try {
      Line line = Line.parse(text);
      check(line, epoch);
      return line;
    } catch (IllegalArgumentException e) {
      throw failure("printed " + text + ": " + e.getMessage(), e);
    }
  }

  private String nextReport(int epoch) throws InterruptedException {
    while (!trial.cancelled()) {
      Optional<Optional<String>> report = output.poll(TICK);
      if (report.isPresent()) {
        return report.get().orElseThrow(() -> ended(epoch));
      }
    }
    throw new CancelledException();
  }

  // The first report may be of an epoch already known; then they count up.
  private void check(Line line, int epoch) {
    if (reported == 0 ? line.epoch() > epoch : line.epoch() != reported + 1) {
      throw new IllegalArgumentException(
          "epoch is "
              + line.epoch()
              + ", must be "
              + (reported == 0 ? "<= " + epoch : String.valueOf(reported + 1)));
    }
    if (!line.metrics().has(trainer.metric())) {
      throw new IllegalArgumentException(
          trainer.metric() + " is missing, must be reported: the sweep ranks trials by it");
    }
  }

  private Path existing(String checkpoint) {
    Path path = trainer.directory().resolve(checkpoint).toAbsolutePath();
    if (!Files.exists(path)) {
      throw failure("named the checkpoint " + path + ", must be a file or a directory", null);
    }
    return path;
  }

  private CommandException ended(int epoch) {
    try {
      String end =
          process.waitFor(trainer.grace().toMillis(), TimeUnit.MILLISECONDS)
              ? "ended with exit code " + process.exitValue()
              : "closed its standard output";
      output.awaitErrors(LAST_WORDS);
      return failure(end + " before it reported epoch " + epoch, null);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return failure("was interrupted before it reported epoch " + epoch, e);
    }
  }

  private CommandException failure(String what, @Nullable Exception cause) {
    String errors = output.lastErrors();
    String message =
        trial.trial()
            + ", attempt "
            + trial.attempt()
            + ": the command '"
            + String.join(" ", trainer.command())
            + "' "
            + what
            + (errors.isEmpty() ? "" : "; its last lines on standard error:\n" + errors);
    return cause == null ? new CommandException(message) : new CommandException(message, cause);
  }

  // A program that does not read lets the pipe fill up; only this thread waits then.
  private void tellDecisions() {
    try (OutputStream stdin = process.getOutputStream()) {
      boolean goOn;
      do {
        goOn = decisions.take();
        stdin.write(("{\"continue\": " + goOn + "}\n").getBytes(StandardCharsets.UTF_8));
        stdin.flush();
      } while (goOn);
    } catch (IOException e) {
      // The program has closed its input or ended; it is told in other ways.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private List<ProcessHandle> tree() {
    var tree = new ArrayList<>(process.descendants().toList());
    tree.add(process.toHandle());
    return tree;
  }

  private static boolean haveEnded(Set<ProcessHandle> tree, Duration patience)
      throws InterruptedException {
    CompletableFuture<?>[] ends =
        tree.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("the end of a process cannot be awaited", e);
    }
  }

  private static List<String> commandLine(CommandTrainer trainer, TrialContext trial) {
    var line = new ArrayList<>(trainer.command());
    for (Assignment each : trial.configuration().assignments()) {
      line.add("--" + each.name());
      line.add(each.value().toString());
    }
    return line;
  }

  static Thread daemon(String name, Runnable work) {
    var thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }
}

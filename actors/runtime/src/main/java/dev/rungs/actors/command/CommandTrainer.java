package dev.rungs.actors.command;

import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Trains with a program in any language, one process for each attempt of a trial.
 *
 * <p><b>What the program gets.</b> Each parameter as {@code --name value} behind the command, and
 * all of them as one JSON object in the file that {@code RUNGS_TRIAL} names; the directory of that
 * file is its to write in. {@code RUNGS_SEED} is the trial's seed, {@code CUDA_VISIBLE_DEVICES} the
 * slot's device, {@code RUNGS_CHECKPOINT} the directory to go on from, absent at the first start.
 *
 * <p><b>What it prints.</b> After each epoch, from 1, one JSON object in one line of standard
 * output:
 *
 * <pre>{@code {"epoch": 1, "val_loss": 0.31, "checkpoint": "epoch-1.pt"}}</pre>
 *
 * <p>Every further member is a metric: a number, {@code NaN}, {@code Infinity}, {@code -Infinity}
 * (bare or as a text), or {@code null} for NaN. {@code checkpoint} may name a file or a directory
 * it has written, relative to its working directory; it must not change that before it has read the
 * decision, or ever if it does not read decisions. A line that starts with <code>&#123;</code> is a
 * report; any other line, and standard error, goes to {@code log.txt} beside the parameters.
 *
 * <p><b>What it is told.</b> After each report one line of standard input: {@code {"continue":
 * true}}, or {@code {"continue": false}} when it should end. A program that has not ended after
 * {@code grace} gets SIGTERM, after another {@code grace} it is killed with its children; so it
 * need not read at all.
 *
 * <p>A program without checkpoints is started from its beginning on resume; the epochs already
 * known are trained, but not reported again. The same holds for epochs after its last checkpoint.
 * Where trials copy each other, a checkpoint may come from another trial, with other parameters; a
 * program without checkpoints then trains from its beginning with the new ones.
 *
 * @param command the program and its first arguments; not given to a shell
 * @param directory where it runs
 * @param files where each attempt gets a directory such as {@code t007/a2}
 * @param metric the sweep's objective; every report must hold it
 * @param grace how long to wait for an end, twice; zero to kill at once
 */
public record CommandTrainer(
    List<String> command, Path directory, Path files, String metric, Duration grace)
    implements IterativeTrainer<Program> {

  /** Long enough to write a checkpoint, short enough to wait for at every pause. */
  public static final Duration GRACE = Duration.ofSeconds(5);

  public CommandTrainer {
    command = List.copyOf(command);
    if (command.isEmpty()) {
      throw new IllegalArgumentException("command is empty, must name a program");
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("grace is " + grace + ", must be >= 0");
    }
  }

  @Override
  public Program create(TrialContext trial) throws IOException {
    return Program.start(this, trial, Saved.NOTHING);
  }

  @Override
  public Metrics step(Program program, int epoch) throws IOException, InterruptedException {
    return program.step(epoch);
  }

  @Override
  public void save(Program program, Path checkpoint) throws IOException {
    program.saved().write(checkpoint);
  }

  @Override
  public Program load(TrialContext trial, Path checkpoint) throws IOException {
    return Program.start(this, trial, Saved.read(checkpoint));
  }

  @Override
  public void release(Program program) throws IOException, InterruptedException {
    program.stop();
  }
}

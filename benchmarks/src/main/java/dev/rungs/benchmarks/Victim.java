package dev.rungs.benchmarks;

import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Behaviors;
import com.typesafe.config.ConfigFactory;
import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.actors.SweepUpdate;
import dev.rungs.actors.journal.EventJson;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.trial.Report;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Flow;

/**
 * The process that is killed: runs a {@link Task} in a directory and says, line by line, what it is
 * told to be safe. It ends by itself when the sweep has.
 */
final class Victim {

  /** Every line ends with it, so one that was cut is known. */
  static final String END_OF_LINE = ";";

  /** Says an epoch: trial, attempt, epoch and the bits of the loss follow. */
  static final String EPOCH = "epoch";

  /** Says an event of the sweep: its number and the update as JSON follow. */
  static final String EVENT = "event";

  /** So many epochs are trained before the sweep is told to stop, if it is to die of that. */
  private static final int EPOCHS_BEFORE_STOP = 10;

  private Victim() {}

  /** Arguments: the sweep's directory, the folder of examples, then the words of the task. */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Task task = Task.parse(Arrays.asList(args).subList(2, args.length));
    try (IterativeTrainer<?> trainer = task.trainer(Path.of(args[1]))) {
      if (Failpoint.anyArmed()) {
        runToDeath(directory, task, trainer);
      } else {
        try (Rungs rungs = builder(directory).open()) {
          run(rungs, task, trainer);
        }
      }
    }
  }

  private static Rungs.Builder builder(Path directory) {
    return Rungs.local()
        .directory(directory)
        .journal(ServerGround.database(directory))
        .slots(Task.SLOTS)
        .checkpointEvery(2);
  }

  /** The same on an actor system whose journal has the places to die. */
  private static void runToDeath(Path directory, Task task, IterativeTrainer<?> trainer) {
    ActorSystem<?> system =
        ActorSystem.create(
            Behaviors.empty(),
            "victim",
            ConfigFactory.load(
                FailpointJournal.config()
                    .withFallback(Rungs.journalConfig(directory))
                    .withFallback(ConfigFactory.parseResources("rungs/embedded.conf"))));
    try (Rungs rungs = builder(directory).system(system).open()) {
      run(rungs, task, trainer);
    } finally {
      system.terminate();
    }
  }

  private static void run(Rungs rungs, Task task, IterativeTrainer<?> trainer) {
    RunningSweep sweep = rungs.startOrResume(Task.ID, task.spec(), trainer);
    sweep.events().subscribe(new Teller(task, sweep));
    sweep.result().join();
  }

  /** Writes each update to the standard output, unbuffered, a line at once. */
  private static final class Teller implements Flow.Subscriber<SweepUpdate> {

    private final OutputStream out = new FileOutputStream(FileDescriptor.out);
    private final Task task;
    private final RunningSweep sweep;
    private int epochs;

    Teller(Task task, RunningSweep sweep) {
      this.task = task;
      this.sweep = sweep;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SweepUpdate update) {
      if (update instanceof SweepUpdate.Decided decided) {
        say(List.of(EVENT, decided.number(), EventJson.line(decided)));
        return;
      }
      var trained = (SweepUpdate.Trained) update;
      for (Report report : trained.reports()) {
        long loss = Double.doubleToLongBits(task.objective().loss(report.metrics()));
        say(List.of(EPOCH, trained.trial().number(), trained.attempt(), report.epoch(), loss));
        epochs++;
      }
      if (Failpoint.STOPPING.armed() && epochs >= EPOCHS_BEFORE_STOP) {
        FailpointJournal.stopping();
        var unused = sweep.stop();
      }
    }

    private void say(List<?> words) {
      var line = new StringBuilder();
      words.forEach(word -> line.append(line.isEmpty() ? "" : " ").append(word));
      try {
        out.write(
            line.append(END_OF_LINE).append('\n').toString().getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }
}

package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.actors.SweepUpdate;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;

/**
 * A sweep whose epochs take no time, so that nothing but the engine is measured.
 *
 * @param epochs of each trial
 */
record Flood(int trials, int epochs) implements IterativeTrainer<Flood.Model> {

  /** Under this id it stands in the journal. */
  static final String ID = "flood";

  /** An epoch reports as many. */
  static final int METRICS = 4;

  private static final String FILE = "epoch";

  /** Where a trial stands. */
  static final class Model {
    private int epoch;
  }

  /** Returns the sweep of so many trials that reports so many metrics in all. */
  static Flood of(int metrics, int trials) {
    return new Flood(trials, Math.max(1, metrics / METRICS / trials));
  }

  SweepSpec spec() {
    return SweepSpec.named(ID)
        .minimize("val_loss")
        .over(Parameter.real("x", 0, 1))
        .sampler(new RandomSampler())
        .scheduler(new RunToEnd(epochs))
        .stop(StopRules.trials(trials))
        .build();
  }

  @Override
  public Model create(TrialContext trial) {
    return new Model();
  }

  @Override
  public Metrics step(Model model, int epoch) {
    model.epoch = epoch;
    double loss = 1.0 / epoch;
    return Metrics.of("loss", loss, "val_loss", 1.1 * loss)
        .and("accuracy", 1 - loss)
        .and("val_accuracy", 1 - 1.1 * loss);
  }

  @Override
  public void save(Model model, Path directory) throws IOException {
    Files.writeString(directory.resolve(FILE), Integer.toString(model.epoch));
  }

  @Override
  public Model load(TrialContext trial, Path directory) throws IOException {
    var model = new Model();
    model.epoch = Integer.parseInt(Files.readString(directory.resolve(FILE)));
    return model;
  }

  /**
   * Runs the sweep, or goes on with it, until so many more epochs are safe; leaves it so.
   *
   * @param then what to do at that moment
   */
  void runUntil(Path directory, long safe, Runnable then) throws Exception {
    try (Rungs rungs = Rungs.local().directory(directory).slots(trials).open()) {
      RunningSweep sweep = rungs.startOrResume(ID, spec(), this);
      var enough = new Enough(safe);
      sweep.events().subscribe(enough);
      enough.reached.await();
      then.run();
      sweep.stop().join();
    }
  }

  /** Returns what {@link #main} is told. */
  List<String> words(Ground ground) {
    return List.of(
        ground.directory().toString(), Integer.toString(trials), Integer.toString(epochs));
  }

  /** Goes on with a sweep until an epoch is safe, and says that it is. */
  public static void main(String[] args) throws Exception {
    var flood = new Flood(Integer.parseInt(args[1]), Integer.parseInt(args[2]));
    flood.runUntil(
        Path.of(args[0]), 1, () -> System.out.println(Victim.EPOCH + Victim.END_OF_LINE));
  }

  /** Counts epochs that are safe. */
  private static final class Enough implements Flow.Subscriber<SweepUpdate> {

    private final CountDownLatch reached = new CountDownLatch(1);
    private long missing;

    Enough(long epochs) {
      missing = epochs;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(SweepUpdate update) {
      if (update instanceof SweepUpdate.Trained trained) {
        missing -= trained.reports().size();
        if (missing <= 0) {
          reached.countDown();
        }
      }
    }

    @Override
    public void onError(Throwable failure) {
      reached.countDown();
    }

    @Override
    public void onComplete() {
      reached.countDown();
    }
  }
}

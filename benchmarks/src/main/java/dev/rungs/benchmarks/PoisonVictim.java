package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.isolate.IsolatedTrainer;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerFactory;
import dev.rungs.train.Trial;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * A process that runs two sweeps of four trials at once: one of healthy trials, then one with a
 * poisoned trial among them. Says how long the epochs of the healthy ones took.
 */
final class PoisonVictim {

  static final String LOSS = "loss";

  /** The ids of the two sweeps. */
  static final String HEALTHY = "healthy";

  static final String POISONED = "poisoned";

  static final int TRIALS = 4;

  private static final String WHAT = "what";
  private static final String MILLIS = "ms";

  private static final int POISONED_EPOCH = 3;

  /** Epochs before the JVM has compiled the trainer; they are not timed. */
  private static final int WARM_UP = 20;

  private static final int TURNS = 1_000_000;

  private PoisonVictim() {}

  /**
   * Arguments: directory, toxin, epochs of each trial, the deadline of an epoch in seconds, whether
   * each slot has a process of its own.
   */
  public static void main(String[] args) throws Exception {
    Path directory = Path.of(args[0]);
    Toxin toxin = Toxin.valueOf(args[1]);
    int epochs = Integer.parseInt(args[2]);
    Duration deadline = Duration.ofSeconds(Long.parseLong(args[3]));
    boolean isolated = Boolean.parseBoolean(args[4]);
    try (Rungs rungs =
        Rungs.local().directory(directory).slots(TRIALS).epochTimeout(deadline).open()) {
      for (String id : List.of(HEALTHY, POISONED)) {
        if (isolated) {
          Path output = directory.resolve("trainer.log");
          try (var steps = IsolatedTrainer.open(PoisonedSteps.class, toxin.name(), output)) {
            rungs.run(id, spec(id, epochs), steps);
          }
        } else {
          rungs.run(id, spec(id, epochs), trial -> train(trial, toxin));
        }
      }
    }
    var journal = new SweepJournal(directory);
    System.out.println(meanMillis(journal, HEALTHY) + " " + meanMillis(journal, POISONED));
  }

  private static double meanMillis(SweepJournal journal, String id) {
    return IntStream.range(1, TRIALS)
        .mapToObj(number -> journal.events(id, new TrialId(number)))
        .flatMap(List::stream)
        .filter(each -> each.event() instanceof EpochsReported)
        .flatMap(each -> ((EpochsReported) each.event()).reports().stream())
        .filter(report -> report.epoch() > WARM_UP)
        .mapToDouble(report -> report.metrics().get(MILLIS))
        .average()
        .orElse(Double.NaN);
  }

  private static SweepSpec spec(String id, int epochs) {
    SweepSpec.Builder sweep =
        SweepSpec.named(id)
            .minimize(LOSS)
            .over(Parameter.choice(WHAT, HEALTHY, POISONED), Parameter.integer("number", 0, TRIALS))
            .sampler(new RandomSampler())
            .scheduler(new RunToEnd(epochs))
            .stop(StopRules.trials(TRIALS))
            .retry(new Retry(0, List.of()));
    for (int number = 0; number < TRIALS; number++) {
      sweep.startWith(Map.of(WHAT, number == 0 ? id : HEALTHY, "number", number));
    }
    return sweep.build();
  }

  /** Trains until it is poisoned, if it is. */
  private static void train(Trial trial, Toxin toxin) throws Exception {
    boolean poisoned = trial.text(WHAT).equals(POISONED);
    var clock = new EpochClock();
    for (int epoch : trial.steps()) {
      double loss = work(trial.seed());
      if (poisoned && epoch == POISONED_EPOCH) {
        toxin.workOn(trial);
        if (toxin == Toxin.RETURNS_EARLY) {
          return;
        }
      }
      if (!poisoned || epoch != POISONED_EPOCH || toxin.reportsAfter()) {
        trial.report(Metrics.of(LOSS, loss, MILLIS, clock.lap()));
      }
    }
  }

  /** Keeps a core busy as long as an epoch takes. */
  private static double work(long seed) {
    long hash = seed;
    for (int turn = 0; turn < TURNS; turn++) {
      hash = Chance.mix(hash, turn);
    }
    return (hash >>> 11) * 0x1p-53;
  }

  /** Milliseconds from one epoch's end to the next one's. */
  static final class EpochClock {

    private long last = System.nanoTime();

    double lap() {
      long now = System.nanoTime();
      double lap = (now - last) / 1e6;
      last = now;
      return lap;
    }
  }

  /** The same for a process of its own. Its models are of no use afterwards. */
  public static final class PoisonedSteps
      implements TrainerFactory, IterativeTrainer<PoisonedSteps.Model> {

    /** A trial and its clock. */
    record Model(TrialContext trial, EpochClock clock) {}

    private Toxin toxin = Toxin.EXCEPTION;

    @Override
    public IterativeTrainer<?> open(String argument) {
      toxin = Toxin.valueOf(argument);
      return this;
    }

    @Override
    public Model create(TrialContext trial) {
      return new Model(trial, new EpochClock());
    }

    @Override
    public Metrics step(Model model, int epoch) throws Exception {
      double loss = work(model.trial().seed());
      boolean poisoned = model.trial().configuration().text(WHAT).equals(POISONED);
      if (poisoned && epoch == POISONED_EPOCH) {
        toxin.work();
      }
      return Metrics.of(LOSS, loss, MILLIS, model.clock().lap());
    }

    @Override
    public void save(Model model, Path directory) throws IOException {
      Files.writeString(directory.resolve("model"), "none");
    }

    @Override
    public Model load(TrialContext trial, Path directory) {
      return create(trial);
    }
  }
}

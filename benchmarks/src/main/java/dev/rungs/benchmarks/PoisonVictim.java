package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import dev.rungs.train.Trial;
import dev.rungs.trial.Chance;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;

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

  private static final int POISONED_EPOCH = 3;

  /** Epochs before the JVM has compiled the trainer; they are not timed. */
  private static final int WARM_UP = 20;

  private static final int TURNS = 1_000_000;

  private PoisonVictim() {}

  /** Arguments: directory, toxin, epochs of each trial, the deadline of an epoch in seconds. */
  public static void main(String[] args) throws Exception {
    Toxin toxin = Toxin.valueOf(args[1]);
    int epochs = Integer.parseInt(args[2]);
    Duration deadline = Duration.ofSeconds(Long.parseLong(args[3]));
    try (Rungs rungs =
        Rungs.local().directory(Path.of(args[0])).slots(TRIALS).epochTimeout(deadline).open()) {
      double healthy = run(rungs, HEALTHY, epochs, toxin);
      double poisoned = run(rungs, POISONED, epochs, toxin);
      System.out.println(healthy + " " + poisoned);
    }
  }

  /** Returns the mean time of an epoch of the healthy trials, in milliseconds. */
  private static double run(Rungs rungs, String id, int epochs, Toxin toxin) throws Exception {
    var trainer = new Epochs(toxin);
    rungs.run(id, spec(id, epochs), trainer);
    return trainer.nanos.stream().mapToLong(Long::longValue).average().orElse(Double.NaN) / 1e6;
  }

  private static SweepSpec spec(String id, int epochs) {
    SweepSpec.Builder sweep =
        SweepSpec.named(id)
            .minimize(LOSS)
            .over(
                Parameter.choice("what", HEALTHY, POISONED), Parameter.integer("number", 0, TRIALS))
            .sampler(new RandomSampler())
            .scheduler(new RunToEnd(epochs))
            .stop(StopRules.trials(TRIALS))
            .retry(new Retry(0, List.of()));
    for (int number = 0; number < TRIALS; number++) {
      sweep.startWith(Map.of("what", number == 0 ? id : HEALTHY, "number", number));
    }
    return sweep.build();
  }

  /** Epochs that keep a core busy; the poisoned trial works on until it is poisoned. */
  private static final class Epochs implements Trainer {

    private final Toxin toxin;
    private final ConcurrentLinkedQueue<Long> nanos = new ConcurrentLinkedQueue<>();

    Epochs(Toxin toxin) {
      this.toxin = toxin;
    }

    @Override
    public void train(Trial trial) throws Exception {
      boolean poisoned = trial.text("what").equals(POISONED);
      long last = System.nanoTime();
      for (int epoch : trial.steps()) {
        long hash = trial.seed();
        for (int turn = 0; turn < TURNS; turn++) {
          hash = Chance.mix(hash, turn);
        }
        if (poisoned && epoch == POISONED_EPOCH) {
          toxin.workOn(trial);
          if (toxin == Toxin.RETURNS_EARLY) {
            return;
          }
        }
        if (!poisoned || epoch != POISONED_EPOCH || toxin.reportsAfter()) {
          trial.report(LOSS, (hash >>> 11) * 0x1p-53);
        }
        long now = System.nanoTime();
        if (!poisoned && epoch > WARM_UP) {
          nanos.add(now - last);
        }
        last = now;
      }
    }
  }
}

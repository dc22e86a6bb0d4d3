package dev.rungs.cli;

import static dev.rungs.space.Parameter.choice;
import static dev.rungs.space.Parameter.constant;
import static dev.rungs.space.Parameter.integer;
import static dev.rungs.space.Parameter.real;

import dev.rungs.actors.Rungs;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.DivergedException;
import dev.rungs.train.Trainer;
import dev.rungs.train.Trial;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;

/**
 * Small sweeps with real journals. One slot and a clock that stands, so each is always the same.
 */
final class Tiny {

  private static final Clock NOON =
      Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

  private Tiny() {}

  /** Runs 27 trials; those with lr above 0.05 diverge. */
  static SweepResult sweep(Path directory, String id) throws InterruptedException {
    return sweep(directory, id, new Asha(1, 9, 3));
  }

  /** Runs the same with another scheduler. */
  static SweepResult sweep(Path directory, String id, Scheduler scheduler, Scheduler... shadows)
      throws InterruptedException {
    return run(directory, id, 27, scheduler, Tiny::train, shadows);
  }

  /** Runs three trials that all diverge. */
  static SweepResult hopeless(Path directory, String id) throws InterruptedException {
    return run(
        directory,
        id,
        3,
        new Asha(1, 9, 3),
        trial -> {
          throw new DivergedException("loss is NaN");
        });
  }

  private static SweepResult run(
      Path directory,
      String id,
      int trials,
      Scheduler scheduler,
      Trainer trainer,
      Scheduler... shadows)
      throws InterruptedException {
    SweepSpec.Builder spec =
        SweepSpec.named("tiny")
            .minimize("val_loss")
            .over(
                real("lr", 1e-5, 1e-1).log(),
                integer("hidden", 16, 256).log(),
                choice("optimizer", "adam", "sgd"),
                constant("batch", 32))
            .sampler(new RandomSampler())
            .scheduler(scheduler)
            .stop(StopRules.trials(trials));
    List.of(shadows).forEach(spec::shadow);
    try (Rungs rungs = Rungs.local().directory(directory).slots(1).clock(NOON).open()) {
      return rungs.run(id, spec.build(), trainer);
    }
  }

  private static void train(Trial trial) throws Exception {
    int[] trained = {0};
    trial.checkpoint(
        folder -> trained[0] = Integer.parseInt(Files.readString(folder.resolve("epochs"))),
        folder -> Files.writeString(folder.resolve("epochs"), trained[0] + ""));
    for (int epoch : trial.steps()) {
      trained[0] = epoch;
      if (trial.real("lr") > 0.05) {
        throw new DivergedException("loss is NaN");
      }
      double off = Math.abs(StrictMath.log10(trial.real("lr")) + 3);
      double loss = 0.1 + off / 4 + 1.0 / (1 + epoch);
      trial.report("val_loss", loss, "val_accuracy", 1 / (1 + loss));
    }
  }
}

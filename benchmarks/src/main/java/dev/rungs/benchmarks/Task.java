package dev.rungs.benchmarks;

import dev.rungs.dl4j.MlpProvider;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.Order;
import dev.rungs.sweep.Retry;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.trial.Objective;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A sweep to be killed. Harness and victim build it from the same words.
 *
 * @param kind what is trained
 * @param top the ladder's last epoch
 */
record Task(Kind kind, long seed, int trials, int top, boolean ordered) {

  /** Under this id it stands in the journal. */
  static final String ID = "sweep";

  static final int SLOTS = 2;

  /** Deaths are no trial's fault here, so none is given up for them. */
  private static final Retry RETRY = new Retry(0, List.of(), 0);

  private static final Duration PACE = Duration.ofMillis(10);

  enum Kind {
    /** {@link Walk}. */
    WALK,
    /** A perceptron of DL4J on the digits in the folder of examples. */
    DIGITS
  }

  List<String> words() {
    return List.of(
        kind.name(),
        Long.toString(seed),
        Integer.toString(trials),
        Integer.toString(top),
        Boolean.toString(ordered));
  }

  static Task parse(List<String> words) {
    return new Task(
        Kind.valueOf(words.get(0)),
        Long.parseLong(words.get(1)),
        Integer.parseInt(words.get(2)),
        Integer.parseInt(words.get(3)),
        Boolean.parseBoolean(words.get(4)));
  }

  Task withSeed(long other) {
    return new Task(kind, other, trials, top, ordered);
  }

  Objective objective() {
    return Objective.minimize(kind == Kind.WALK ? Walk.LOSS : "val_loss");
  }

  SweepSpec spec() {
    SweepSpec.Builder sweep =
        SweepSpec.named(ID)
            .seed(seed)
            .objective(objective())
            .sampler(new RandomSampler())
            .scheduler(new Asha(1, top, 3))
            .stop(StopRules.trials(trials))
            .retry(RETRY)
            .order(ordered ? new Order.Ordered(SLOTS) : new Order.Replay());
    return kind == Kind.WALK
        ? sweep.over(Parameter.real("x", 0, 1)).build()
        : sweep
            .over(
                Parameter.real("lr", 3e-4, 3e-2).log(),
                Parameter.real("dropout", 0, 0.5),
                Parameter.constant("optimizer", "adam"),
                Parameter.constant("layers", 1),
                Parameter.constant("width", 32),
                Parameter.constant("batch", 64))
            .build();
  }

  /**
   * Opens the trainer.
   *
   * @param examples the folder with {@code data/digits.csv.gz}
   */
  IterativeTrainer<?> trainer(Path examples) throws Exception {
    if (kind == Kind.WALK) {
      return new Walk(PACE);
    }
    Configuration data =
        Configuration.of(
            Map.of("csv", "data/digits.csv.gz", "validation", 0.2, "test", 0.15, "split_seed", 1));
    return new MlpProvider().open(Configuration.EMPTY, data, examples);
  }
}

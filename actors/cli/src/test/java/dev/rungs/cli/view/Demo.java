package dev.rungs.cli.view;

import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;

/** One sweep for tests of what screens show. */
final class Demo {

  /** What {@code rungs plan} says of {@link #of} 64 trials. */
  static final double EPOCHS = 184;

  private Demo() {}

  static SweepSpec of(int trials) {
    return SweepSpec.named("demo")
        .minimize("val_loss")
        .over(
            Parameter.real("lr", 1e-4, 0.1).log(),
            Parameter.integer("hidden", 16, 256).log(),
            Parameter.real("dropout", 0, 0.6).step(0.05),
            Parameter.choice("optimizer", "adam", "sgd", "rmsprop"))
        .seed(42)
        .sampler(new RandomSampler())
        .scheduler(new Asha(1, 27, 3))
        .stop(StopRules.trials(trials))
        .build();
  }

  /** Returns a sweep of 64 trials on four slots, one in sixteen of which diverges. */
  static Simulated simulated() {
    return new Simulated(of(64), 4, EPOCHS, 16, 7, event -> {});
  }

  static SweepResult result(Simulated sweep) {
    return SweepResult.of("demo", sweep.log());
  }
}

package dev.rungs.examples;

import static dev.rungs.space.Parameter.integer;
import static dev.rungs.space.Parameter.real;

import dev.rungs.actors.Rungs;
import dev.rungs.schedule.Asha;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import java.nio.file.Path;

/** The README's sweep. */
final class Quickstart {

  private Quickstart() {}

  static SweepResult run(Path runs, Data irises) throws Exception {
    SweepSpec sweep =
        SweepSpec.named("irises")
            .minimize("loss")
            .over(real("lr", 1e-4, 1e-1).log(), integer("hidden", 4, 64).log())
            .scheduler(new Asha(1, 27, 3))
            .stop(StopRules.trials(64))
            .build();

    try (Rungs rungs = Rungs.local().directory(runs).open()) {
      return rungs.run(
          "irises-1",
          sweep,
          trial -> {
            var net = new Net(irises, trial.integer("hidden"), trial.real("lr"), trial.seed());
            trial.checkpoint(net::load, net::save);
            for (int epoch : trial.steps()) {
              trial.report(net.train(epoch));
            }
          });
    }
  }
}

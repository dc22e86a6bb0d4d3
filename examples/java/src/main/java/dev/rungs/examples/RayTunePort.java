package dev.rungs.examples;

import static dev.rungs.space.Parameter.choice;
import static dev.rungs.space.Parameter.powerOfTwo;
import static dev.rungs.space.Parameter.real;

import dev.rungs.actors.Rungs;
import dev.rungs.schedule.AshaStopping;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import dev.rungs.trial.Objective;
import java.nio.file.Path;

/**
 * The sweep of {@code examples/ray-tune-port.yaml} in Java, where the Python original is quoted.
 * Ray's ASHA stops trials and never promotes; its best trial is the one whose last result is best.
 */
final class RayTunePort {

  private RayTunePort() {}

  static SweepResult tune(Path runs, Data data) throws Exception {
    SweepSpec sweep =
        SweepSpec.named("ray-tune-port")
            .objective(Objective.minimize("loss").withUse(Objective.Use.LAST))
            .over(
                powerOfTwo("l1", 4, 256), // 2 ** randint(2, 9), which ends at 8
                powerOfTwo("l2", 4, 256),
                real("lr", 1e-4, 1e-1).log(),
                choice("batch_size", 2, 4, 8, 16))
            .scheduler(new AshaStopping(1, 10, 2)) // grace_period, max_t, reduction_factor
            .stop(StopRules.trials(10)) // num_samples
            .build();
    Trainer trainer =
        trial -> {
          Net net = Net.of(trial, data);
          trial.checkpoint(net::load, net::save);
          trial.steps().forEach(epoch -> trial.report(net.train(epoch)));
        };
    try (Rungs rungs = Rungs.local().directory(runs).cpusPerTrial(2).open()) {
      return rungs.run("ray-tune-port", sweep, trainer);
    }
  }

  /** Runs it from the project's directory. */
  public static void main(String[] args) throws Exception {
    SweepResult result = tune(Path.of("runs"), Data.read(Path.of("examples/data/iris.csv")));
    System.out.println(result.best());
  }
}

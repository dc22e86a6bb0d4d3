package dev.rungs.actors.journal;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.Map;

/** Writes the golden journal of today's format into a directory, when there is a new format. */
final class GoldenWriter {

  private GoldenWriter() {}

  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    Path directory = Files.createTempDirectory("golden");
    SweepSpec sweep =
        SweepSpec.named("golden")
            .minimize("loss")
            .over(
                SearchSpace.of(Parameter.real("x", 0, 1), Parameter.choice("kind", "a", "b"))
                    .where("-x / 2 > -0.499"))
            .sampler(new RandomSampler())
            .scheduler(new Asha(1, 9, 3))
            .stop(StopRules.trials(9))
            .build();
    try (Rungs rungs = Rungs.local().directory(directory).slots(2).open()) {
      RunningSweep running = rungs.startOrResume("q", sweep, trainer());
      running.pause("lunch").toCompletableFuture().get();
      running.enqueue(Map.of("x", 0.3, "kind", "b")).toCompletableFuture().get();
      running.resume().toCompletableFuture().get();
      running.result().get();
      rungs.run("q", sweep.withStop(StopRules.trials(12)), trainer()); // goes on under other limits
    }
    Path database = directory.resolve(SqliteFile.FILE);
    try (Connection connection = DriverManager.getConnection(SqliteFile.url(database));
        Statement statement = connection.createStatement()) {
      statement.executeUpdate("VACUUM");
    }
    String name = "golden-" + EventCodec.VERSION;
    Files.copy(database, target.resolve(name + ".db"));
    Files.copy(directory.resolve("q").resolve(Marks.FILE), target.resolve(name + ".mark"));
    Files.writeString(
        target.resolve(name + ".json"), GoldenTest.state(new SweepJournal(directory)));
  }

  private static Trainer trainer() {
    return trial -> {
      if (trial.trial().number() == 2) {
        throw new IllegalStateException("no luck");
      }
      int[] epochs = {0};
      trial.checkpoint(
          from -> epochs[0] = Integer.parseInt(Files.readString(from.resolve("epochs"))),
          to -> Files.writeString(to.resolve("epochs"), Integer.toString(epochs[0])));
      for (int epoch : trial.steps()) {
        epochs[0] = epoch;
        double bad = trial.trial().number() == 4 ? Double.NaN : 0;
        trial.report("loss", Math.abs(trial.real("x") - 0.3) + 1.0 / epoch + bad);
      }
    };
  }
}

package dev.rungs.actors.journal;

import dev.rungs.actors.Rungs;
import dev.rungs.actors.RunningSweep;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.MedianStopping;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Trainer;
import dev.rungs.trial.Metrics;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;

/**
 * Writes the golden journal of today's format into a directory, when there is a new format or
 * events have got something more; and what those before fold to, when a fold tells more of them.
 */
final class GoldenWriter {

  private GoldenWriter() {}

  /**
   * Writes.
   *
   * @param arguments the directory; what the journal is called behind its version, such as {@code
   *     -aims}; the names of those before
   */
  public static void main(String[] arguments) throws Exception {
    Path target = Path.of(arguments[0]);
    for (String before : List.of(arguments).subList(2, arguments.length)) {
      Path directory = Files.createTempDirectory("golden");
      Files.createDirectories(directory.resolve("q"));
      Files.copy(target.resolve(before + ".db"), directory.resolve(SqliteFile.FILE));
      Files.copy(target.resolve(before + ".mark"), directory.resolve("q").resolve(Marks.FILE));
      Files.writeString(
          target.resolve(before + ".json"), GoldenTest.state(new SweepJournal(directory)));
    }
    write(target, "golden-" + EventCodec.VERSION + arguments[1]);
  }

  private static void write(Path target, String name) throws Exception {
    Path directory = Files.createTempDirectory("golden");
    SweepSpec sweep =
        SweepSpec.named("golden")
            .minimize("loss")
            .alsoMinimize("size")
            .requireAtMost("size", 0.9)
            .over(
                SearchSpace.of(Parameter.real("x", 0, 1), Parameter.choice("kind", "a", "b"))
                    .where("-x / 2 > -0.499"))
            .sampler(new RandomSampler())
            .scheduler(new Asha(1, 9, 3))
            .shadow(new MedianStopping(1, 9, 0, 5))
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
        double loss = Math.abs(trial.real("x") - 0.3) + 1.0 / epoch + bad;
        trial.report(Metrics.of("loss", loss, "size", trial.real("x") + 0.01 * epoch));
      }
    };
  }
}

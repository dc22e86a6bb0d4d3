package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;

/** What the tests of this package share: trials, small data, short runs. */
final class Trials {

  static final Slot SLOT = new Slot(0, 0, 1);

  private Trials() {}

  /** One execution of a trial, cancelled when asked. */
  record Context(Configuration configuration, long seed, BooleanSupplier stop)
      implements TrialContext {

    @Override
    public TrialId trial() {
      return new TrialId(0);
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public Slot slot() {
      return SLOT;
    }

    @Override
    public boolean cancelled() {
      return stop.getAsBoolean();
    }
  }

  static Context trial(long seed, Map<String, ?> configuration) {
    return new Context(Configuration.of(configuration), seed, () -> false);
  }

  /** Examples of 4 x 4 pixels in three noisy classes: which third of the image is bright. */
  static Table table(int count) {
    var random = new SplittableRandom(1);
    var inputs = new float[count * 16];
    var labels = new int[count];
    for (int row = 0; row < count; row++) {
      labels[row] = row % 3;
      for (int pixel = 0; pixel < 16; pixel++) {
        double bright = pixel % 3 == labels[row] ? 1 : 0;
        inputs[row * 16 + pixel] = (float) (bright + random.nextDouble());
      }
    }
    List<String> names = IntStream.range(0, 16).mapToObj(i -> "p" + i).toList();
    return new Table(new Examples(16, inputs, labels), names, List.of("a", "b", "c"), 4);
  }

  static DataPlan plan(Map<String, ?> more) {
    return Settings.DATA.make(
        Configuration.of(Map.of("csv", "any")).orElse(Configuration.of(more)));
  }

  static Dl4jTrainer mlp() {
    return bound(
        new Dl4jTrainer(
            Settings.MLP, Configuration.EMPTY, LabelledData.of(table(90), plan(Map.of()))));
  }

  static Dl4jTrainer cnn() {
    return bound(
        new Dl4jTrainer(
            Settings.CNN, Configuration.EMPTY, LabelledData.of(table(90), plan(Map.of()))));
  }

  static Dl4jTrainer digits() throws IOException {
    var data = Settings.DATA.make(Configuration.of(Map.of("csv", "digits.csv.gz", "test", 0.2)));
    Path folder = Path.of("../../examples/data").toAbsolutePath().normalize();
    return bound(
        new Dl4jTrainer(Settings.MLP, Configuration.EMPTY, LabelledData.read(data, folder)));
  }

  private static Dl4jTrainer bound(Dl4jTrainer trainer) {
    trainer.bind(SLOT);
    return trainer;
  }

  /** Trains the epochs in {@code [from, to]} and returns each one's metrics but the seconds. */
  static List<String> epochs(Dl4jTrainer trainer, Dl4jModel model, int from, int to) {
    var seen = new ArrayList<String>();
    for (int epoch = from; epoch <= to; epoch++) {
      seen.add(bits(trainer.step(model, epoch)));
    }
    return seen;
  }

  /** Trains a fresh model for some epochs and frees it. */
  static List<String> run(Dl4jTrainer trainer, Context trial, int epochs) {
    Dl4jModel model = trainer.create(trial);
    try {
      return epochs(trainer, model, 1, epochs);
    } finally {
      trainer.release(model);
    }
  }

  private static String bits(Metrics metrics) {
    return new Metrics(
            metrics.values().stream().filter(each -> !each.name().equals("seconds")).toList())
        .toString();
  }
}

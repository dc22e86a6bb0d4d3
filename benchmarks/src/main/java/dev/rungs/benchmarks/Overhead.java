package dev.rungs.benchmarks;

import dev.rungs.actors.Rungs;
import dev.rungs.dl4j.MlpProvider;
import dev.rungs.dl4j.PlainLoop;
import dev.rungs.dl4j.PlainLoop.Job;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Objective;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * What the engine costs: epochs per second of a sweep without early stopping, against a plain DL4J
 * loop over the same configurations, both on as many threads.
 *
 * <p>The sweep's time runs from its first event to its last, with journal, checkpoints and all; the
 * winner's test and export, which the loop does not have, come after. Both sides run once to warm
 * up; then pairs alternate which side goes first. That both train the same is checked: all runs
 * must end at the same losses, bit by bit.
 */
@Command(
    name = "overhead",
    mixinStandardHelpOptions = true,
    description = "Epochs per second in the engine against a plain DL4J loop.")
final class Overhead implements Benchmark {

  /** The engine must reach this share of the loop's speed. */
  private static final double LEAST = 0.97;

  @Option(names = "--pairs", description = "how often both sides are timed (${DEFAULT-VALUE})")
  int pairs = 10;

  @Option(names = "--trials", description = "configurations, trained by each (${DEFAULT-VALUE})")
  int trials = 12;

  @Option(names = "--epochs", description = "of each trial (${DEFAULT-VALUE})")
  int epochs = 27;

  @Option(names = "--threads", description = "trials at the same time (${DEFAULT-VALUE})")
  int threads = 2;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "a folder laid out like MNIST's, to measure 784-256-10 on 10,000 images too")
  Optional<Path> data = Optional.empty();

  @Option(
      names = "--examples",
      paramLabel = "DIR",
      description = "the folder with data/digits.csv.gz (${DEFAULT-VALUE})")
  Path examples = Path.of("examples");

  /** A network and what it learns from. */
  private record Task(String name, int width, int batch, Map<String, ?> data, Path base) {

    static Task digits(Path examples) {
      return new Task(
          "digits 64-128-10, batch 32",
          128,
          32,
          Map.of("csv", "data/digits.csv.gz", "validation", 0.2, "test", 0.15, "split_seed", 1),
          examples);
    }

    static Task images(Path folder) {
      return new Task(
          "images 784-256-10, batch 128",
          256,
          128,
          Map.of("idx", ".", "validation", 0.1, "limit", 10_000),
          folder);
    }

    SweepSpec sweep(int trials, int epochs) {
      return SweepSpec.named("overhead")
          .objective(Objective.minimize("val_loss").withUse(Objective.Use.LAST))
          .over(
              Parameter.real("lr", 3e-4, 3e-3).log(),
              Parameter.real("dropout", 0, 0.3),
              Parameter.constant("optimizer", "adam"),
              Parameter.constant("layers", 1),
              Parameter.constant("width", width),
              Parameter.constant("batch", batch))
          .sampler(new RandomSampler())
          .scheduler(new RunToEnd(epochs))
          .stop(StopRules.trials(trials))
          .build();
    }
  }

  /** Epochs per second of both sides, run right after each other. */
  private record Pair(double engine, double plain) {

    double ratio() {
      return engine / plain;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT, "engine %.1f, loop %.1f, ratio %.3f", engine, plain, ratio());
    }
  }

  @Override
  public Finding measure() throws Exception {
    var table = new ArrayList<List<String>>();
    table.add(
        List.of("network", "engine epochs/s", "loop epochs/s", "engine / loop [95 %]", "pairs"));
    Median digits = compare(Task.digits(examples), table);
    if (data.isPresent()) {
      compare(Task.images(data.get()), table);
    }
    String says = "engine / loop on digits is " + digits + ", must be >= " + LEAST;
    return new Finding(table, List.of(new Finding.Check(says, digits.value() >= LEAST)));
  }

  private Median compare(Task task, List<List<String>> table) throws Exception {
    List<Pair> timed = new ArrayList<>();
    Configuration settings = Configuration.of(task.data());
    try (Temporary directory = Temporary.create();
        Rungs rungs = Rungs.local().directory(directory.path()).slots(threads).open();
        IterativeTrainer<?> trainer =
            new MlpProvider().open(Configuration.EMPTY, settings, task.base())) {
      var loop = new PlainLoop(settings, task.base());
      var sides = new Sides(rungs, trainer, loop, task.sweep(trials, epochs));
      for (int number = 0; number < pairs; number++) {
        Pair pair = sides.pair(number % 2 == 0);
        timed.add(pair);
        System.err.println(task.name() + ": " + pair);
      }
    }
    Median ratio = Median.of(timed.stream().map(Pair::ratio).toList());
    table.add(
        List.of(
            task.name(),
            rate(timed.stream().map(Pair::engine).toList()),
            rate(timed.stream().map(Pair::plain).toList()),
            ratio.toString(),
            Integer.toString(pairs)));
    return ratio;
  }

  /** The engine and the loop, ready to be run again and again. */
  private final class Sides {

    private final Rungs rungs;
    private final IterativeTrainer<?> trainer;
    private final PlainLoop loop;
    private final SweepSpec spec;
    private final List<Job> jobs;
    private final List<Double> losses;
    private int sweeps;

    /** Runs both once, which warms up, tells the configurations, and shows that losses agree. */
    Sides(Rungs rungs, IterativeTrainer<?> trainer, PlainLoop loop, SweepSpec spec)
        throws Exception {
      this.rungs = rungs;
      this.trainer = trainer;
      this.loop = loop;
      this.spec = spec;
      SweepResult warm = rungs.run("warm-up", spec, trainer);
      jobs = warm.trials().stream().map(trial -> job(spec, trial)).toList();
      losses = losses(warm);
      loop();
    }

    Pair pair(boolean engineFirst) throws Exception {
      if (engineFirst) {
        double engine = engine();
        return new Pair(engine, loop());
      }
      double plain = loop();
      return new Pair(engine(), plain);
    }

    private double engine() throws InterruptedException {
      SweepResult result = rungs.run("sweep-" + ++sweeps, spec, trainer);
      check(losses(result));
      return rate(result.elapsed().toNanos());
    }

    private double loop() throws Exception {
      long start = System.nanoTime();
      List<Double> reached = loop.train(jobs, epochs, threads);
      long nanos = System.nanoTime() - start;
      check(reached);
      return rate(nanos);
    }

    private double rate(long nanos) {
      return 1e9 * trials * epochs / nanos;
    }

    private void check(List<Double> reached) {
      if (!reached.equals(losses)) {
        throw new IllegalStateException("losses are " + reached + ", must be " + losses);
      }
    }
  }

  private static Job job(SweepSpec spec, TrialSummary trial) {
    return new Job(trial.configuration(), new Chance(spec.seed(), trial.id()).seed("training"));
  }

  private static List<Double> losses(SweepResult result) {
    return result.trials().stream().map(TrialSummary::result).toList();
  }

  private static String rate(List<Double> rates) {
    return String.format(Locale.ROOT, "%.1f", Median.of(rates).value());
  }
}

package dev.rungs.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.benchmarks.sim.Budget;
import dev.rungs.benchmarks.sim.Interval;
import dev.rungs.benchmarks.sim.Problem;
import dev.rungs.benchmarks.sim.Run;
import dev.rungs.benchmarks.sim.Simulation;
import dev.rungs.benchmarks.sim.Strategy;
import dev.rungs.benchmarks.sim.Training;
import dev.rungs.benchmarks.sim.Workers;
import dev.rungs.sample.RandomSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Scheduler;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * The simulated workloads of the ASHA paper: eta 4, rungs 1 to 256, cohorts of 256, no checkpoints,
 * stragglers and dropped jobs. Figure 7 counts the trials trained to 256 within 2,000 units of
 * time, figure 8 tells when the first one is.
 *
 * <p>The paper's values are read off its plots. Where nothing straggles the closed form of
 * synchronous halving, 359, agrees with them. Its panels with stragglers follow from no literal
 * reading of its text that is known to us, so only their direction is asked for.
 *
 * <p>Ours differs in three ways. {@link Asha} lets at most floor(n/4) of n leave a rung, the
 * paper's Algorithm 2 more: so its first result waits for a whole 256 at the lowest rung, and where
 * nothing goes wrong comes at 366, while a literal simulation of Algorithm 2 has it at 357. A job
 * that is dropped is queued again, as the engine does with one whose worker is lost; with {@code
 * --drop} its trial fails instead. A cohort of synchronous halving starts when the one before has
 * ended, so beyond the first result it is slower than the paper's, which opens the next on free
 * workers.
 *
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning, MLSys 2020, appendix A.1</a>
 */
@Command(
    name = "asha-paper",
    mixinStandardHelpOptions = true,
    description = "The simulated workloads of the ASHA paper, beside its own figures.")
final class AshaPaper implements Benchmark {

  private static final int ETA = 4;
  private static final int TOP = 256;
  private static final double HORIZON = 2000;
  private static final double CLOSE = 0.02;

  // The paper names 25; only with 10 do its counts fit the work that workers can do in the time.
  private static final int COUNTING = 10;
  private static final int RACING = 25;

  @Option(names = "--sweeps", description = "simulated for each value (${DEFAULT-VALUE})")
  int sweeps = 25;

  @Option(
      names = "--deaths",
      split = ",",
      description = "only these chances to lose a job in a unit of time (those of the figures)")
  List<Double> deaths = List.of();

  @Option(names = "--drop", description = "a trial whose job is dropped fails")
  boolean drop;

  /** A place in a figure. */
  private record Place(int figure, double stragglers, double deaths) {}

  /** What the paper plots there. */
  private record Plotted(double asha, double halving) {}

  /** What came of both here. */
  private record Measured(Interval asha, Interval halving) {}

  /** Configurations that differ once and for all: training longer changes no order. */
  private record Steady() implements Problem {

    @Override
    public String name() {
      return "steady";
    }

    @Override
    public SearchSpace space() {
      return SearchSpace.of(Parameter.real("x", 0, 1));
    }

    @Override
    public int epochs() {
      return TOP;
    }

    @Override
    public Training train(Configuration configuration, long seed) {
      double loss = configuration.real("x");
      return epoch -> loss;
    }

    @Override
    public double optimum() {
      return 0;
    }

    @Override
    public double scale() {
      return 0.5;
    }
  }

  @Override
  public Finding measure() throws IOException {
    var table = new ArrayList<List<String>>();
    table.add(
        List.of(
            "figure", "stragglers", "deaths", "asha", "paper", "halving", "paper", "gap", "paper"));
    Map<Place, Measured> measured = new LinkedHashMap<>();
    Map<Place, Plotted> plotted = plotted();
    plotted.forEach(
        (place, paper) -> {
          if (deaths.isEmpty() || deaths.contains(place.deaths())) {
            Measured ours = measure(place);
            measured.put(place, ours);
            table.add(row(place, ours, paper));
            System.err.println(String.join("  ", row(place, ours, paper)));
          }
        });
    return new Finding(table, checks(measured, plotted));
  }

  private static List<String> row(Place place, Measured ours, Plotted paper) {
    return List.of(
        Integer.toString(place.figure()),
        String.format(Locale.ROOT, "%.2f", place.stragglers()),
        String.format(Locale.ROOT, "%.4f", place.deaths()),
        interval(ours.asha()),
        String.format(Locale.ROOT, "%.1f", paper.asha()),
        interval(ours.halving()),
        String.format(Locale.ROOT, "%.1f", paper.halving()),
        gap(place, ours.asha().mean(), ours.halving().mean()),
        gap(place, paper.asha(), paper.halving()));
  }

  /** Returns by how much halving's first result is later, or by how much it finishes less. */
  private static String gap(Place place, double asha, double halving) {
    return String.format(
        Locale.ROOT, "%.1f", place.figure() == 8 ? halving - asha : asha - halving);
  }

  private static String interval(Interval one) {
    return String.format(Locale.ROOT, "%.1f [%.1f, %.1f]", one.mean(), one.low(), one.high());
  }

  private static List<Check> checks(Map<Place, Measured> measured, Map<Place, Plotted> plotted) {
    var checks = new ArrayList<Check>();
    measured.forEach(
        (place, ours) -> {
          Plotted paper = requireNonNull(plotted.get(place));
          if (place.figure() == 8 && place.stragglers() == 0 && place.deaths() < 1.5e-4) {
            checks.add(near("halving", ours.halving().mean(), paper.halving()));
            checks.add(near("asha", ours.asha().mean(), paper.asha()));
          }
        });
    checks.add(direction(measured));
    growth(measured).ifPresent(checks::add);
    return checks;
  }

  private static Check near(String what, double ours, double paper) {
    String says =
        String.format(
            Locale.ROOT,
            "first result of %s without stragglers is at %.1f, must be within 2 %% of %.1f",
            what,
            ours,
            paper);
    return new Check(says, Math.abs(ours / paper - 1) <= CLOSE);
  }

  private static Check direction(Map<Place, Measured> measured) {
    List<Place> against =
        measured.entrySet().stream()
            .filter(each -> each.getKey().figure() == 7)
            .filter(each -> each.getValue().asha().mean() <= each.getValue().halving().mean())
            .map(Map.Entry::getKey)
            .toList();
    return new Check(
        "panels of figure 7 where asha finishes no more than halving are "
            + against
            + ", must be none",
        against.isEmpty());
  }

  /** Asked only if both panels are measured. */
  private static Optional<Check> growth(Map<Place, Measured> measured) {
    List<Double> even = gaps(measured, 0);
    List<Double> uneven = gaps(measured, 1.67);
    if (even.isEmpty() || uneven.isEmpty()) {
      return Optional.empty();
    }
    String says =
        String.format(
            Locale.ROOT,
            "halving's first result comes after %.2f times asha's with stragglers of 1.67,"
                + " must be more than the %.2f without",
            uneven.get(0),
            even.get(0));
    return Optional.of(new Check(says, uneven.get(0) > even.get(0)));
  }

  /** Returns how many times as late as asha halving has its first result, by chance of deaths. */
  private static List<Double> gaps(Map<Place, Measured> measured, double stragglers) {
    return measured.entrySet().stream()
        .filter(each -> each.getKey().figure() == 8 && each.getKey().stragglers() == stragglers)
        .map(each -> each.getValue().halving().mean() / each.getValue().asha().mean())
        .toList();
  }

  private Measured measure(Place place) {
    return new Measured(
        measure(place, new Asha(1, TOP, ETA)),
        measure(place, new SuccessiveHalving(TOP, 1, TOP, ETA)));
  }

  private Interval measure(Place place, Scheduler scheduler) {
    return Interval.normal(
        IntStream.range(0, sweeps)
            .parallel()
            .mapToDouble(seed -> measure(place, scheduler, seed))
            .toArray());
  }

  private double measure(Place place, Scheduler scheduler, long seed) {
    boolean counting = place.figure() == 7;
    Workers even = Workers.of(counting ? COUNTING : RACING).fromScratch();
    Workers workers = even.with(place.stragglers(), place.deaths());
    Budget budget = counting ? Budget.time(HORIZON) : Budget.completions(1);
    var strategy = new Strategy(new RandomSampler(), scheduler);
    Run run =
        Simulation.run(new Steady(), strategy, drop ? workers.fatal() : workers, budget, seed);
    return counting ? run.completions().size() : run.time();
  }

  private static Map<Place, Plotted> plotted() throws IOException {
    Map<Place, Plotted> plotted = new LinkedHashMap<>();
    try (InputStream in = requireNonNull(AshaPaper.class.getResourceAsStream("asha-paper.csv"));
        var reader = new BufferedReader(new InputStreamReader(in, UTF_8))) {
      for (String line : reader.lines().skip(1).toList()) {
        String[] cells = line.split(",", -1);
        var place =
            new Place(
                Integer.parseInt(cells[0]),
                Double.parseDouble(cells[1]),
                Double.parseDouble(cells[2]));
        plotted.put(place, new Plotted(Double.parseDouble(cells[3]), Double.parseDouble(cells[4])));
      }
    }
    return plotted;
  }
}

package dev.rungs.benchmarks;

import dev.rungs.schedule.Pb2;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.Population;
import dev.rungs.sweep.PaperToy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Whether population based training does on the toy of its paper what no fixed setting can. Every
 * decision is the engine's own; the toy is the engine's test code.
 */
@Command(
    name = "pbt",
    mixinStandardHelpOptions = true,
    description = "Population based training on the toy of its paper, beside fixed settings.")
final class PbtToy implements Benchmark {

  private static final double LIMIT = 1.15;
  private static final int INTERVAL = 4;

  @Option(names = "--seeds", description = "how many sweeps (${DEFAULT-VALUE})")
  int seeds = 100;

  @Option(names = "--workers", description = "how many trials side by side (${DEFAULT-VALUE})")
  int workers = 2;

  @Override
  public Finding measure() {
    var table = new ArrayList<List<String>>();
    table.add(List.of("", "lowest", "median", "highest", "of at most"));
    var checks = new ArrayList<Finding.Check>();
    String fixed = number(PaperToy.fixed());
    table.add(List.of("fixed settings", fixed, fixed, fixed, number(PaperToy.HIGHEST)));
    checks.add(
        new Finding.Check(
            "fixed settings reach " + fixed + ", must be 0.39", fixed.startsWith("0.39")));
    measure("pbt", Pbt.of(workers, INTERVAL, PaperToy.STEPS), table, checks);
    measure("pb2", Pb2.of(workers, INTERVAL, PaperToy.STEPS), table, checks);
    return new Finding(table, checks);
  }

  private void measure(
      String name, Population scheduler, List<List<String>> table, List<Finding.Check> checks) {
    double[] reached =
        LongStream.range(0, seeds)
            .mapToDouble(seed -> PaperToy.value(PaperToy.run(scheduler, seed)))
            .sorted()
            .toArray();
    table.add(
        List.of(
            name + ", " + workers + " workers",
            number(reached[0]),
            number(reached[reached.length / 2]),
            number(reached[reached.length - 1]),
            number(PaperToy.HIGHEST)));
    long below = Arrays.stream(reached).filter(value -> value < LIMIT).count();
    checks.add(
        new Finding.Check(
            "seeds of "
                + name
                + " below "
                + LIMIT
                + " are "
                + below
                + " of "
                + seeds
                + ", must be none",
            below == 0));
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.4f", value);
  }
}

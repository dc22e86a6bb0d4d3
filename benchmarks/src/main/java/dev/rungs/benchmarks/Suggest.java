package dev.rungs.benchmarks;

import dev.rungs.benchmarks.Finding.Check;
import dev.rungs.benchmarks.sim.Named;
import dev.rungs.sample.RandomSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.sample.Samplers;
import dev.rungs.sample.Search;
import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * How long a suggestion takes after so many trials: 10 real parameters, all trials told, the loss a
 * bowl. The trials before are drawn at random, then the sampler searches on by itself, timed one by
 * one. It has warmed up on the same history before, with ten times as many suggestions: a sweep of
 * a thousand trials has had a thousand, and the compiler its time. What is timed is the processor
 * time of the asking thread, which other programs on the machine change little; on a quiet machine
 * it is the time that passes.
 */
@Command(
    name = "suggest",
    mixinStandardHelpOptions = true,
    description = "Milliseconds a suggestion takes, by sampler and number of trials before.")
final class Suggest implements Benchmark {

  private static final ThreadMXBean CLOCK = ManagementFactory.getThreadMXBean();

  private static final int DIMENSIONS = 10;

  /** What one sampler may take after so many trials. */
  private record Limit(String sampler, int trials, double millis) {}

  private static final List<Limit> LIMITS =
      List.of(new Limit("tpe", 1_000, 0.3), new Limit("tpe", 10_000, 2), new Limit("gp", 200, 50));

  @Option(names = "--trials", split = ",", description = "that are known (${DEFAULT-VALUE})")
  List<Integer> trials = List.of(100, 200, 1_000, 10_000);

  @Option(names = "--samplers", split = ",", description = "by their names (all)")
  List<String> samplers = Samplers.ALL.stream().<String>map(Kind::name).toList();

  @Option(names = "--times", description = "suggestions timed, at most (${DEFAULT-VALUE})")
  int times = 300;

  @Option(
      names = "--seconds",
      description = "for warming up, and again for timing, at most (${DEFAULT-VALUE})")
  int seconds = 5;

  /** Times of suggestions, in milliseconds. */
  private static final class Times {

    private final double[] sorted;

    Times(double[] sorted) {
      this.sorted = sorted;
    }

    double median() {
      return at(0.5);
    }

    private double at(double share) {
      return sorted[(int) (share * (sorted.length - 1))];
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%.3g (%.3g)", median(), at(0.95));
    }
  }

  @Override
  public Finding measure() {
    var table = new ArrayList<List<String>>();
    table.add(
        Stream.concat(
                Stream.of("median (p95) in ms"), trials.stream().map(known -> "after " + known))
            .toList());
    var checks = new ArrayList<Check>();
    for (String name : samplers) {
      var row = new ArrayList<>(List.of(name));
      for (int known : trials) {
        Times measured = times(Named.sampler(name), known);
        row.add(measured.toString());
        LIMITS.stream()
            .filter(limit -> limit.sampler().equals(name) && limit.trials() == known)
            .forEach(limit -> checks.add(check(limit, measured)));
      }
      table.add(row);
    }
    return new Finding(table, checks);
  }

  private static Check check(Limit limit, Times measured) {
    String says =
        String.format(
            Locale.ROOT,
            "median of %s after %d is %.3f ms, must be <= %s",
            limit.sampler(),
            limit.trials(),
            measured.median(),
            limit.millis());
    return new Check(says, measured.median() <= limit.millis());
  }

  private Times times(Sampler sampler, int known) {
    SearchSpace space =
        new SearchSpace(
            IntStream.range(0, DIMENSIONS)
                .<Parameter>mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toList());
    var before = new Search(space, new RandomSampler(), 1);
    var search = new Search(space, sampler, 1);
    for (int i = 0; i < known; i++) {
      Configuration drawn = before.configuration(before.ask().orElseThrow());
      search.learn(drawn, bowl(drawn));
    }
    warmUp(sampler, space, search);
    return new Times(ask(search));
  }

  /** Asks without adding to the history. */
  private void warmUp(Sampler sampler, SearchSpace space, Search search) {
    var next = new TrialId(search.size());
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    for (int asked = 0; asked < 10 * times && System.nanoTime() < end; asked++) {
      var unused = sampler.suggest(space, search, new Chance(asked, next));
    }
  }

  /** Asks and tells; returns the times of asking in milliseconds, sorted. */
  private double[] ask(Search search) {
    var millis = new double[times];
    long end = System.nanoTime() + Duration.ofSeconds(seconds).toNanos();
    int asked = 0;
    do {
      long start = CLOCK.getCurrentThreadCpuTime();
      TrialId trial = search.ask().orElseThrow();
      millis[asked++] = (CLOCK.getCurrentThreadCpuTime() - start) / 1e6;
      search.tell(trial, bowl(search.configuration(trial)));
    } while (asked < times && System.nanoTime() < end);
    double[] all = Arrays.copyOf(millis, asked);
    Arrays.sort(all);
    return all;
  }

  private static double bowl(Configuration configuration) {
    return configuration.assignments().stream()
        .mapToDouble(each -> configuration.real(each.name()) - 0.3)
        .map(distance -> distance * distance)
        .sum();
  }
}

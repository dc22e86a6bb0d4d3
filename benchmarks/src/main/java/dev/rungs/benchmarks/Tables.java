package dev.rungs.benchmarks;

import dev.rungs.benchmarks.peers.Optuna;
import dev.rungs.benchmarks.peers.PeerPool;
import dev.rungs.benchmarks.sim.Contender;
import dev.rungs.benchmarks.sim.Contest;
import dev.rungs.benchmarks.sim.Curves;
import dev.rungs.benchmarks.sim.Pair;
import dev.rungs.benchmarks.sim.Standings;
import dev.rungs.benchmarks.sim.Suite;
import dev.rungs.benchmarks.sim.Workers;
import dev.rungs.benchmarks.tables.Suites;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How well samplers and schedulers search: sweeps in virtual time on tables that others measured.
 */
@Command(
    name = "tables",
    mixinStandardHelpOptions = true,
    description = "Sweeps in virtual time on tables that others measured, and on functions.")
final class Tables implements Benchmark {

  private static final String RANDOM = "random";
  private static final String WHOLE = "none";

  @Option(names = "--suite", description = "one of taskset, lcbench, fcnet, functions (all)")
  List<String> suites = Suites.NAMES;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "holds a folder of tables for each suite (${DEFAULT-VALUE})")
  Path data = Path.of("data");

  @Option(names = "--seeds", description = "sweeps of each contender on each problem (100)")
  int seeds = 100;

  @Option(names = "--workers", description = "trials at the same time (${DEFAULT-VALUE})")
  int workers = 1;

  @Option(
      names = "--from-scratch",
      description = "a trial that goes on trains from epoch 1, as without checkpoints")
  boolean fromScratch;

  @Option(
      names = "--stragglers",
      description = "training takes 1 + |z| times as long, z normal with this deviation (0)")
  double stragglers;

  @Option(
      names = "--deaths",
      description = "the chance of a worker to die in a unit of the suite's time (0)")
  double deaths;

  @Option(names = "--samplers", split = ",", description = "by their names (${DEFAULT-VALUE})")
  List<String> samplers = List.of(RANDOM, "tpe", "auto");

  @Option(
      names = "--schedulers",
      split = ",",
      description = "by their names (${DEFAULT-VALUE}); problems of one epoch need none")
  List<String> schedulers = List.of(WHOLE, "asha", "halving", "hyperband");

  @Option(
      names = "--peers",
      split = ",",
      description =
          "Optuna's samplers: random, tpe, gp, cma-es; one with a pruner is tpe+hyperband,"
              + " tpe+halving or tpe+median")
  List<String> peers = List.of();

  @Mixin Optuna optuna = new Optuna();

  @Option(names = "--budget", description = "epochs of a sweep (as the suite wants)")
  Optional<Long> budget = Optional.empty();

  @Option(names = "--min", description = "the lowest rung (as the suite wants)")
  Optional<Integer> min = Optional.empty();

  @Option(names = "--threads", description = "sweeps at the same time (${DEFAULT-VALUE})")
  int threads = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

  @Option(names = "--out", paramLabel = "DIR", description = "where to write curves (nowhere)")
  Optional<Path> out = Optional.empty();

  @Override
  public Finding measure() throws Exception {
    try (var pool = new PeerPool(optuna)) {
      return measure(theirs(pool));
    }
  }

  private Finding measure(List<Contender> theirs) throws IOException, InterruptedException {
    var table = new ArrayList<List<String>>();
    table.add(
        List.of(
            "suite",
            "contender",
            "loss above optimum [95 %]",
            "regret [95 %]",
            "rank [95 %]",
            "beats random on"));
    var checks = new ArrayList<Finding.Check>();
    for (String name : suites) {
      Suite suite = Suites.of(name, data);
      Standings standings = contest(suite, theirs).run(System.err::println);
      report(standings, table);
      if (out.isPresent()) {
        Curves.write(standings, out.get());
      }
      if (budget.isEmpty() && min.isEmpty() && workers().equals(Workers.of(workers))) {
        checks.addAll(TableLimits.of(standings));
      }
    }
    return new Finding(table, checks);
  }

  private List<Contender> theirs(PeerPool pool) throws IOException {
    var theirs = new ArrayList<Contender>();
    for (String peer : peers) {
      theirs.add(pool.contender(peer));
    }
    if (!theirs.isEmpty()) {
      System.err.println(pool.version());
    }
    return theirs;
  }

  private Contest contest(Suite suite, List<Contender> theirs) {
    boolean curves = suite.problems().stream().anyMatch(problem -> problem.epochs() > 1);
    Set<Contender> contenders = new LinkedHashSet<>();
    contenders.add(Pair.of(RANDOM, WHOLE));
    for (String sampler : samplers) {
      for (String scheduler : curves ? schedulers : List.of(WHOLE)) {
        contenders.add(Pair.of(sampler, scheduler));
      }
    }
    if (suite.name().equals("lcbench")) {
      contenders.add(Pair.of(RANDOM, WHOLE).withTimes(TableLimits.TIMES));
    }
    contenders.addAll(theirs);
    return new Contest(
        suite,
        List.copyOf(contenders),
        workers(),
        min.orElse(min(suite.name())),
        budget.orElse(budget(suite.name())),
        seeds,
        threads);
  }

  private Workers workers() {
    Workers all = Workers.of(workers).with(stragglers, deaths);
    return fromScratch ? all.fromScratch() : all;
  }

  private static long budget(String suite) {
    return switch (suite) {
      case "taskset" -> 1020L;
      case "lcbench" -> 1040L;
      case "fcnet" -> 80L;
      default -> 100L;
    };
  }

  /** After one epoch ranks say little of LCBench's last. */
  private static int min(String suite) {
    return suite.equals("lcbench") ? 4 : 1;
  }

  private static void report(Standings standings, List<List<String>> table) {
    Contest contest = standings.contest();
    for (int i = 0; i < contest.contenders().size(); i++) {
      table.add(
          List.of(
              contest.suite().name(),
              contest.contenders().get(i).name(),
              standings.excess(i).toString(),
              standings.regret(i).toString(),
              standings.rank(i).toString(),
              String.format(
                  Locale.ROOT,
                  "%d of %d",
                  standings.wins(i, 0),
                  contest.suite().problems().size())));
    }
  }
}

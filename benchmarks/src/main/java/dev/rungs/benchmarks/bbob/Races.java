package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.bbob.Standing.Race;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import picocli.CommandLine.Option;

/** A contest over functions and paired seeds: its options, and how it is run. */
final class Races {

  /** Printed behind the point of ranks and regrets. */
  static final int DIGITS = 3;

  private static final int RANDOM_POINTS = 1001;

  @Option(names = "--dimension", description = "(${DEFAULT-VALUE})")
  int dimension = 5;

  @Option(names = "--evaluations", description = "of each search (${DEFAULT-VALUE})")
  int evaluations = 200;

  @Option(
      names = "--workers",
      description = "evaluations at the same time, in virtual time (${DEFAULT-VALUE})")
  int workers = 1;

  @Option(
      names = "--seeds",
      description = "how many; each is an instance of every function (${DEFAULT-VALUE})")
  int seeds = 30;

  @Option(names = "--first-seed", description = "(${DEFAULT-VALUE})")
  long firstSeed = 1;

  @Option(names = "--functions", split = ",", description = "their numbers (all 24)")
  List<Integer> functions = IntStream.rangeClosed(1, Problem.FUNCTIONS).boxed().toList();

  @Option(
      names = "--results",
      paramLabel = "FILE",
      description = "where results are kept, and looked up in place of running a search again")
  Optional<Path> file = Optional.empty();

  /** Runs all samplers on everything; seed by seed, so that a campaign that is cut is fair. */
  List<Standing> run(List<String> samplers, Askers searches) throws IOException {
    var contest = new Contest(dimension, evaluations, workers);
    Results results =
        file.isPresent() ? Results.in(file.orElseThrow(), contest) : Results.inMemory();
    var races = new ArrayList<Race>();
    for (long seed : LongStream.range(firstSeed, firstSeed + seeds).toArray()) {
      for (int function : functions) {
        Problem problem = contest.problem(function, seed);
        var regrets = new ArrayList<Double>();
        for (String sampler : samplers) {
          var key = new Results.Key(sampler, function, seed);
          Optional<Double> known = results.regret(key);
          if (known.isEmpty()) {
            Asker search = searches.start(key.sampler(), dimension, workers, seed);
            results.add(key, contest.play(problem, search, seed));
          }
          regrets.add(results.regret(key).orElseThrow());
        }
        races.add(new Race(function, regrets, usual(problem)));
      }
    }
    return Standing.of(samplers, races);
  }

  /** Returns the median of random points. */
  private static double usual(Problem problem) {
    var random = new SplittableRandom(1);
    double[] regrets =
        IntStream.range(0, RANDOM_POINTS)
            .mapToDouble(
                ignored ->
                    problem.regret(
                        random
                            .doubles(problem.dimension(), -Problem.BOUND, Problem.BOUND)
                            .toArray()))
            .sorted()
            .toArray();
    return regrets[RANDOM_POINTS / 2];
  }

  /** Returns a table of standings. */
  static List<List<String>> table(List<Standing> standings) {
    var rows = new ArrayList<List<String>>();
    rows.add(List.of("sampler", "mean rank", "normalised regret"));
    for (Standing standing : standings) {
      rows.add(
          List.of(
              standing.sampler(), standing.rank().text(DIGITS), standing.regret().text(DIGITS)));
    }
    return rows;
  }
}

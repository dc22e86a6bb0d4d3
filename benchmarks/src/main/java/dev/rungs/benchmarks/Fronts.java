package dev.rungs.benchmarks;

import dev.rungs.benchmarks.sim.Interval;
import dev.rungs.benchmarks.sim.Named;
import dev.rungs.sample.Search;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** How near samplers come to the front of several objectives, and how well they cover it. */
@Command(
    name = "fronts",
    mixinStandardHelpOptions = true,
    description = "Samplers on published functions of several objectives.")
final class Fronts implements Benchmark {

  private static final String RANDOM = "random";

  @Option(names = "--samplers", split = ",", description = "(${DEFAULT-VALUE})")
  List<String> samplers = List.of("nsga-ii", "tpe", RANDOM);

  @Option(names = "--functions", split = ",", description = "(${DEFAULT-VALUE})")
  List<String> functions = FrontProblem.ALL.stream().map(FrontProblem::name).toList();

  @Option(names = "--evaluations", description = "of each search (${DEFAULT-VALUE})")
  int evaluations = 200;

  @Option(names = "--seeds", description = "of each sampler (${DEFAULT-VALUE})")
  int seeds = 20;

  @Override
  public Finding measure() {
    var table = new ArrayList<List<String>>();
    var head = new ArrayList<>(List.of("share of the front's volume"));
    head.addAll(samplers);
    table.add(head);
    var checks = new ArrayList<Finding.Check>();
    for (String function : functions) {
      FrontProblem problem = problem(function);
      List<Interval> shares = samplers.stream().map(each -> shares(problem, each)).toList();
      var row = new ArrayList<>(List.of(function));
      shares.forEach(share -> row.add(share.toString()));
      table.add(row);
      checks.addAll(checks(function, shares));
    }
    return new Finding(table, checks);
  }

  private List<Finding.Check> checks(String function, List<Interval> shares) {
    int random = samplers.indexOf(RANDOM);
    return IntStream.range(0, samplers.size())
        .filter(sampler -> random >= 0 && sampler != random)
        .mapToObj(
            sampler ->
                new Finding.Check(
                    String.format(
                        Locale.ROOT,
                        "lowest of %s on %s is %.4f, must be above the highest of random, %.4f",
                        samplers.get(sampler),
                        function,
                        shares.get(sampler).low(),
                        shares.get(random).high()),
                    shares.get(random).below(shares.get(sampler))))
        .toList();
  }

  private static FrontProblem problem(String name) {
    return FrontProblem.ALL.stream()
        .filter(each -> each.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "function is "
                        + name
                        + ", must be one of "
                        + FrontProblem.ALL.stream().map(FrontProblem::name).toList()));
  }

  private Interval shares(FrontProblem problem, String sampler) {
    return Interval.normal(
        IntStream.range(0, seeds).mapToDouble(seed -> share(problem, sampler, seed)).toArray());
  }

  private double share(FrontProblem problem, String sampler, int seed) {
    int dimension = problem.dimension();
    SearchSpace space =
        SearchSpace.of(
            IntStream.range(0, dimension)
                .mapToObj(i -> Parameter.real("x" + i, 0, 1))
                .toArray(Parameter[]::new));
    var search = new Search(space, Named.sampler(sampler), seed, problem.reference().size());
    for (int i = 0; i < evaluations; i++) {
      TrialId trial = search.ask().orElseThrow();
      Configuration asked = search.configuration(trial);
      double[] x = IntStream.range(0, dimension).mapToDouble(k -> asked.real("x" + k)).toArray();
      search.tell(trial, problem.at().apply(x));
    }
    return problem.share(search.front().stream().map(search::score).toList());
  }
}

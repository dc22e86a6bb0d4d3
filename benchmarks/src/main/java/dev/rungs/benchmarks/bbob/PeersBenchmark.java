package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.Benchmark;
import dev.rungs.benchmarks.Finding;
import dev.rungs.benchmarks.peers.Optuna;
import dev.rungs.benchmarks.peers.Peers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How our samplers stand among Optuna's on BBOB's functions: the same instances, delays and budgets
 * for all, paired by seed.
 */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description =
        "Our samplers and Optuna's on the functions of BBOB; for tables see tables --peers.")
public final class PeersBenchmark implements Benchmark {

  @Mixin Races races = new Races();

  @Option(names = "--samplers", split = ",", description = "ours (${DEFAULT-VALUE})")
  List<String> samplers = List.of("auto");

  @Option(names = "--peers", split = ",", description = "Optuna's (${DEFAULT-VALUE})")
  List<String> peers = List.of("tpe", "gp", "cma-es");

  @Mixin Optuna optuna = new Optuna();

  @Override
  public Finding measure() throws IOException {
    List<String> theirs = peers.stream().map(name -> Peers.PREFIX + name).toList();
    List<String> all = Stream.concat(samplers.stream(), theirs.stream()).toList();
    var own = new Own();
    try (Peers process = optuna.open()) {
      System.err.println(process.version());
      Askers both =
          (sampler, dimension, workers, seed) ->
              sampler.startsWith(Peers.PREFIX)
                  ? asker(process, sampler, dimension, workers, seed)
                  : own.start(sampler, dimension, workers, seed);
      List<Standing> standings = races.run(all, both);
      return new Finding(Races.table(standings), checks(standings));
    }
  }

  private static Asker asker(Peers process, String sampler, int dimension, int workers, long seed)
      throws IOException {
    String name = sampler.substring(Peers.PREFIX.length());
    return new Remote(process.start(name, Peers.NO_PRUNER, Own.space(dimension), workers, seed));
  }

  private record Remote(Peers.Study study) implements Asker {

    @Override
    public double[] ask() throws IOException {
      return Own.point(study.ask());
    }

    @Override
    public void tell(int trial, double value) throws IOException {
      study.tell(trial, value);
    }
  }

  private List<Finding.Check> checks(List<Standing> standings) {
    Standing ours = standings.get(0);
    var checks = new ArrayList<Finding.Check>();
    for (Standing theirs : standings.subList(samplers.size(), standings.size())) {
      checks.add(
          new Finding.Check(
              ours.sampler()
                  + "'s mean rank is "
                  + ours.rank().text(Races.DIGITS)
                  + ", must be below that of "
                  + theirs.sampler()
                  + ", "
                  + theirs.rank().text(Races.DIGITS),
              ours.rank().below(theirs.rank())));
    }
    return checks;
  }
}

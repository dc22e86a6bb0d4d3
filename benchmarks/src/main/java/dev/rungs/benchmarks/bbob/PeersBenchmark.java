package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.Benchmark;
import dev.rungs.benchmarks.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * How our samplers stand among Optuna's on BBOB's functions: the same instances, delays and budgets
 * for all, paired by seed.
 */
@Command(
    name = "peers",
    mixinStandardHelpOptions = true,
    description = "Our samplers and Optuna's on the functions of BBOB.")
public final class PeersBenchmark implements Benchmark {

  @Mixin Races races = new Races();

  @Option(names = "--samplers", split = ",", description = "ours (${DEFAULT-VALUE})")
  List<String> samplers = List.of("auto");

  @Option(names = "--peers", split = ",", description = "Optuna's (${DEFAULT-VALUE})")
  List<String> peers = List.of("tpe", "gp", "cma-es");

  @Option(names = "--python", description = "one that has Optuna (${DEFAULT-VALUE})")
  String python = "python3";

  @Option(names = "--script", hidden = true)
  Path script = Path.of("benchmarks", "peers", "peers.py");

  @Override
  public Integer call() throws Exception {
    try {
      return Benchmark.super.call();
    } catch (Peers.Missing missing) {
      System.err.println(missing.getMessage());
      return ExitCode.USAGE;
    }
  }

  @Override
  public Finding measure() throws IOException {
    List<String> theirs = peers.stream().map(name -> Peers.PREFIX + name).toList();
    List<String> all = Stream.concat(samplers.stream(), theirs.stream()).toList();
    var own = new Own();
    try (var optuna = Peers.open(python, script)) {
      System.err.println(optuna.version());
      Askers both =
          (sampler, dimension, workers, seed) ->
              (sampler.startsWith(Peers.PREFIX) ? optuna : own)
                  .start(sampler, dimension, workers, seed);
      List<Standing> standings = races.run(all, both);
      return new Finding(Races.table(standings), checks(standings));
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

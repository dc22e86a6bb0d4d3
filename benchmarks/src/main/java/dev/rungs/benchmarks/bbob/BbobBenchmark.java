package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.Benchmark;
import dev.rungs.benchmarks.Finding;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How our samplers stand among each other on BBOB's functions. */
@Command(
    name = "bbob",
    mixinStandardHelpOptions = true,
    description = "Our samplers on the 24 noiseless functions of BBOB.")
public final class BbobBenchmark implements Benchmark {

  private static final double TOLERANCE = 1e-9;

  @Mixin Races races = new Races();

  @Option(names = "--samplers", split = ",", description = "(${DEFAULT-VALUE})")
  List<String> samplers = List.of("auto", "gp", "tpe", "cma-es", "random");

  @Option(
      names = "--check",
      description = "compare the functions with the values that BBOB publishes, and race nobody")
  boolean check;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "the folder with bbobfitness5.in and bbobfitness20.in, for --check")
  Optional<Path> data = Optional.empty();

  @Override
  public Finding measure() throws IOException {
    if (check) {
      return check(
          data.orElseThrow(
              () -> new IllegalArgumentException("data is missing, must be given with --check")));
    }
    return new Finding(Races.table(races.run(samplers, new Own())), List.of());
  }

  private static Finding check(Path folder) throws IOException {
    Fitness five = Fitness.read(folder.resolve("bbobfitness5.in"));
    Fitness twenty = Fitness.read(folder.resolve("bbobfitness20.in"));
    return new Finding(
        List.of(List.of("dimension", "values", "largest relative error"), row(five), row(twenty)),
        List.of(limit(five), limit(twenty)));
  }

  private static List<String> row(Fitness fitness) {
    return List.of(
        Integer.toString(fitness.dimension()),
        Integer.toString(fitness.expectations().size()),
        String.format(Locale.ROOT, "%.1e", fitness.worst()));
  }

  private static Finding.Check limit(Fitness fitness) {
    return new Finding.Check(
        String.format(
            Locale.ROOT,
            "relative error in %d-D is %.1e, must be <= %.0e",
            fitness.dimension(),
            fitness.worst(),
            TOLERANCE),
        fitness.worst() <= TOLERANCE);
  }
}

package dev.rungs.benchmarks.bbob;

import dev.rungs.benchmarks.sim.Named;
import dev.rungs.sample.Search;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.TrialId;
import java.util.stream.IntStream;

/** Our samplers, each with its default settings, through {@link Search}. */
final class Own implements Askers {

  @Override
  public Asker start(String sampler, int dimension, int workers, long seed) {
    return new Searching(new Search(space(dimension), Named.sampler(sampler), seed));
  }

  static SearchSpace space(int dimension) {
    return SearchSpace.of(
        IntStream.range(0, dimension)
            .mapToObj(i -> Parameter.real(name(i), -Problem.BOUND, Problem.BOUND))
            .toArray(Parameter[]::new));
  }

  /** Returns where a configuration of the {@link #space} lies. */
  static double[] point(Configuration configuration) {
    return IntStream.range(0, configuration.assignments().size())
        .mapToDouble(i -> configuration.real(name(i)))
        .toArray();
  }

  private static String name(int i) {
    return "x" + i;
  }

  private record Searching(Search search) implements Asker {

    @Override
    public double[] ask() {
      TrialId trial =
          search.ask().orElseThrow(() -> new IllegalStateException("the cube has no new point"));
      return point(search.configuration(trial));
    }

    @Override
    public void tell(int trial, double value) {
      search.tell(new TrialId(trial), value);
    }
  }
}

package dev.rungs.benchmarks.sim;

import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;

/**
 * A problem to test with: the loss is {@code x}, and a little less with every epoch; above some
 * {@code x} it is NaN from some epoch on.
 *
 * @param diverging beyond this {@code x}
 * @param divergedFrom this epoch on
 */
record Slope(int epochs, double diverging, int divergedFrom) implements Problem {

  Slope(int epochs) {
    this(epochs, 1, Integer.MAX_VALUE);
  }

  @Override
  public String name() {
    return "slope";
  }

  @Override
  public SearchSpace space() {
    return SearchSpace.of(Parameter.real("x", 0, 1));
  }

  @Override
  public Training train(Configuration configuration, long seed) {
    double x = configuration.real("x");
    return epoch -> x > diverging && epoch >= divergedFrom ? Double.NaN : x - 1e-9 * epoch / epochs;
  }

  @Override
  public double optimum() {
    return -1e-9;
  }

  @Override
  public double scale() {
    return 0.5;
  }
}

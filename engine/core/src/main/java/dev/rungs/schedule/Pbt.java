package dev.rungs.schedule;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * {@link Population Population based training} that explores by chance: each value that may change
 * is drawn anew with the probability {@code resample}, else perturbed: a number is multiplied by
 * {@code shrink} or {@code grow}, rounded to the parameter's steps and kept in its range, so a 0
 * stays until it is drawn anew; one of options in order moves to a neighbour; one of options
 * without order becomes any.
 *
 * @param population how many trials train side by side
 * @param interval epochs from one comparison to the next
 * @param max the last epoch
 * @param quantile share of the population that copies
 * @param resample the probability to draw a value anew
 * @param shrink the lower factor, in (0, 1)
 * @param grow the higher factor, above 1
 * @param mutate the parameters that may change; empty for every real one
 * @see <a href="https://arxiv.org/abs/1711.09846">Jaderberg et al., Population Based Training of
 *     Neural Networks, 2017, section 4.1.1</a>
 */
public record Pbt(
    int population,
    int interval,
    int max,
    double quantile,
    double resample,
    double shrink,
    double grow,
    List<String> mutate)
    implements Population {

  /** How a sweep names it. */
  public static final Kind<Pbt> KIND =
      new Kind<>(
          "pbt",
          "population based training: the worst go on as copies of the best, with other values",
          "Jaderberg et al. 2017",
          List.of(
              SIZE,
              INTERVAL,
              Ladder.MAX,
              QUANTILE,
              Setting.real(
                  "resample",
                  new Setting.Rule.Reals(0, false, 1, false),
                  0.25,
                  "probability to draw a value anew in place of perturbing it"),
              Setting.real(
                  "shrink", new Setting.Rule.Reals(0, true, 1, true), 0.8, "the lower factor"),
              Setting.real(
                  "grow",
                  new Setting.Rule.Reals(1, true, Double.POSITIVE_INFINITY, true),
                  1.2,
                  "the higher factor"),
              MUTATE),
          settings ->
              new Pbt(
                  settings.count("population"),
                  settings.count("interval"),
                  settings.count("max"),
                  settings.real("quantile"),
                  settings.real("resample"),
                  settings.real("shrink"),
                  settings.real("grow"),
                  Population.names(settings)));

  public Pbt {
    mutate = List.copyOf(mutate);
    Population.require(population, interval, max, quantile);
    if (!(resample >= 0 && resample <= 1)) {
      throw new IllegalArgumentException("resample is " + resample + ", must be in [0, 1]");
    }
    if (!(shrink > 0 && shrink < 1)) {
      throw new IllegalArgumentException("shrink is " + shrink + ", must be in (0, 1)");
    }
    if (!(grow > 1 && Double.isFinite(grow))) {
      throw new IllegalArgumentException("grow is " + grow + ", must be finite and > 1");
    }
  }

  /** With the paper's quantile, factors and resampling, every real parameter changing. */
  public static Pbt of(int population, int interval, int max) {
    return new Pbt(population, interval, max, 0.25, 0.25, 0.8, 1.2, List.of());
  }

  @Override
  public Pbt mutating(List<String> names) {
    return new Pbt(population, interval, max, quantile, resample, shrink, grow, names);
  }

  @Override
  public Configuration explore(
      SearchSpace space, Configuration source, int rung, List<Step> past, RandomGenerator random) {
    return Mutation.change(
        space, source, mutable(space), (parameter, value) -> explore(parameter, value, random));
  }

  private Value explore(Parameter parameter, Value value, RandomGenerator random) {
    boolean anew = random.nextDouble() < resample;
    double unit = random.nextDouble();
    boolean up = random.nextBoolean();
    return anew || parameter instanceof Parameter.Choice
        ? parameter.at(unit)
        : Mutation.perturb(parameter, value, up ? grow : shrink);
  }
}

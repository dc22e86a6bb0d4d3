package dev.rungs.schedule;

import dev.rungs.space.Configuration;
import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * {@link Population Population based training} that explores by what was gained before: a copy goes
 * on with the values from which the most is to be hoped for in the next interval. Hope is the upper
 * confidence bound of a Gaussian process of values and time, which learns from how much every trial
 * of the population has gained per epoch, forgets what is long past, and takes what the others of
 * this generation go on with for decided (GP-BUCB). It is made for populations of a handful, where
 * chance tries too little.
 *
 * <p>Values lie anywhere in their ranges, not only near those of the source; before anything is
 * known they lie far from those of the others. Values that may not change are part of what is
 * learned from, but are those of the source.
 *
 * <p>Differs from the paper: it has a squared exponential kernel, this Matérn 5/2 with a length
 * scale for each parameter, found anew for each copy; the bound is of the noiseless function, and
 * the latest hundred gains are seen. A trial that lost its loss counts as the least gain, of which
 * the paper does not speak. The paper is for continuous parameters; here whole numbers are judged
 * where they lie, and options without order are at distance 1 from each other in the same process.
 * The authors' later PB2-Mix draws options by a bandit of their own first (Parker-Holder et al.
 * 2021, section 4): that must try each often, and a population has few intervals.
 *
 * <p>What a copy goes on with takes some twenty milliseconds to find.
 *
 * @param population how many trials train side by side
 * @param interval epochs from one comparison to the next
 * @param max the last epoch
 * @param quantile share of the population that copies
 * @param mutate the parameters that may change; empty for every real one
 * @see <a href="https://arxiv.org/abs/2002.02518">Parker-Holder et al., Provably Efficient Online
 *     Hyperparameter Optimization with Population-Based Bandits, 2020, algorithm 1</a>
 */
public record Pb2(int population, int interval, int max, double quantile, List<String> mutate)
    implements Population {

  /** How a sweep names it. */
  public static final Kind<Pb2> KIND =
      new Kind<>(
          "pb2",
          "population based training whose copies take the values that promise most",
          "Parker-Holder et al. 2020",
          List.of(SIZE, INTERVAL, Ladder.MAX, QUANTILE, MUTATE),
          settings ->
              new Pb2(
                  settings.count("population"),
                  settings.count("interval"),
                  settings.count("max"),
                  settings.real("quantile"),
                  Population.names(settings)));

  private static final int CANDIDATES = 200;
  private static final int REFINED = 2;

  public Pb2 {
    mutate = List.copyOf(mutate);
    Population.require(population, interval, max, quantile);
  }

  /** With the paper's quantile, every real parameter changing. */
  public static Pb2 of(int population, int interval, int max) {
    return new Pb2(population, interval, max, 0.25, List.of());
  }

  @Override
  public Pb2 mutating(List<String> names) {
    return new Pb2(population, interval, max, quantile, names);
  }

  /** Values and what is to be hoped for from them. */
  private record Candidate(Configuration configuration, double hope) {
    static final Comparator<Candidate> BEST_FIRST =
        Comparator.comparingDouble(candidate -> -candidate.hope());
  }

  /** Returns values that keep the constraints; those of the source if none were found. */
  @Override
  public Configuration explore(
      SearchSpace space, Configuration source, int rung, List<Step> past, RandomGenerator random) {
    var gains = new Gains(space, past, rung);
    List<String> names = mutable(space);
    List<Candidate> drawn =
        Stream.generate(() -> draw(space, source, names, random))
            .limit(CANDIDATES)
            .filter(space::allows)
            .map(each -> new Candidate(each, gains.hope(each)))
            .sorted(Candidate.BEST_FIRST)
            .limit(REFINED)
            .toList();
    Stream<Candidate> moved =
        drawn.stream()
            .map(each -> gains.uphill(each.configuration(), names))
            .filter(space::allows)
            .map(each -> new Candidate(each, gains.hope(each)));
    return Stream.concat(drawn.stream(), moved)
        .min(Candidate.BEST_FIRST)
        .map(Candidate::configuration)
        .orElse(source);
  }

  private static Configuration draw(
      SearchSpace space, Configuration source, List<String> names, RandomGenerator random) {
    return Mutation.change(
        space, source, names, (parameter, value) -> parameter.at(random.nextDouble()));
  }
}

package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * NSGA-II: a child of two of the best trials, where best is by front, then by how lonely a trial is
 * in its front; who keeps what is required goes before who does not (see {@link Fronts}).
 *
 * <p>The <b>population</b> is a function of the history: of all trials that have a loss so many of
 * the first fronts, of the last of them the loneliest. A parent wins a tournament of two. A child
 * has each number from between or near its parents (simulated binary crossover within bounds), then
 * each parameter mutates with probability {@code 1 / d}, one at least: a number by the polynomial
 * of the paper's code, by a step at least if its values lie apart; a choice to any other option. A
 * parameter that neither parent has is drawn at random.
 *
 * <p>Differs from the paper: there are no generations, each trial is bred from what is known when
 * it is wanted, so that parallel trials wait for nobody; the population is selected from all
 * trials, not from the last two generations, so who dropped out for crowding may come back; a
 * mating has one child; a child that is tried already is bred again. Where trials are compared at
 * several epochs, it learns from the highest with {@code population} results, as {@link TpeSampler}
 * does.
 *
 * <p>A sweep file's population is 20 and its indices are 5, not 100 and 20: with hundreds of trials
 * that finds more of the front (measured on ZDT1 to 3).
 *
 * @param population so many trials may be parents; random draws until there are as many
 * @param crossover the share of children whose numbers are crossed; the others are copies of one
 *     parent that mutate
 * @param crossoverIndex the higher, the nearer to its parents is a child; the paper's eta_c
 * @param mutationIndex the higher, the smaller are mutations; the paper's eta_m
 * @see <a href="https://doi.org/10.1109/4235.996017">Deb et al. 2002</a>, section III
 * @see <a href="https://www.complex-systems.com/abstracts/v09_i02_a02/">Deb and Agrawal 1995</a>,
 *     simulated binary crossover
 */
public record Nsga2Sampler(
    int population, double crossover, double crossoverIndex, double mutationIndex)
    implements Sampler {

  private static final Setting.Rule.Reals INDEX = new Setting.Rule.Reals(0, false, 1000, false);

  /** The sweep file's {@code nsga-ii}. */
  public static final Kind<Nsga2Sampler> KIND =
      new Kind<>(
          "nsga-ii",
          "children of trials that no other beats in everything, for several objectives",
          "Deb et al. 2002",
          List.of(
              Setting.integer("population", 2, Integer.MAX_VALUE, 20, "trials that may be parents"),
              Setting.real(
                  "crossover",
                  new Setting.Rule.Reals(0, false, 1, false),
                  0.9,
                  "share of children of two parents"),
              Setting.real("crossover_index", INDEX, 5.0, "how near children are to parents"),
              Setting.real("mutation_index", INDEX, 5.0, "how small mutations are")),
          settings ->
              new Nsga2Sampler(
                  settings.count("population"),
                  settings.real("crossover"),
                  settings.real("crossover_index"),
                  settings.real("mutation_index")));

  public Nsga2Sampler {
    if (population < 2) {
      throw new IllegalArgumentException("population is " + population + ", must be >= 2");
    }
    if (!(crossover >= 0 && crossover <= 1)) {
      throw new IllegalArgumentException("crossover is " + crossover + ", must be in [0, 1]");
    }
    checkIndex("crossover_index", crossoverIndex);
    checkIndex("mutation_index", mutationIndex);
  }

  private static void checkIndex(String name, double index) {
    if (!(index >= 0 && index <= 1000)) {
      throw new IllegalArgumentException(name + " is " + index + ", must be in [0, 1000]");
    }
  }

  /**
   * One of the population.
   *
   * @param front its number, from 0
   * @param crowding how far its neighbours in the front lie apart
   */
  private record Parent(int trial, int front, double crowding) {

    /** The crowded-comparison operator, section III.B. */
    static final Comparator<Parent> BEST_FIRST =
        Comparator.comparingInt(Parent::front)
            .thenComparing(Parent::crowding, Comparator.reverseOrder())
            .thenComparingInt(Parent::trial);
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator("nsga-ii sampler");
    History level = AtEpoch.best(history, population);
    Points points = Points.of(space, level);
    List<Parent> parents = parents(Fronts.of(level));
    if (parents.size() < population || points.axes().isEmpty()) {
      return RandomSampler.draw(
          space,
          history,
          random,
          "random draw, " + parents.size() + " of " + population + " results to breed from");
    }
    return RandomSampler.firstNew(
        () -> child(level, points, parents, random),
        space,
        history,
        random,
        "the children are tried already");
  }

  private List<Parent> parents(Fronts fronts) {
    var parents = new ArrayList<Parent>();
    var all = new ArrayList<>(fronts.kept());
    all.addAll(fronts.broken());
    for (int front = 0; front < all.size() && parents.size() < population; front++) {
      int[] trials = all.get(front);
      double[] crowding =
          front < fronts.kept().size()
              ? Fronts.crowding(Arrays.stream(trials).mapToObj(fronts::losses).toList())
              : new double[trials.length];
      int number = front;
      IntStream.range(0, trials.length)
          .mapToObj(place -> new Parent(trials[place], number, crowding[place]))
          .sorted(Parent.BEST_FIRST)
          .limit(population - parents.size())
          .forEach(parents::add);
    }
    return parents;
  }

  private Suggestion child(
      History history, Points points, List<Parent> parents, RandomGenerator random) {
    Parent mother = winner(parents, random);
    Parent father = random.nextDouble() < crossover ? winner(parents, random) : mother;
    double[] child = crossed(points, mother.trial(), father.trial(), random);
    int always = random.nextInt(child.length);
    for (int axis = 0; axis < child.length; axis++) {
      boolean mutates = random.nextDouble() < 1.0 / child.length || axis == always;
      if (Double.isNaN(child[axis])) {
        child[axis] = random.nextDouble();
      } else if (mutates) {
        child[axis] = mutant(points.axes().get(axis), child[axis], random);
      }
    }
    String of =
        history.name(new TrialId(mother.trial()))
            + (father.equals(mother) ? "" : " and " + history.name(new TrialId(father.trial())));
    long first = parents.stream().filter(parent -> parent.front() == 0).count();
    return new Suggestion(
        points.space().at(child),
        "child of "
            + of
            + ", from "
            + parents.size()
            + " parents, "
            + first
            + " of the first front"
            + AtEpoch.words(history));
  }

  private static Parent winner(List<Parent> parents, RandomGenerator random) {
    Parent one = parents.get(random.nextInt(parents.size()));
    Parent other = parents.get(random.nextInt(parents.size()));
    return Parent.BEST_FIRST.compare(one, other) <= 0 ? one : other;
  }

  private double[] crossed(Points points, int mother, int father, RandomGenerator random) {
    double[] child = points.row(mother);
    double[] other = points.row(father);
    for (int axis = 0; axis < child.length; axis++) {
      boolean number = points.axes().get(axis).kind() != Axis.Kind.CHOICE;
      boolean both = !Double.isNaN(child[axis]) && !Double.isNaN(other[axis]);
      boolean swapped = random.nextBoolean();
      if (both && number && random.nextBoolean()) {
        child[axis] = between(child[axis], other[axis], swapped, random);
      } else if (Double.isNaN(child[axis]) || swapped) {
        child[axis] = other[axis];
      }
    }
    return child;
  }

  /**
   * Returns one of the two children of simulated binary crossover.
   *
   * @param upper the one that is nearer to the higher parent
   */
  private double between(double one, double other, boolean upper, RandomGenerator random) {
    double low = Math.min(one, other);
    double high = Math.max(one, other);
    double apart = high - low;
    if (apart < 1e-14) {
      return one;
    }
    double bound = upper ? 1 - high : low;
    double power = crossoverIndex + 1;
    double alpha = 2 - StrictMath.pow(1 + 2 * bound / apart, -power);
    double luck = random.nextDouble() * alpha;
    double spread = StrictMath.pow(luck <= 1 ? luck : 1 / (2 - luck), 1 / power);
    double child = (low + high + (upper ? spread : -spread) * apart) / 2;
    return Math.min(1, Math.max(0, child));
  }

  private double mutant(Axis axis, double unit, RandomGenerator random) {
    if (axis.kind() == Axis.Kind.CHOICE) {
      int step = axis.levels() == 1 ? 0 : 1 + random.nextInt(axis.levels() - 1);
      return axis.middle((axis.level(unit) + step) % axis.levels());
    }
    double mutant = polynomial(unit, random.nextDouble());
    if (axis.kind() == Axis.Kind.LINE || axis.level(mutant) != axis.level(unit)) {
      return mutant;
    }
    int step = mutant < unit ? -1 : 1;
    int level = axis.level(unit) + step;
    return axis.middle(level < 0 || level == axis.levels() ? axis.level(unit) - step : level);
  }

  private double polynomial(double unit, double luck) {
    double power = mutationIndex + 1;
    boolean down = luck < 0.5;
    double half = down ? 2 * luck : 2 * (1 - luck);
    double room = StrictMath.pow(down ? 1 - unit : unit, power);
    double step = 1 - StrictMath.pow(half + (1 - half) * room, 1 / power);
    return Math.min(1, Math.max(0, down ? unit - step : unit + step));
  }
}

package dev.rungs.sample;

import dev.rungs.space.Kind;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Differential evolution in the unit cube: a step from one trial along the difference of two
 * others, crossed with the trial that it shall beat.
 *
 * <p><b>Members.</b> Trial n belongs to member n modulo {@code population}, whoever proposed it,
 * and a member is the best of its trials that are not open (see {@link Losses}) and have not
 * failed. So a trial takes its member's place if it is better, which is the papers' selection, and
 * nobody waits for a generation: a trial is bred from the members as they are when it is wanted.
 *
 * <p><b>Steps.</b> {@code RAND} starts from a random member, {@code CURRENT_TO_BEST} from the
 * member itself, some way towards the best one. What leaves the cube ends half way between where it
 * started and the end it passed. Values and options are the cube's shares (Awad et al., section
 * 3.2), what a member lacks is drawn at random.
 *
 * <p><b>Scale and crossover</b> are those of the member's best trial or, with probability {@value
 * #RENEWED} each, new ones (Brest et al., section III). A trial's own follow from its number and
 * the trials of its member before it; they are exact with one slot. With more, a trial that was
 * open then may count as having been known.
 *
 * @param population how many members there are
 * @see <a href="https://doi.org/10.1023/A:1008202821328">Storn and Price 1997</a>
 * @see <a href="https://doi.org/10.1109/TEVC.2006.872133">Brest et al. 2006</a>, jDE
 * @see <a href="https://arxiv.org/abs/2105.09821">Awad et al. 2021</a>, DEHB
 */
public record DifferentialEvolutionSampler(int population, Strategy strategy) implements Sampler {

  /** Where a step starts. */
  public enum Strategy {
    /** From a member on the way to the best one. */
    CURRENT_TO_BEST,
    /** From a random member, DE/rand/1. */
    RAND
  }

  /** The sweep file's {@code differential-evolution}. */
  public static final Kind<DifferentialEvolutionSampler> KIND =
      new Kind<>(
          "differential-evolution",
          "steps along the differences of trials, kept where they are better",
          "Storn & Price 1997, Awad et al. 2021",
          List.of(
              Setting.integer("population", 4, 10_000, 10, "members, each the best of its trials"),
              Setting.oneOf("strategy", List.of("current-to-best", "rand"), "where a step starts")),
          settings ->
              new DifferentialEvolutionSampler(
                  settings.count("population"),
                  settings.text("strategy").equals("rand")
                      ? Strategy.RAND
                      : Strategy.CURRENT_TO_BEST));

  private static final String PURPOSE = "differential-evolution sampler";
  private static final double RENEWED = 0.1;

  public DifferentialEvolutionSampler {
    if (population < 4) {
      throw new IllegalArgumentException("population is " + population + ", must be >= 4");
    }
  }

  /** How far steps go, and the share of parameters that they change. */
  private record Control(double scale, double crossover) {

    static final Control FIRST = new Control(0.5, 0.9);

    /** Returns these or, now and then, new ones. */
    Control inherited(RandomGenerator random) {
      double newScale = random.nextDouble();
      double ofScale = random.nextDouble();
      double newCrossover = random.nextDouble();
      double ofCrossover = random.nextDouble();
      return new Control(
          newScale < RENEWED ? 0.1 + 0.9 * ofScale : scale,
          newCrossover < RENEWED ? ofCrossover : crossover);
    }
  }

  @Override
  public Optional<Suggestion> suggest(SearchSpace space, History history, Chance chance) {
    RandomGenerator random = chance.generator(PURPOSE);
    Losses losses = Losses.of(history);
    Points points = Points.of(space, history);
    int target = best(losses, losses.size() % population, losses.size());
    int[] others =
        IntStream.range(0, population)
            .map(member -> best(losses, member, losses.size()))
            .filter(trial -> trial >= 0 && trial != target)
            .toArray();
    if (target < 0 || others.length < 3 || points.axes().isEmpty()) {
      return RandomSampler.draw(
          space, history, random, "random draw, a member of the first generation");
    }
    Control control = control(losses, chance);
    return RandomSampler.firstNew(
        () -> step(history, points, losses, target, others, control, random),
        space,
        history,
        random,
        "the steps lead to what is tried already");
  }

  /** Returns the best trial of a member below a number; -1 if none has a loss. */
  private int best(Losses losses, int member, int below) {
    int best = -1;
    for (int trial = member; trial < below; trial += population) {
      boolean succeeded = !losses.open(trial) && !losses.failed(trial);
      if (succeeded && (best < 0 || losses.of(trial) <= losses.of(best))) {
        best = trial;
      }
    }
    return best;
  }

  /** Returns the control of a trial that is to be bred. */
  private Control control(Losses losses, Chance chance) {
    int trial = losses.size();
    int member = trial % population;
    var controls = new Control[trial / population + 1];
    int best = -1;
    for (int age = 0; age < controls.length; age++) {
      int number = member + age * population;
      RandomGenerator random =
          new Chance(chance.sweepSeed(), new TrialId(number)).generator(PURPOSE + " control");
      Control parent = best < 0 ? Control.FIRST : controls[best];
      controls[age] = best < 0 ? parent : parent.inherited(random);
      boolean succeeded = number < losses.size() && !losses.open(number) && !losses.failed(number);
      if (succeeded && (best < 0 || losses.of(number) <= losses.of(member + best * population))) {
        best = age;
      }
    }
    return controls[controls.length - 1];
  }

  private Suggestion step(
      History history,
      Points points,
      Losses losses,
      int target,
      int[] others,
      Control control,
      RandomGenerator random) {
    int[] drawn = three(others, random);
    double[] child = complete(points.row(target), random);
    double[] start =
        strategy == Strategy.RAND ? complete(points.row(drawn[2]), random) : child.clone();
    double[] best = complete(points.row(best(losses, target, others)), random);
    double[] plus = complete(points.row(drawn[0]), random);
    double[] minus = complete(points.row(drawn[1]), random);
    int always = random.nextInt(child.length);
    for (int axis = 0; axis < child.length; axis++) {
      if (random.nextDouble() < control.crossover() || axis == always) {
        double pull = strategy == Strategy.RAND ? 0 : best[axis] - start[axis];
        double moved = start[axis] + control.scale() * (pull + plus[axis] - minus[axis]);
        child[axis] = inside(start[axis], moved);
      }
    }
    return new Suggestion(
        points.space().at(child),
        "step from "
            + history.name(new TrialId(strategy == Strategy.RAND ? drawn[2] : target))
            + " along "
            + history.name(new TrialId(drawn[0]))
            + " - "
            + history.name(new TrialId(drawn[1]))
            + ", to beat "
            + history.name(new TrialId(target)));
  }

  private static int best(Losses losses, int target, int[] others) {
    return Arrays.stream(others)
        .reduce(target, (best, other) -> losses.of(other) < losses.of(best) ? other : best);
  }

  /** Returns three different ones. */
  private static int[] three(int[] others, RandomGenerator random) {
    int[] drawn = others.clone();
    for (int place = 0; place < 3; place++) {
      int other = random.nextInt(place, drawn.length);
      int swapped = drawn[place];
      drawn[place] = drawn[other];
      drawn[other] = swapped;
    }
    return drawn;
  }

  private static double[] complete(double[] point, RandomGenerator random) {
    return Arrays.stream(point)
        .map(each -> Double.isNaN(each) ? random.nextDouble() : each)
        .toArray();
  }

  private static double inside(double start, double moved) {
    return moved < 0 ? start / 2 : moved > 1 ? (start + 1) / 2 : moved;
  }
}

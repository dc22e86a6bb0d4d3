package dev.rungs.schedule;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.space.Setting;
import dev.rungs.space.Value;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Population based training: a population trains side by side; at each rung the worst go on as
 * copies of the best, weights and optimizer with them, under values that {@link #explore} finds.
 * What comes out is a model and a schedule of values, not one configuration.
 *
 * <p>Of the {@code n} trials at a rung the worst {@code ceil(quantile * n)}, but no more than half,
 * copy one of as many at the top, drawn uniformly (truncation selection). A trial without a loss
 * there always does, so one that diverges is not lost. The failed ones count in {@code n}.
 *
 * <p>Differs from Algorithm 1 of the paper, which lets a worker compare itself with the latest of
 * the others at any time: here everybody waits until the whole population has arrived at the rung.
 * So nobody is spared for being first, copies are as old as the trial they replace, and the outcome
 * does not depend on the order of arrival or the number of slots. The price: slots wait for the
 * slowest of a generation.
 *
 * <p>If a sweep has more trials than a population, another one starts when the last has ended, on
 * its own.
 *
 * @see <a href="https://arxiv.org/abs/1711.09846">Jaderberg et al., Population Based Training of
 *     Neural Networks, 2017, Algorithm 1 and section 4.1.1</a>
 */
public sealed interface Population extends Scheduler permits Pbt, Pb2 {

  /** What {@code population:} means in every scheduler of this kind. */
  Setting SIZE =
      Setting.required(
          "population",
          new Setting.Rule.Ints(2, Integer.MAX_VALUE),
          "how many trials train side by side");

  /** What {@code interval:} means. */
  Setting INTERVAL =
      Setting.required(
          "interval",
          new Setting.Rule.Ints(1, Integer.MAX_VALUE),
          "epochs from one comparison to the next");

  /** What {@code quantile:} means. */
  Setting QUANTILE =
      Setting.real(
          "quantile",
          new Setting.Rule.Reals(0, true, 0.5, false),
          0.25,
          "share of the population that copies one of as many at the top");

  /** What {@code mutate:} means. */
  Setting MUTATE =
      Setting.unset(
          "mutate",
          new Setting.Rule.Names(),
          "parameters that may change in mid-training; unset: those the trainer can change");

  /** Returns how many trials a population has, at least 2. */
  int population();

  /** Returns how many epochs lie between two rungs. */
  int interval();

  /** Returns the epoch of the top rung. */
  int max();

  /** Returns the share of the population that copies, in (0, 0.5]. */
  double quantile();

  /**
   * Returns the names of the parameters that may change; empty for {@link #mutable its default}.
   */
  List<String> mutate();

  /** Returns this scheduler with other parameters that may change. */
  Population mutating(List<String> names);

  /**
   * What a trial gained from one rung to the next.
   *
   * @param rung the rung it started from
   * @param configuration the values it trained with
   * @param gain by how much its loss fell per epoch, the loss of the copied trial before; NaN while
   *     it is not known
   */
  record Step(int rung, Configuration configuration, double gain) {}

  /**
   * Returns values for a copy to go on with. Each lies in its parameter's range, and they differ
   * from those of the source in parameters that may change alone. If they break a constraint of the
   * space, the sweep asks again.
   *
   * @param source the values of the trial that is copied
   * @param rung the rung at which it is copied
   * @param past what the population has gained up to this rung and, with a NaN, what is decided at
   *     it already; in an order that is the same in every run
   */
  Configuration explore(
      SearchSpace space, Configuration source, int rung, List<Step> past, RandomGenerator random);

  /**
   * Returns whom a trial copies.
   *
   * @param promotion one of {@link #promote} whose standing does not pass
   */
  default TrialId source(Board board, Promotion promotion, RandomGenerator random) {
    Standing at = promotion.standing();
    List<TrialId> sources = generation(board, at.bracket(), at.rung()).sources();
    return sources.get(random.nextInt(sources.size()));
  }

  @Override
  default void check(SearchSpace space) {
    Mutation.check(space, mutate());
  }

  /**
   * Returns the names of the parameters that may change: those in {@link #mutate} or, if there are
   * none, every real one, since sizes and choices mostly shape the model itself.
   */
  default List<String> mutable(SearchSpace space) {
    return mutate().isEmpty() ? Mutation.reals(space) : mutate();
  }

  @Override
  default Bracket bracket(int index) {
    return new Bracket(population(), Ladder.every(interval(), max()));
  }

  @Override
  default Optional<Integer> admit(Board board) {
    int last = board.brackets() - 1;
    if (last >= 0 && !generation(board, last, 0).full()) {
      return Optional.of(last);
    }
    return last < 0 || ended(board, last) ? Optional.of(last + 1) : Optional.empty();
  }

  /**
   * {@inheritDoc}
   *
   * <p>A trial without a loss waits like any other, but at the top, where nobody can help it.
   */
  @Override
  default Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    Generation generation = generation(board, bracket, rung);
    Standing standing = generation.standing(trial);
    if (rung < generation.ladder().top()) {
      return new Verdict.Pause(standing);
    }
    return Double.isNaN(standing.loss())
        ? new Verdict.Stop(standing)
        : Climb.complete(generation.ladder());
  }

  /**
   * Returns who goes on next, the best first. If its standing passes, it does as it is; if not, as
   * a copy of its {@link #source}.
   */
  @Override
  default Optional<Promotion> promote(Board board) {
    return board.brackets() == 0
        ? Optional.empty()
        : frontier(board, board.brackets() - 1).flatMap(Generation::next);
  }

  @Override
  default boolean ended(Board board, int bracket) {
    return generation(board, bracket, 0).full() && frontier(board, bracket).isEmpty();
  }

  @Override
  default Optional<String> fixedTop() {
    return Optional.of(
        "the models of a population that ended at epoch " + max() + " are not kept to be copied");
  }

  private Generation generation(Board board, int bracket, int rung) {
    return new Generation(this, bracket(bracket).ladder(), board, bracket, rung);
  }

  /**
   * Returns the lowest rung that has somebody to wait for or to let go; empty if none has. It lies
   * at most one below the highest that is reached: nobody goes on before all are there.
   */
  private Optional<Generation> frontier(Board board, int bracket) {
    Ladder ladder = bracket(bracket).ladder();
    return IntStream.rangeClosed(Math.max(0, board.reached(bracket) - 2), ladder.top())
        .mapToObj(rung -> new Generation(this, ladder, board, bracket, rung))
        .dropWhile(Generation::settled)
        .findFirst();
  }

  /** Refuses what no population can be. */
  static void require(int population, int interval, int max, double quantile) {
    if (population < 2) {
      throw new IllegalArgumentException("population is " + population + ", must be >= 2");
    }
    Ladder.every(interval, max);
    if (max < interval) {
      throw new IllegalArgumentException(
          "max is " + max + ", must be >= interval (" + interval + ")");
    }
    if (!(quantile > 0 && quantile <= 0.5)) {
      throw new IllegalArgumentException("quantile is " + quantile + ", must be in (0, 0.5]");
    }
  }

  /** Reads the names that a text holds, separated by commas. */
  static List<String> names(Configuration settings) {
    return settings.value(MUTATE.name()).map(Value::toString).stream()
        .flatMap(text -> Arrays.stream(text.split(",")))
        .map(String::strip)
        .filter(name -> !name.isEmpty())
        .toList();
  }
}

package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Ask and tell: a sampler for people who bring their own loop.
 *
 * <pre>{@code
 * var search = new Search(space, sampler, 42);
 * for (int i = 0; i < 100; i++) {
 *   search.ask().ifPresent(trial ->
 *       search.tell(trial, loss(search.configuration(trial))));
 * }
 * }</pre>
 *
 * <p>With several objectives, and where something is required, a trial has a {@link Score}:
 *
 * <pre>{@code
 * var search = new Search(space, new Nsga2Sampler(40, 0.9, 20, 20), 42, 2);
 * ...
 * search.tell(trial, error, milliseconds);
 * search.tell(trial, Score.of(error, milliseconds).beyond(Math.max(0, megabytes - 8)));
 * search.front();
 * }</pre>
 *
 * <p>Several trials may be open at a time, and told in any order. The same calls give the same
 * answers. What earlier searches found is told by {@link #learn}. Not safe to use from several
 * threads; it keeps nothing beyond its own life: for that there are sweeps.
 */
public final class Search implements History {

  private final SearchSpace space;
  private final Sampler sampler;
  private final long seed;

  private final List<Configuration> configurations = new ArrayList<>();
  private final int objectives;
  private final List<Score> scores = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final Set<TrialId> open = new TreeSet<>();
  private final Levels levels = new Levels();
  private final Memory memory = new Memory();

  /**
   * @param seed all chance follows from it
   * @throws IllegalArgumentException if the sampler cannot search the space
   */
  public Search(SearchSpace space, Sampler sampler, long seed) {
    this(space, sampler, seed, 1);
  }

  /**
   * @param objectives how many losses a trial has: at most {@value Hypervolume#MOST_COORDINATES}
   * @throws IllegalArgumentException if the sampler cannot search the space, or there are more
   */
  public Search(SearchSpace space, Sampler sampler, long seed, int objectives) {
    sampler.check(space);
    if (objectives < 1 || objectives > Hypervolume.MOST_COORDINATES) {
      throw new IllegalArgumentException(
          "objectives is " + objectives + ", must be in [1, " + Hypervolume.MOST_COORDINATES + "]");
    }
    this.space = space;
    this.sampler = sampler;
    this.seed = seed;
    this.objectives = objectives;
  }

  /** Opens the next trial; empty if the space holds no new configuration. */
  public Optional<TrialId> ask() {
    var next = new TrialId(size());
    return sampler
        .suggest(space, this, new Chance(seed, next))
        .map(suggestion -> add(suggestion.configuration()));
  }

  /**
   * Tells what an open trial has after some epochs. Samplers that learn by epoch compare it with
   * other trials at that epoch only.
   *
   * @param epoch from 1
   * @param losses lower is better; NaN or an infinity for none
   * @throws IllegalArgumentException if the trial is not open, or has another number of losses
   */
  public void report(TrialId trial, int epoch, double... losses) {
    report(trial, epoch, Score.of(losses));
  }

  /**
   * Tells what an open trial has after some epochs.
   *
   * @throws IllegalArgumentException if the trial is not open, or has another number of losses
   */
  public void report(TrialId trial, int epoch, Score score) {
    requireOpen(trial);
    requireLosses(score);
    levels.add(trial, epoch, score);
    if (score.isBetterThan(score(trial))) {
      scores.set(trial.number(), score);
    }
  }

  /**
   * Ends an open trial.
   *
   * @param losses lower is better; NaN or an infinity if the trial failed
   * @throws IllegalArgumentException if the trial is not open, or has another number of losses
   */
  public void tell(TrialId trial, double... losses) {
    tell(trial, Score.of(losses));
  }

  /**
   * Ends an open trial.
   *
   * @throws IllegalArgumentException if the trial is not open, or has another number of losses
   */
  public void tell(TrialId trial, Score score) {
    requireOpen(trial);
    requireLosses(score);
    open.remove(trial);
    scores.set(trial.number(), score);
  }

  /**
   * Adds a trial from elsewhere, such as an earlier search; it is not asked for again.
   *
   * @param losses lower is better; NaN or an infinity if the trial failed
   * @throws IllegalArgumentException if the configuration does not lie in the space, or has another
   *     number of losses
   */
  public TrialId learn(Configuration configuration, double... losses) {
    return learn(configuration, Score.of(losses));
  }

  /**
   * Adds a trial from elsewhere.
   *
   * @throws IllegalArgumentException if the configuration does not lie in the space, or has another
   *     number of losses
   */
  public TrialId learn(Configuration configuration, Score score) {
    requireLosses(score);
    TrialId trial = add(space.complete(configuration));
    tell(trial, score);
    return trial;
  }

  /**
   * Returns the trial of lowest first loss that keeps what is required, the first of several; empty
   * if there is none.
   */
  public Optional<TrialId> best() {
    return trials()
        .filter(trial -> score(trial).kept() && !Double.isNaN(loss(trial)))
        .min(Comparator.comparingDouble(this::loss));
  }

  /**
   * Returns the trials that are best in the sense of Pareto, by the first loss: they keep what is
   * required, and no other that does is better in one loss and as good in all.
   */
  public List<TrialId> front() {
    return Score.front(trials().toList(), this::score);
  }

  private Stream<TrialId> trials() {
    return IntStream.range(0, size()).mapToObj(TrialId::new);
  }

  private void requireLosses(Score score) {
    if (score.losses().size() != objectives) {
      throw new IllegalArgumentException(
          "losses are " + score.losses() + ", must be as many as objectives: " + objectives);
    }
  }

  private void requireOpen(TrialId trial) {
    if (!open.contains(trial)) {
      throw new IllegalArgumentException("trial is " + trial + ", must be open: one of " + open);
    }
  }

  private TrialId add(Configuration configuration) {
    var trial = new TrialId(size());
    configurations.add(configuration);
    scores.add(Score.NONE);
    known.add(configuration);
    open.add(trial);
    return trial;
  }

  @Override
  public int size() {
    return configurations.size();
  }

  @Override
  public Configuration configuration(TrialId trial) {
    return configurations.get(trial.number());
  }

  @Override
  public boolean contains(Configuration configuration) {
    return known.contains(configuration);
  }

  @Override
  public int objectives() {
    return objectives;
  }

  @Override
  public double loss(TrialId trial) {
    return score(trial).loss();
  }

  @Override
  public Score score(TrialId trial) {
    return scores.get(trial.number());
  }

  @Override
  public boolean pending(TrialId trial) {
    return open.contains(trial);
  }

  @Override
  public Levels levels() {
    return levels;
  }

  @Override
  public Memory memory() {
    return memory;
  }
}

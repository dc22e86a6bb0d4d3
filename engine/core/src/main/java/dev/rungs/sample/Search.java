package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.space.SearchSpace;
import dev.rungs.trial.Chance;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

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
 * <p>Several trials may be open at a time, and told in any order. The same calls give the same
 * answers. What earlier searches found is told by {@link #learn}. Not safe to use from several
 * threads; it keeps nothing beyond its own life: for that there are sweeps.
 */
public final class Search implements History {

  private final SearchSpace space;
  private final Sampler sampler;
  private final long seed;

  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final Set<TrialId> open = new TreeSet<>();
  private final Levels levels = new Levels();
  private final Memory memory = new Memory();

  /**
   * @param seed all chance follows from it
   * @throws IllegalArgumentException if the sampler cannot search the space
   */
  public Search(SearchSpace space, Sampler sampler, long seed) {
    sampler.check(space);
    this.space = space;
    this.sampler = sampler;
    this.seed = seed;
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
   * @param loss lower is better; NaN or an infinity for none
   * @throws IllegalArgumentException if the trial is not open
   */
  public void report(TrialId trial, int epoch, double loss) {
    requireOpen(trial);
    levels.add(trial, epoch, loss);
    double best = loss(trial);
    if (Double.isFinite(loss) && !(best <= loss)) {
      losses.set(trial.number(), loss);
    }
  }

  /**
   * Ends an open trial.
   *
   * @param loss lower is better; NaN or an infinity if the trial failed
   * @throws IllegalArgumentException if the trial is not open
   */
  public void tell(TrialId trial, double loss) {
    requireOpen(trial);
    open.remove(trial);
    losses.set(trial.number(), Double.isFinite(loss) ? loss : Double.NaN);
  }

  /**
   * Adds a trial from elsewhere, such as an earlier search; it is not asked for again.
   *
   * @param loss lower is better; NaN or an infinity if the trial failed
   * @throws IllegalArgumentException if the configuration does not lie in the space
   */
  public TrialId learn(Configuration configuration, double loss) {
    TrialId trial = add(space.complete(configuration));
    tell(trial, loss);
    return trial;
  }

  /** Returns the trial of lowest loss, the first of several; empty if none has a loss. */
  public Optional<TrialId> best() {
    Optional<TrialId> best = Optional.empty();
    for (int i = 0; i < losses.size(); i++) {
      double loss = losses.get(i);
      if (best.isEmpty() ? !Double.isNaN(loss) : loss < loss(best.get())) {
        best = Optional.of(new TrialId(i));
      }
    }
    return best;
  }

  private void requireOpen(TrialId trial) {
    if (!open.contains(trial)) {
      throw new IllegalArgumentException("trial is " + trial + ", must be open: one of " + open);
    }
  }

  private TrialId add(Configuration configuration) {
    var trial = new TrialId(size());
    configurations.add(configuration);
    losses.add(Double.NaN);
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
  public double loss(TrialId trial) {
    return losses.get(trial.number());
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

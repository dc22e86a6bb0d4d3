package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A history for tests, in memory. */
public final class ListHistory implements History {

  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Score> scores = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final Set<TrialId> pending = new HashSet<>();
  private final Levels levels = new Levels();
  private int objectives = 1;
  private final Memory memory = new Memory();

  /** Adds a trial that ended without a loss. */
  public void add(Configuration configuration) {
    add(configuration, Double.NaN);
  }

  /** Adds a trial that ended. */
  public void add(Configuration configuration, double loss) {
    add(configuration, Score.of(loss));
  }

  /** Adds a trial that ended, of a search with more than one loss or with requirements. */
  public void add(Configuration configuration, Score score) {
    configurations.add(configuration);
    scores.add(score);
    known.add(configuration);
    objectives = score.losses().size();
  }

  /** Adds a trial that is training and has no loss yet. */
  public void addPending(Configuration configuration) {
    pending.add(next());
    add(configuration);
  }

  /** A pending trial ends. */
  public void end(TrialId trial, double loss) {
    pending.remove(trial);
    scores.set(trial.number(), Score.of(loss));
  }

  /** Returns the number of the next trial. */
  public TrialId next() {
    return new TrialId(size());
  }

  /** Returns the trial of lowest loss. */
  public TrialId best() {
    return IntStream.range(0, size())
        .mapToObj(TrialId::new)
        .filter(trial -> !Double.isNaN(loss(trial)))
        .min(Comparator.comparingDouble(this::loss))
        .orElseThrow();
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
    return score(trial).loss();
  }

  @Override
  public Score score(TrialId trial) {
    return scores.get(trial.number());
  }

  @Override
  public int objectives() {
    return objectives;
  }

  @Override
  public boolean pending(TrialId trial) {
    return pending.contains(trial);
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

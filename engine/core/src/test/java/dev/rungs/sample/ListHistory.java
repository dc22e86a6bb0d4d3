package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A history for tests, in memory. Every trial counts as finished. */
public final class ListHistory implements History {

  private final List<Configuration> configurations = new ArrayList<>();
  private final List<Double> losses = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();

  /** Adds a trial that has no loss. */
  public void add(Configuration configuration) {
    add(configuration, Double.NaN);
  }

  /** Adds a trial. */
  public void add(Configuration configuration, double loss) {
    configurations.add(configuration);
    losses.add(loss);
    known.add(configuration);
  }

  /** Returns the number of the next trial. */
  public TrialId next() {
    return new TrialId(size());
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
    return false;
  }
}

package dev.rungs.sweep;

import dev.rungs.sample.History;
import dev.rungs.sample.Levels;
import dev.rungs.sample.Memory;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What samplers learn from: what earlier sweeps found, then the sweep's own trials. Here an own
 * trial's number is higher than in the sweep, by as many as were learned. Part of the fold.
 */
final class Experience implements History {

  private record Origin(String sweep, Learned learned, Score score) {
    @Override
    public String toString() {
      return learned.trial() + " of " + sweep;
    }
  }

  private final List<TrialState> trials;
  private final Supplier<Aims> aims;
  private final List<Origin> origins = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final Levels levels = new Levels();
  private final Memory memory = new Memory();

  /**
   * @param trials the sweep's own, which grow
   * @param aims what scores are made of; asked for once the sweep is created
   */
  Experience(List<TrialState> trials, Supplier<Aims> aims) {
    this.trials = trials;
    this.aims = aims;
  }

  /** Adds what an earlier sweep found. All that is learned comes before the first own trial. */
  void learn(TrialsLearned lesson) {
    Aims wanted = aims.get();
    for (Learned each : lesson.learned()) {
      var id = new TrialId(origins.size());
      origins.add(new Origin(lesson.from(), each, wanted.score(each.best())));
      known.add(each.configuration());
      each.levels().forEach(level -> levels.add(id, level.epoch(), wanted.score(level.measured())));
    }
  }

  /** Adds a configuration that an own trial was suggested or goes on with. */
  void suggested(Configuration configuration) {
    known.add(configuration);
  }

  /** Adds what an own trial had at an epoch at which it is compared. */
  void arrived(TrialId trial, int epoch, Score score) {
    levels.add(new TrialId(learned() + trial.number()), epoch, score);
  }

  @Override
  public int objectives() {
    return aims.get().objectives();
  }

  @Override
  public int learned() {
    return origins.size();
  }

  @Override
  public int size() {
    return learned() + trials.size();
  }

  @Override
  public Configuration configuration(TrialId trial) {
    return isLearned(trial) ? learned(trial).configuration() : own(trial).told;
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
    return isLearned(trial) ? origins.get(trial.number()).score() : own(trial).score;
  }

  @Override
  public boolean pending(TrialId trial) {
    return !isLearned(trial) && !own(trial).phase.over();
  }

  @Override
  public String name(TrialId trial) {
    return isLearned(trial) ? origins.get(trial.number()).toString() : own(trial).id.toString();
  }

  @Override
  public Levels levels() {
    return levels;
  }

  @Override
  public Memory memory() {
    return memory;
  }

  private boolean isLearned(TrialId trial) {
    return trial.number() < learned();
  }

  private Learned learned(TrialId trial) {
    return origins.get(trial.number()).learned();
  }

  private TrialState own(TrialId trial) {
    return trials.get(trial.number() - learned());
  }
}

package dev.rungs.sample;

import dev.rungs.space.Configuration;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;

/**
 * A history by what trials had at one epoch, so that results are compared that cost the same: first
 * the trials with a loss there, in the order in which they came, then those that have not been
 * compared anywhere, since they are open, failed or ended before. Trials that were left at a lower
 * rung are no part of it.
 *
 * <p>Trials have other numbers here. Those of the trials with a loss stay as the history grows.
 *
 * @param epoch one of the history's {@link Levels}
 * @param trials their numbers in the whole history
 * @param compared how many of them have a loss at the epoch: the first ones
 */
record AtEpoch(History whole, int epoch, List<TrialId> trials, int compared) implements History {

  /**
   * Returns the history at the highest epoch where at least {@code enough} trials have a loss, or
   * at the lowest epoch if there is none. If all trials were compared at one epoch, that says no
   * more than the history itself, which is returned.
   */
  static History best(History history, int enough) {
    Levels levels = history.levels();
    List<Integer> epochs = levels.epochs();
    if (epochs.size() < 2) {
      return history;
    }
    int lowest = epochs.get(epochs.size() - 1);
    return of(
        history,
        epochs.stream()
            .filter(epoch -> levels.trials(epoch).size() >= enough)
            .findFirst()
            .orElse(lowest));
  }

  /** Returns {@code " at epoch 9"}; nothing for a history that is not by epoch. */
  static String words(History history) {
    return history instanceof AtEpoch at ? " at epoch " + at.epoch() : "";
  }

  private static AtEpoch of(History history, int epoch) {
    Levels levels = history.levels();
    var trials = new ArrayList<>(levels.trials(epoch));
    int compared = trials.size();
    for (int number = 0; number < history.size(); number++) {
      var trial = new TrialId(number);
      if (!levels.holds(trial)) {
        trials.add(trial);
      }
    }
    return new AtEpoch(history, epoch, trials, compared);
  }

  @Override
  public int size() {
    return trials.size();
  }

  /** Those without a loss at the epoch are not counted: they come among the open ones. */
  @Override
  public int learned() {
    return (int)
        trials.stream().limit(compared).filter(trial -> trial.number() < whole.learned()).count();
  }

  @Override
  public String name(TrialId trial) {
    return whole.name(original(trial));
  }

  @Override
  public Configuration configuration(TrialId trial) {
    return whole.configuration(original(trial));
  }

  @Override
  public boolean contains(Configuration configuration) {
    return whole.contains(configuration);
  }

  @Override
  public double loss(TrialId trial) {
    return score(trial).loss();
  }

  @Override
  public Score score(TrialId trial) {
    return trial.number() < compared
        ? whole.levels().score(original(trial), epoch)
        : whole.score(original(trial));
  }

  @Override
  public int objectives() {
    return whole.objectives();
  }

  @Override
  public boolean pending(TrialId trial) {
    return whole.pending(original(trial));
  }

  @Override
  public Memory memory() {
    return whole.memory();
  }

  private TrialId original(TrialId trial) {
    return trials.get(trial.number());
  }
}

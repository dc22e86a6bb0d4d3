package dev.rungs.sample;

import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which trials had which loss at the epochs at which trials are compared: results that cost the
 * same. Part of a {@link History} and grows with it; whoever asks for it only reads.
 */
public final class Levels {

  private static final class Level {
    final List<TrialId> trials = new ArrayList<>();
    final Map<TrialId, Score> scores = new HashMap<>();
  }

  private final NavigableMap<Integer, Level> byEpoch = new TreeMap<>();
  private final Set<TrialId> known = new HashSet<>();

  /** Adds what a trial had at the end of an epoch; NaN or an infinity is nothing. */
  public void add(TrialId trial, int epoch, double loss) {
    add(trial, epoch, Score.of(loss));
  }

  /** Adds what a trial had at the end of an epoch; nothing without a loss of the objective. */
  public void add(TrialId trial, int epoch, Score score) {
    if (Double.isNaN(score.loss())) {
      return;
    }
    Level level = byEpoch.computeIfAbsent(epoch, absent -> new Level());
    if (level.scores.put(trial, score) == null) {
      level.trials.add(trial);
      known.add(trial);
    }
  }

  /** Returns the epochs at which a trial had a loss, the highest first. */
  List<Integer> epochs() {
    return List.copyOf(byEpoch.descendingKeySet());
  }

  /** Returns the trials that had a loss at one of the epochs, in the order in which they came. */
  List<TrialId> trials(int epoch) {
    return level(epoch).trials;
  }

  /** Returns what a trial had at one of the epochs; {@link Score#NONE} if it had nothing. */
  Score score(TrialId trial, int epoch) {
    return level(epoch).scores.getOrDefault(trial, Score.NONE);
  }

  /** Returns whether a trial had a loss at some epoch. */
  boolean holds(TrialId trial) {
    return known.contains(trial);
  }

  private Level level(int epoch) {
    Level level = byEpoch.get(epoch);
    if (level == null) {
      throw new IllegalArgumentException(
          "epoch is " + epoch + ", must be one of " + byEpoch.keySet());
    }
    return level;
  }
}

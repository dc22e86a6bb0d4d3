package dev.rungs.schedule;

import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The trials that have arrived at one rung, best first.
 *
 * <p>Ties go to the lower trial number; a loss that is NaN or infinite is held as NaN and comes
 * last, whoever has it. A rank costs a binary search, an arrival that and one block move, so a rung
 * may hold a hundred thousand trials.
 */
public final class Rung {

  private record Entry(double loss, TrialId trial) {}

  /**
   * What a trial has shown up to a rung, at this and those below.
   *
   * @param best the lowest loss; NaN if there is none
   * @param sum of the losses, of which there are {@code count}
   */
  record Path(double best, double sum, int count) {

    static final Path EMPTY = new Path(Double.NaN, 0, 0);

    Path and(double loss) {
      if (Double.isNaN(loss)) {
        return this;
      }
      double lower = Double.isNaN(best) ? loss : Math.min(best, loss);
      return new Path(lower, sum + loss, count + 1);
    }

    /** Returns the running average; NaN if there is no loss. */
    double average() {
      return sum / count;
    }
  }

  // Double.compare puts NaN after every number.
  private static final Comparator<Entry> BEST_FIRST =
      Comparator.comparingDouble(Entry::loss).thenComparing(Entry::trial);

  private final List<Entry> entries = new ArrayList<>();
  private final Map<TrialId, Entry> byTrial = new HashMap<>();
  private final TreeSet<Entry> waiting = new TreeSet<>(BEST_FIRST);
  private final Set<TrialId> promoted = new HashSet<>();
  private final Map<TrialId, Path> paths = new HashMap<>();
  private int losses;

  Rung() {}

  /** Returns how many trials have arrived, the failed ones included. */
  public int arrived() {
    return entries.size();
  }

  /** Returns how many trials have arrived with a loss. */
  public int losses() {
    return losses;
  }

  /** Returns how many trials have left upwards. */
  public int promoted() {
    return promoted.size();
  }

  /** Returns whether a trial has arrived. */
  public boolean holds(TrialId trial) {
    return byTrial.containsKey(trial);
  }

  /** Returns the loss a trial arrived with; NaN if that was not finite. */
  public double loss(TrialId trial) {
    return entry(trial).loss();
  }

  /** Returns a trial's place, from 1, the best. */
  public int rank(TrialId trial) {
    return Collections.binarySearch(entries, entry(trial), BEST_FIRST) + 1;
  }

  /** Returns the best trial that waits for a promotion; those without a loss never wait. */
  public Optional<TrialId> bestWaiting() {
    return waiting.isEmpty() ? Optional.empty() : Optional.of(waiting.first().trial());
  }

  /**
   * Returns the best trial that waits, if it is among the best {@code passing} of all and fewer
   * than that have left.
   */
  Optional<TrialId> promotable(int passing) {
    return promoted() < passing
        ? bestWaiting().filter(trial -> rank(trial) <= passing)
        : Optional.empty();
  }

  /** Returns the trials in order, best first. */
  public List<TrialId> order() {
    return entries.stream().map(Entry::trial).toList();
  }

  /** Returns where a trial stands if the best {@code passing} pass. */
  public Standing standing(int bracket, int rung, int epoch, TrialId trial, int passing) {
    return new Standing(
        bracket, rung, epoch, loss(trial), rank(trial), arrived(), passing, cutoff(passing));
  }

  private double cutoff(int passing) {
    for (int place = Math.min(passing, entries.size()); place >= 1; place--) {
      double loss = lossOf(place);
      if (!Double.isNaN(loss)) {
        return loss;
      }
    }
    return Double.NaN;
  }

  /** Returns what a trial had shown when it arrived; empty if it has not. */
  Path path(TrialId trial) {
    return paths.getOrDefault(trial, Path.EMPTY);
  }

  /** Returns the loss of the trial in a place, from 1; NaN if it has none. */
  double lossOf(int place) {
    return entries.get(place - 1).loss();
  }

  void arrive(TrialId trial, double loss, Path below) {
    var entry = new Entry(ranked(loss), trial);
    if (byTrial.putIfAbsent(trial, entry) != null) {
      throw new IllegalStateException(trial + " arrives at a rung for the second time");
    }
    entries.add(-Collections.binarySearch(entries, entry, BEST_FIRST) - 1, entry);
    paths.put(trial, below.and(entry.loss()));
    if (!Double.isNaN(entry.loss())) {
      waiting.add(entry);
      losses++;
    }
  }

  void promote(TrialId trial) {
    if (!waiting.remove(entry(trial))) {
      throw new IllegalStateException(trial + " is promoted, but does not wait at this rung");
    }
    promoted.add(trial);
  }

  void withdraw(TrialId trial) {
    waiting.remove(entry(trial));
  }

  /** Adding zero turns -0.0 into 0.0, which Double.compare would rank behind it. */
  private static double ranked(double loss) {
    return Double.isFinite(loss) ? loss + 0.0 : Double.NaN;
  }

  private Entry entry(TrialId trial) {
    Entry entry = byTrial.get(trial);
    if (entry == null) {
      throw new IllegalStateException(trial + " has not arrived at this rung");
    }
    return entry;
  }
}

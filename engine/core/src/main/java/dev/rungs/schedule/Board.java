package dev.rungs.schedule;

import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What schedulers know: who arrived where with which loss, in every bracket. Part of the sweep's
 * fold; schedulers only read it.
 *
 * <p>A trial that fails or ends before its rung arrives there without a loss: it was part of the
 * cohort and counts in every rung's size, never in a cut-off.
 */
public final class Board {

  private static final Rung EMPTY = new Rung();

  private final List<List<Rung>> brackets = new ArrayList<>();
  private final List<Integer> admitted = new ArrayList<>();
  private final SortedSet<Integer> open = new TreeSet<>();
  private Objective.Direction direction = Objective.Direction.MINIMIZE;
  private boolean closed;

  /** Returns which way the metric is better: losses are its values, or their negatives. */
  public Objective.Direction direction() {
    return direction;
  }

  /** Folds which way the metric is better. */
  public void aim(Objective.Direction better) {
    direction = better;
  }

  /** Returns how many brackets have been opened; they are numbered from 0. */
  public int brackets() {
    return admitted.size();
  }

  /** Returns the brackets in which something may happen yet, the earliest first. A live view. */
  public SortedSet<Integer> open() {
    return Collections.unmodifiableSortedSet(open);
  }

  /** Returns how many trials have started in a bracket, 0 if it is not open. */
  public int admitted(int bracket) {
    return bracket < admitted.size() ? admitted.get(bracket) : 0;
  }

  /** Returns whether no further trial will start: brackets must end with what they have. */
  public boolean closed() {
    return closed;
  }

  /** Returns how many rungs of a bracket trials have reached. */
  int reached(int bracket) {
    return bracket < brackets.size() ? brackets.get(bracket).size() : 0;
  }

  /** Returns a rung; one nobody has reached is empty. */
  public Rung rung(int bracket, int rung) {
    return bracket < brackets.size() && rung < brackets.get(bracket).size()
        ? brackets.get(bracket).get(rung)
        : EMPTY;
  }

  /** Folds the start of a new trial in a bracket: an open one or the next. */
  public void admit(int bracket) {
    if (bracket > brackets()) {
      throw new IllegalStateException(
          "bracket " + bracket + " is opened, but only " + brackets() + " came before");
    }
    if (bracket == brackets()) {
      brackets.add(new ArrayList<>());
      admitted.add(0);
      open.add(bracket);
    }
    admitted.set(bracket, admitted.get(bracket) + 1);
  }

  /** Folds the arrival of a trial; NaN if it has no loss there. */
  public void arrive(int bracket, int rung, TrialId trial, double loss) {
    if (bracket >= brackets()) {
      throw new IllegalStateException(
          trial + " arrives in bracket " + bracket + ", but only " + brackets() + " are open");
    }
    List<Rung> rungs = brackets.get(bracket);
    while (rungs.size() <= rung) {
      rungs.add(new Rung());
    }
    Rung below = rung > 0 ? rungs.get(rung - 1) : EMPTY;
    rungs.get(rung).arrive(trial, loss, below.path(trial));
  }

  /** Folds that a trial waits at a rung, be it without a loss. */
  public void await(int bracket, int rung, TrialId trial) {
    rung(bracket, rung).await(trial);
  }

  /** Folds a promotion out of a rung. */
  public void promote(int bracket, int rung, TrialId trial) {
    rung(bracket, rung).promote(trial);
  }

  /** Folds that a paused trial is out of the running. */
  public void withdraw(int bracket, int rung, TrialId trial) {
    rung(bracket, rung).withdraw(trial);
  }

  /** Folds that a bracket has ended: it is asked for no promotion any more. */
  public void end(int bracket) {
    open.remove(bracket);
  }

  /** Folds whether further trials may start. */
  public void close(boolean noFurtherTrials) {
    closed = noFurtherTrials;
  }
}

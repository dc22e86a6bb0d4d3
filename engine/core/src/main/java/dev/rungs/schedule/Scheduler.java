package dev.rungs.schedule;

import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.Optional;

/**
 * Decides which trials deserve more epochs.
 *
 * <p>A scheduler is a record of its settings. What has happened is on the {@link Board}; its
 * answers depend on nothing else. The order of asking is: a trial that trained to a rung is entered
 * on the board, its bracket is left behind if that {@link #ended} it, and the trial is {@link
 * #judge}d; when a place to train is free, {@link #promote} is asked first and {@link #admit} only
 * if nobody is to be promoted.
 */
public sealed interface Scheduler
    permits RunToEnd, SuccessiveHalving, Asha, Pasha, Hyperband, AsyncHyperband, Stopping {

  /**
   * Returns bracket number {@code index}, from 0. Schedulers that use one bracket over and over
   * return an equal one for every index.
   */
  Bracket bracket(int index);

  /**
   * Returns the bracket that takes the next new trial; empty if none may start before others end.
   */
  Optional<Integer> admit(Board board);

  /**
   * Judges a trial that has just arrived at a rung, its entry on the board included.
   *
   * @return at the top rung {@link Verdict.Complete}, elsewhere {@link Verdict.TrainOn}, {@link
   *     Verdict.Pause}, {@link Verdict.Stop} or {@link Verdict.Drop}
   */
  Verdict judge(Board board, TrialId trial, int bracket, int rung);

  /**
   * Returns whether no trial of a bracket will train again, whatever happens in others. A bracket
   * that others may still join has not ended.
   */
  default boolean ended(Board board, int bracket) {
    return false;
  }

  /**
   * Returns why no rung can be put on top once trials have started, for people; empty if one can,
   * see {@link Raise}.
   */
  default Optional<String> fixedTop() {
    return Optional.of("its rungs cannot change once trials have started");
  }

  /** Returns the paused trial to train on, if any deserves it now. */
  Optional<Promotion> promote(Board board);
}

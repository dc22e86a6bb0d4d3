package dev.rungs.schedule;

import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.Optional;

/** A population at one rung: who is to come, who copies, who goes on next. */
record Generation(Population population, Ladder ladder, Board board, int bracket, int rung) {

  /** Returns whether all have arrived and nobody is to go on from here any more. */
  boolean settled() {
    return complete() && (rung == ladder.top() || waiting().isEmpty());
  }

  /** Returns who goes on next, once all have arrived. */
  Optional<Promotion> next() {
    return complete() && rung < ladder.top()
        ? waiting().map(trial -> new Promotion(trial, ladder.epoch(rung + 1), standing(trial)))
        : Optional.empty();
  }

  /** Returns where a trial stands if all pass but those that copy. */
  Standing standing(TrialId trial) {
    int passing = here().arrived() - copying();
    return here().standing(bracket, rung, ladder.epoch(rung), trial, passing);
  }

  /** Returns those that may be copied, best first; empty if nobody has a loss. */
  List<TrialId> sources() {
    return here().order().stream()
        .limit(Math.max(1, copying()))
        .filter(trial -> !Double.isNaN(here().loss(trial)))
        .toList();
  }

  private int copying() {
    int arrived = here().arrived();
    return Math.min(arrived / 2, (int) Math.ceil(population.quantile() * arrived));
  }

  /** Returns whether all have arrived, given that the rung below is settled. */
  private boolean complete() {
    int coming = rung == 0 ? board.admitted(bracket) : board.rung(bracket, rung - 1).promoted();
    return (rung > 0 || full() || board.closed()) && here().arrived() == coming;
  }

  /**
   * Returns whether nobody joins the population any more. One that went on without some, because
   * the board was closed, stays as it is.
   */
  boolean full() {
    return board.admitted(bracket) == population.population()
        || board.rung(bracket, 0).promoted() > 0;
  }

  /** Returns the best that waits; one without a loss only if there is somebody to copy. */
  private Optional<TrialId> waiting() {
    return here()
        .bestWaiting()
        .filter(trial -> !Double.isNaN(here().loss(trial)) || !sources().isEmpty());
  }

  private Rung here() {
    return board.rung(bracket, rung);
  }
}

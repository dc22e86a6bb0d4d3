package dev.rungs.schedule;

import dev.rungs.trial.Limit;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.function.Supplier;

/** A trial at a rung of the only bracket, compared with bounds. */
record Step(Board board, Ladder ladder, TrialId trial, int rung) {

  /** Completes a trial at the top, drops one without a loss, and keeps any other within bounds. */
  Verdict judge(int grace, Supplier<Limit> bounds) {
    if (rung == ladder.top()) {
      return Climb.complete(ladder);
    }
    if (Double.isNaN(loss())) {
      return new Verdict.Drop(none("a loss"));
    }
    Limit limit = epoch() < grace ? none("the grace to epoch " + grace) : bounds.get();
    return limit.kept() ? new Verdict.Keep(ladder.epoch(rung + 1), limit) : new Verdict.Drop(limit);
  }

  Rung here() {
    return board.rung(0, rung);
  }

  int epoch() {
    return ladder.epoch(rung);
  }

  double loss() {
    return here().loss(trial);
  }

  /** Returns the trial's lowest loss at this rung and those below. */
  double best() {
    return here().path(trial).best();
  }

  /** Bounds that every loss keeps. */
  Limit none(String what) {
    return Limit.none(rung, epoch(), loss(), what);
  }

  /** Bounds for the trial's best loss so far. */
  Limit bestAtMost(double highest, String what) {
    return Limit.atMost(rung, epoch(), best(), highest, what);
  }
}

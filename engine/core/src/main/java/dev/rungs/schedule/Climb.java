package dev.rungs.schedule;

import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One bracket of a board on its ladder: who pauses at a rung, and who may leave it upwards.
 *
 * <p>Of {@code n} trials at a rung the best {@code floor(n / eta)} pass, the failed ones counted in
 * {@code n}.
 */
record Climb(Board board, int bracket, Ladder ladder, int eta) {

  /** Completes a trial at the top, stops one without a loss, lets any other wait. */
  Verdict judge(TrialId trial, int rung) {
    if (rung == ladder.top()) {
      return complete(ladder);
    }
    Standing standing = standing(trial, rung);
    return Double.isNaN(standing.loss()) ? new Verdict.Stop(standing) : new Verdict.Pause(standing);
  }

  /** Returns the promotion that a rung below the top has to give now, if any. */
  Optional<Promotion> promotion(int rung) {
    return rung(rung)
        .promotable(passing(rung))
        .map(trial -> new Promotion(trial, ladder.epoch(rung + 1), standing(trial, rung)));
  }

  /** Returns the promotion out of the highest rung that has one to give now. */
  Optional<Promotion> highest() {
    return highest(ladder.top());
  }

  /** Returns the promotion out of the highest rung below {@code top} that has one to give now. */
  Optional<Promotion> highest(int top) {
    return IntStream.rangeClosed(1, top)
        .mapToObj(below -> promotion(top - below))
        .flatMap(Optional::stream)
        .findFirst();
  }

  Rung rung(int rung) {
    return board.rung(bracket, rung);
  }

  static Verdict complete(Ladder ladder) {
    return new Verdict.Complete("trained to epoch " + ladder.epoch(ladder.top()) + ", the last");
  }

  private int passing(int rung) {
    return rung(rung).arrived() / eta;
  }

  private Standing standing(TrialId trial, int rung) {
    return rung(rung).standing(bracket, rung, ladder.epoch(rung), trial, passing(rung));
  }
}

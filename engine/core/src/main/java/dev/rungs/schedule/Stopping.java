package dev.rungs.schedule;

import java.util.Optional;

/**
 * A scheduler that decides at once, when a trial arrives at a rung, whether it trains on or stops
 * for good. There is one bracket for all trials and nobody waits, so no checkpoint is needed to go
 * on; but the order of arrival decides what a trial is compared with.
 */
public sealed interface Stopping extends Scheduler
    permits AshaStopping, MedianStopping, PercentileStopping, ThresholdStopping, Patient {

  /** Returns the ladder that every trial climbs. */
  Ladder ladder();

  @Override
  default Bracket bracket(int index) {
    return new Bracket(Bracket.UNBOUNDED, ladder());
  }

  @Override
  default Optional<Integer> admit(Board board) {
    return Optional.of(0);
  }

  @Override
  default Optional<String> fixedTop() {
    return Optional.of(
        "who stops at once is never come back to, so the best that ended at epoch "
            + ladder().epoch(ladder().top())
            + " would stay there");
  }

  @Override
  default Optional<Promotion> promote(Board board) {
    return Optional.empty();
  }
}

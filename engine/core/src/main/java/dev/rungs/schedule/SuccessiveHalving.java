package dev.rungs.schedule;

import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.Optional;

/** To be written. */
public record SuccessiveHalving(int min, int max, int eta) implements Scheduler {
  @Override
  public Bracket bracket(int index) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Integer> admit(Board board) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    throw new UnsupportedOperationException();
  }
}

package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * No scheduling: every trial trains to the end. The baseline the others are measured against.
 *
 * @param max the last epoch
 */
public record RunToEnd(int max) implements Scheduler {

  /** How a sweep names it. */
  public static final Kind<RunToEnd> KIND =
      new Kind<>(
          "none",
          "every trial trains to the end",
          "",
          List.of(Ladder.MAX),
          settings -> new RunToEnd(settings.count("max")));

  public RunToEnd {
    Ladder.of(max, max, 2);
  }

  @Override
  public Bracket bracket(int index) {
    return new Bracket(Bracket.UNBOUNDED, new Ladder(List.of(max)));
  }

  @Override
  public Optional<Integer> admit(Board board) {
    return Optional.of(0);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    return Climb.complete(bracket(bracket).ladder());
  }

  @Override
  public Optional<String> fixedTop() {
    return Optional.of(
        "without a scheduler nobody waits at a rung, so those that ended have none to leave");
  }

  @Override
  public Optional<Promotion> promote(Board board) {
    return Optional.empty();
  }
}

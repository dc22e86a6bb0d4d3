package dev.rungs.schedule;

import dev.rungs.trial.Curve;
import dev.rungs.trial.Limit;
import dev.rungs.trial.Patience;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;

/**
 * Lets another scheduler stop a trial only when its own curve has not improved for some epochs: who
 * still makes progress trains on, however bad its rank.
 *
 * <p>Progress is what the trial shows at rungs, by the rule of {@link Patience}. A sweep's own
 * patience ends every trial that stands still; this one only holds back a scheduler. As Optuna's
 * PatientPruner, but for the margin: there it is how much worse than before still counts as
 * progress, here how much better. A trial without a loss is never kept.
 *
 * @param of the scheduler that is held back
 * @param patience for how many epochs, at least one
 */
public record Patient(Stopping of, Patience patience) implements Stopping {

  public Patient {
    if (patience.epochs() < 1) {
      throw new IllegalArgumentException("patient is " + patience.epochs() + ", must be >= 1");
    }
  }

  @Override
  public Ladder ladder() {
    return of.ladder();
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    Verdict verdict = of.judge(board, trial, bracket, rung);
    boolean stops = verdict instanceof Verdict.Stop || verdict instanceof Verdict.Drop;
    Curve curve = curve(board, trial, rung);
    boolean improves = curve.epoch() - curve.progressEpoch() < patience.epochs();
    double loss = board.rung(bracket, rung).loss(trial);
    if (!stops || !improves || Double.isNaN(loss)) {
      return verdict;
    }
    String what = "the patience of " + patience.epochs() + " epochs from epoch ";
    return new Verdict.Keep(
        ladder().epoch(rung + 1),
        Limit.none(rung, curve.epoch(), loss, what + curve.progressEpoch()));
  }

  private Curve curve(Board board, TrialId trial, int upTo) {
    Ladder ladder = ladder();
    Curve curve = Curve.EMPTY;
    for (int rung = 0; rung <= upTo; rung++) {
      curve = curve.after(ladder.epoch(rung), board.rung(0, rung).loss(trial), patience);
    }
    return curve;
  }
}

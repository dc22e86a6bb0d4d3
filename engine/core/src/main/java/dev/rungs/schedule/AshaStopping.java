package dev.rungs.schedule;

import dev.rungs.space.Kind;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;

/**
 * Asynchronous successive halving that decides at once: a trial trains on if it is among the best
 * {@code max(1, floor(n / eta))} of the {@code n} trials that have arrived at its rung, itself
 * included; otherwise it stops for good. Nobody pauses, so no checkpoint is ever needed to go on.
 *
 * <p>The price: a verdict compares a trial with those before it and never with those after it, so
 * the order of arrival decides how many survive. The first at a rung passes whatever its loss. If
 * each trial is better than all before, every one passes and nothing is saved; if each is worse,
 * only the first does. In random order about one in {@code eta} passes, the early ones more easily.
 * Where that matters, take {@link Asha}, which can come back to a trial.
 *
 * <p>The paper's Algorithm 2 promotes. Stopping at once is how Ray Tune and Klein et al. offer it;
 * they cut at an interpolated quantile of the losses, we count.
 *
 * @param min the epoch of the lowest rung
 * @param max the epoch of the top rung
 * @param eta one trial in {@code eta} passes
 * @see <a href="https://arxiv.org/abs/1810.05934">Li et al., A System for Massively Parallel
 *     Hyperparameter Tuning, MLSys 2020</a>
 * @see <a href="https://arxiv.org/abs/2003.10865">Klein et al., Model-based Asynchronous
 *     Hyperparameter and Neural Architecture Search, 2020</a>
 */
public record AshaStopping(int min, int max, int eta) implements Stopping {

  /** How a sweep names it. */
  public static final Kind<AshaStopping> KIND =
      new Kind<>(
          "asha-stop",
          "asynchronous successive halving that stops at once: no pauses, depends on the order",
          "Li et al. 2020",
          List.of(Ladder.MIN, Ladder.MAX, Ladder.ETA),
          settings ->
              new AshaStopping(
                  settings.count("min"), settings.count("max"), settings.count("eta")));

  public AshaStopping {
    Ladder.of(min, max, eta);
  }

  @Override
  public Ladder ladder() {
    return Ladder.of(min, max, eta);
  }

  @Override
  public Verdict judge(Board board, TrialId trial, int bracket, int rung) {
    Ladder ladder = ladder();
    if (rung == ladder.top()) {
      return Climb.complete(ladder);
    }
    Rung here = board.rung(bracket, rung);
    int passing = Math.max(1, here.arrived() / eta);
    Standing standing = here.standing(bracket, rung, ladder.epoch(rung), trial, passing);
    return standing.passes()
        ? new Verdict.Continue(ladder.epoch(rung + 1), standing)
        : new Verdict.Stop(standing);
  }
}

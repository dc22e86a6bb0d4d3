package dev.rungs.schedule;

import java.util.List;
import java.util.Optional;

/**
 * Which schedulers may take over from one that has begun: those that put rungs on top of the ladder
 * and would have decided all that is decided.
 *
 * <p>{@link Asha} alone comes back to a trial. To it, a trial that has ended at the old top is one
 * that waits there, and the best {@code floor(n / eta)} of them train on.
 */
public final class Raise {

  private Raise() {}

  /** Returns why {@code raised} may not take over from {@code begun}; empty if it may. */
  public static Optional<String> refusal(Scheduler begun, Scheduler raised) {
    if (begun.equals(raised)) {
      return Optional.empty();
    }
    if (begun instanceof Asha old && raised instanceof Asha asha) {
      return refusal(old, asha);
    }
    return Optional.of(
        begun.getClass().equals(raised.getClass()) ? why(begun) : "only max may rise");
  }

  private static Optional<String> refusal(Asha old, Asha raised) {
    if (raised.min() != old.min() || raised.eta() != old.eta()) {
      return Optional.of("only max may rise");
    }
    if (raised.max() < old.max()) {
      return Optional.of("max is " + raised.max() + ", must be >= " + old.max() + ", as it was");
    }
    List<Integer> rungs = old.bracket(0).ladder().epochs();
    return raised.bracket(0).ladder().epochs().subList(0, rungs.size()).equals(rungs)
        ? Optional.empty()
        : Optional.of(
            "max was "
                + old.max()
                + ", must be min * eta^k to rise, or the rung at epoch "
                + old.max()
                + " would move");
  }

  private static String why(Scheduler begun) {
    if (begun instanceof AshaStopping stopping) {
      return "asha-stop never comes back to a trial, so the best that ended at epoch "
          + stopping.max()
          + " would stay there";
    }
    if (begun instanceof SuccessiveHalving halving) {
      return "halving never comes back to a cohort, so the best of those that ended at epoch "
          + halving.max()
          + " would stay there";
    }
    if (begun instanceof Population population) {
      return "the models of a population that ended at epoch "
          + population.max()
          + " are not kept to be copied";
    }
    return begun instanceof Hyperband
        ? "hyperband takes all rungs and sizes of brackets from max, so those begun would change"
        : "without a scheduler nobody waits at a rung, so those that ended have none to leave";
  }
}

package dev.rungs.analyze;

import dev.rungs.schedule.Rung;
import dev.rungs.trial.TrialId;
import java.util.List;

/** Which losses would carry a trial past a rung, everybody else there being as they are. */
public sealed interface Bar {

  /** No loss would: the rung lets nobody pass yet. */
  record Shut() implements Bar {}

  /** Every finite loss would: fewer others have a loss than may pass. */
  record Open() implements Bar {}

  /**
   * A loss of {@code loss} or lower would.
   *
   * @param below whether only a lower one would: at the same loss the other trial goes first,
   *     because its number is lower
   */
  record AtMost(double loss, boolean below) implements Bar {}

  /** Returns whether a trial with this loss would be among the passing. */
  default boolean clearedBy(double loss) {
    if (!Double.isFinite(loss) || this instanceof Shut) {
      return false;
    }
    return this instanceof Open
        || (this instanceof AtMost most && (most.below ? loss < most.loss : loss <= most.loss));
  }

  /**
   * Returns the bar for a trial that has arrived.
   *
   * <p>A trial is among the best {@code passing} if fewer than that many others come before it, so
   * it must come before number {@code passing} of the others. Its own loss plays no part.
   *
   * @param passing how many of all that have arrived pass
   */
  static Bar of(Rung rung, TrialId trial, int passing) {
    if (passing < 1) {
      return new Shut();
    }
    List<TrialId> others = rung.order().stream().filter(each -> !each.equals(trial)).toList();
    if (others.size() < passing || Double.isNaN(rung.loss(others.get(passing - 1)))) {
      return new Open();
    }
    TrialId last = others.get(passing - 1);
    return new AtMost(rung.loss(last), last.compareTo(trial) < 0);
  }
}

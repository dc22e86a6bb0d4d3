package dev.rungs.schedule;

import dev.rungs.space.Kind;
import java.util.List;

/** The registry of schedulers: one line each. */
public final class Schedulers {

  /** Every scheduler, the default first. */
  public static final List<Kind<? extends Scheduler>> ALL =
      List.of(
          Asha.KIND,
          AshaStopping.KIND,
          Pasha.KIND,
          Hyperband.KIND,
          AsyncHyperband.KIND,
          SuccessiveHalving.KIND,
          MedianStopping.KIND,
          PercentileStopping.KIND,
          ThresholdStopping.KIND,
          Pbt.KIND,
          Pb2.KIND,
          RunToEnd.KIND);

  private Schedulers() {}
}

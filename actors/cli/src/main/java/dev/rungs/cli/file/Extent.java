package dev.rungs.cli.file;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.GridSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import java.math.BigInteger;
import java.util.Optional;

/** How far a sweep can go. */
public final class Extent {

  /** So many trials are shown for a sweep that only time or a plateau ends. */
  public static final int SHOWN_WITHOUT_LIMIT = 100;

  /** More trials than this cannot be numbered. */
  static final BigInteger MOST_TRIALS = BigInteger.valueOf(StopRules.UNLIMITED - 1);

  private Extent() {}

  /** Returns whether configurations come in a fixed order, so that the last may never be tried. */
  static boolean walksInOrder(Sampler sampler) {
    return sampler instanceof GridSampler
        || (sampler instanceof FixedSampler fixed && walksInOrder(fixed.sampler()));
  }

  /** Returns the most trials that stop rules and space allow; empty if neither limits them. */
  public static Optional<Integer> trials(SweepSpec spec) {
    BigInteger wanted = BigInteger.valueOf(spec.stop().trials());
    BigInteger most = spec.sampler().configurations(spec.space()).orElse(wanted).min(wanted);
    return Optional.of(most.intValue()).filter(count -> count < StopRules.UNLIMITED);
  }

  /** Returns what the scheduler will spend on those trials. */
  public static Rehearsal rehearsal(SweepSpec spec) {
    boolean budgeted = spec.stop().epochs() < StopRules.UNLIMITED;
    int fallback = budgeted ? Rehearsal.MOST_TRIALS : SHOWN_WITHOUT_LIMIT;
    return Rehearsal.of(spec.scheduler(), trials(spec).orElse(fallback), spec.stop().epochs());
  }
}

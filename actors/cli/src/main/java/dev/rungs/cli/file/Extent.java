package dev.rungs.cli.file;

import dev.rungs.sample.GridSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepSpec;
import java.math.BigInteger;
import java.util.Optional;

/** How far a sweep can go. */
public final class Extent {

  /** So many trials are shown for a sweep that only time or a plateau ends. */
  public static final int SHOWN_WITHOUT_LIMIT = 100;

  private Extent() {}

  /** Returns how many configurations a sampler can propose at most; empty if there is no end. */
  static Optional<BigInteger> configurations(Sampler sampler, SearchSpace space) {
    return sampler instanceof GridSampler grid
        ? Optional.of(grid.grid(space).size())
        : space.size();
  }

  /** Returns whether configurations come in a fixed order, so that the last may never be tried. */
  static boolean walksInOrder(Sampler sampler) {
    return sampler instanceof GridSampler;
  }

  /** Returns the most trials that stop rules and space allow; empty if neither limits them. */
  public static Optional<Integer> trials(SweepSpec spec) {
    BigInteger wanted = BigInteger.valueOf(spec.stop().trials());
    BigInteger most = configurations(spec.sampler(), spec.space()).orElse(wanted).min(wanted);
    return Optional.of(most.intValue()).filter(count -> count < StopRules.UNLIMITED);
  }

  /** Returns what the scheduler will spend on those trials. */
  public static Rehearsal rehearsal(SweepSpec spec) {
    boolean budgeted = spec.stop().epochs() < StopRules.UNLIMITED;
    int fallback = budgeted ? Rehearsal.MOST_TRIALS : SHOWN_WITHOUT_LIMIT;
    return Rehearsal.of(spec.scheduler(), trials(spec).orElse(fallback), spec.stop().epochs());
  }
}

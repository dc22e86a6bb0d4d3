package dev.rungs.cli.file;

import dev.rungs.sample.FixedSampler;
import dev.rungs.sample.GridSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepSpec;
import java.math.BigInteger;
import java.util.List;
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

  /**
   * Returns the most trials that stop rules and space allow; empty if neither limits them.
   *
   * @param lessons what is learned of earlier sweeps, which is not tried again. It is subtracted
   *     where the sampler walks the whole space; of a grid or a fixed value it may be no part.
   */
  public static Optional<Integer> trials(SweepSpec spec, List<TrialsLearned> lessons) {
    BigInteger wanted = BigInteger.valueOf(spec.stop().trials());
    BigInteger most =
        spec.sampler()
            .configurations(spec.space())
            .map(all -> all.subtract(tried(spec, all, lessons)))
            .orElse(wanted)
            .min(wanted);
    return Optional.of(most.intValue()).filter(count -> count < StopRules.UNLIMITED);
  }

  /** With constraints the space is counted one by one, so only where something was learned. */
  private static BigInteger tried(SweepSpec spec, BigInteger all, List<TrialsLearned> lessons) {
    boolean whole = !lessons.isEmpty() && spec.space().size().equals(Optional.of(all));
    return whole
        ? BigInteger.valueOf(lessons.stream().mapToLong(each -> each.learned().size()).sum())
        : BigInteger.ZERO;
  }

  /** Returns what the scheduler will spend on those trials. */
  public static Rehearsal rehearsal(SweepSpec spec, List<TrialsLearned> lessons) {
    boolean budgeted = spec.stop().epochs() < StopRules.UNLIMITED;
    int fallback = budgeted ? Rehearsal.MOST_TRIALS : SHOWN_WITHOUT_LIMIT;
    int trials = trials(spec, lessons).orElse(fallback);
    return Rehearsal.of(spec.scheduler(), trials, spec.stop().epochs());
  }
}

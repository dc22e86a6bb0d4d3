package dev.rungs.sweep;

import dev.rungs.schedule.Rung;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How much room a sweep's checkpoints may take together. If they take more, trials that wait lose
 * theirs, the least promotable first: the worst by its place among those at its rung, then the one
 * at the lower rung, then the later one. One that is promoted nevertheless trains from the start,
 * and by its seed comes to the same.
 *
 * <p>Trials that train or are about to keep theirs, and the best, whose model is wanted. If those
 * alone take more than the quota, they do: training never fails for it.
 *
 * @param bytes of all files together
 */
public record CheckpointQuota(long bytes) {

  /** No limit. */
  public static final CheckpointQuota NONE = new CheckpointQuota(Long.MAX_VALUE);

  public CheckpointQuota {
    if (bytes < 1) {
      throw new IllegalArgumentException("checkpoint quota is " + bytes + " bytes, must be >= 1");
    }
  }

  /**
   * Returns what follows from the room that checkpoints take.
   *
   * @param held the bytes of each trial's checkpoints; those of trials that are over, and of those
   *     that were dropped before, are on their way out and do not count
   */
  public List<SweepEvent> enforce(SweepState state, Map<TrialId, Long> held) {
    var counted = new LinkedHashMap<>(held);
    counted.keySet().removeIf(trial -> isLeaving(state, trial));
    long total = counted.values().stream().mapToLong(Long::longValue).sum();
    if (total <= bytes) {
      return List.of();
    }
    var events = new ArrayList<SweepEvent>();
    for (Candidate next : leastPromotableFirst(state, counted)) {
      if (total > bytes) {
        events.add(new CheckpointsDropped(next.trial(), next.held(), bytes));
        total -= next.held();
      }
    }
    if (total > bytes && state.exceededQuota() != bytes) {
      events.add(new QuotaExceeded(total, bytes));
    }
    return events;
  }

  private static boolean isLeaving(SweepState state, TrialId trial) {
    boolean over = state.summary(trial).phase().over() && !isBest(state, trial);
    return over || state.dropped(trial);
  }

  private static boolean isBest(SweepState state, TrialId trial) {
    return state.best().filter(best -> best.id().equals(trial)).isPresent();
  }

  /**
   * A trial that may lose its checkpoints.
   *
   * @param share its place among those at its rung, as a share of them
   */
  private record Candidate(TrialId trial, double share, int rung, long held) {

    static final Comparator<Candidate> LEAST_PROMOTABLE_FIRST =
        Comparator.comparingDouble(Candidate::share)
            .reversed()
            .thenComparingInt(Candidate::rung)
            .thenComparing(Candidate::trial, Comparator.reverseOrder());

    static Candidate of(SweepState state, TrialSummary trial, long held) {
      Rung rung = state.board().rung(trial.bracket(), trial.rung());
      double share = (double) rung.rank(trial.id()) / rung.arrived();
      return new Candidate(trial.id(), share, trial.rung(), held);
    }
  }

  private static List<Candidate> leastPromotableFirst(SweepState state, Map<TrialId, Long> held) {
    return held.entrySet().stream()
        .filter(each -> mayGo(state, each.getKey()))
        .map(each -> Candidate.of(state, state.summary(each.getKey()), each.getValue()))
        .sorted(Candidate.LEAST_PROMOTABLE_FIRST)
        .toList();
  }

  private static boolean mayGo(SweepState state, TrialId trial) {
    return state.summary(trial).phase() == Phase.PAUSED && !isBest(state, trial);
  }
}

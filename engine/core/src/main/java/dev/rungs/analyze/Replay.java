package dev.rungs.analyze;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepState;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * Takes every decision of a sweep again, from the events before it, and compares.
 *
 * <p>What came from outside is taken as it is recorded: how segments ended, who paused the sweep,
 * when time was up, which slot was free.
 *
 * @param events how many events were read, from the first
 * @param decisions how many of them were decisions that came out the same
 * @param differences the first decision that comes out otherwise: at most one, since nothing after
 *     it can be compared
 */
public record Replay(long events, long decisions, List<Difference> differences) {

  /**
   * A decision that comes out otherwise.
   *
   * @param number of the event, from 1
   * @param decided what the rules say at this place: at most one; none if they decide nothing
   */
  public record Difference(long number, SweepEvent recorded, List<SweepEvent> decided) {
    public Difference {
      decided = List.copyOf(decided);
    }
  }

  public Replay {
    differences = List.copyOf(differences);
  }

  /** Returns whether every decision came out the same. */
  public boolean exact() {
    return differences.isEmpty();
  }

  /**
   * Replays a sweep.
   *
   * @param log its events, from the first
   * @throws dev.rungs.sweep.InvariantBreach if an event cannot have happened after those before it
   */
  public static Replay of(Iterable<? extends SweepEvent> log) {
    var fold = new Fold();
    for (SweepEvent event : log) {
      Optional<Difference> difference = fold.next(event);
      if (difference.isPresent()) {
        return new Replay(fold.events, fold.decisions, List.of(difference.get()));
      }
    }
    return new Replay(fold.events, fold.decisions, List.of());
  }

  private static final class Fold {

    private final SweepState state = new SweepState();

    /** What follows at once from the segment that ended last. */
    private final Deque<SweepEvent> following = new ArrayDeque<>();

    long events;
    long decisions;

    Optional<Difference> next(SweepEvent event) {
      events++;
      if (isDecision(event)) {
        Optional<SweepEvent> decided = decide(event);
        if (!decided.equals(Optional.of(event))) {
          return Optional.of(new Difference(events, event, decided.stream().toList()));
        }
        decisions++;
      } else if (event instanceof SegmentEnded over) {
        follow(over);
      }
      state.apply(event);
      return Optional.empty();
    }

    private static boolean isDecision(SweepEvent event) {
      return event instanceof TrialSuggested
          || event instanceof SegmentGranted
          || event instanceof TrialRequeued
          || event instanceof ConfigurationChanged
          || event instanceof RungReached
          || event instanceof TrialJudged
          || event instanceof TrialFailed
          || event instanceof SpaceUsedUp
          || event instanceof SweepStopping
          || event instanceof SweepEnded;
    }

    private Optional<SweepEvent> decide(SweepEvent event) {
      if (!following.isEmpty()) {
        return Optional.of(following.remove());
      }
      List<SweepEvent> timeUp = state.elapsed(state.stop().wallClock());
      if (timeUp.contains(event)) {
        return Optional.of(event);
      }
      List<SweepEvent> due = state.due();
      int slot = event instanceof SegmentGranted granted ? granted.slot() : 0;
      return (due.isEmpty() ? state.offer(slot) : due).stream().findFirst();
    }

    private void follow(SegmentEnded over) {
      following.clear();
      state.segmentEnded(over.trial(), over.attempt(), over.outcome(), over.best()).stream()
          .dropWhile(each -> !(each instanceof SegmentEnded))
          .skip(1)
          .forEach(following::add);
    }
  }
}

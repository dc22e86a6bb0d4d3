package dev.rungs.sweep;

import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A sweep's history up to one of its events, from which another sweep goes on.
 *
 * <p>Sweep and trials keep logs of their own, which do not say what in one came before what in
 * another. So of a trial that is kept which the sweep knows at that event: the attempts that have
 * ended there, up to the epoch they counted to. Whatever was in flight trains again, and by its
 * seed gives the same.
 */
public final class Cut {

  private final SweepState state;
  private final List<SweepEvent> further;
  private final List<Integer> attempts = new ArrayList<>();

  private Cut(SweepState state, List<SweepEvent> further, List<TrialId> inFlight) {
    this.state = state;
    this.further = List.copyOf(further);
    for (TrialSummary trial : state.trials()) {
      attempts.add(inFlight.contains(trial.id()) ? trial.attempt() - 1 : trial.attempt());
    }
  }

  /**
   * Cuts a sweep off.
   *
   * @param from its id
   * @param history its events from the first to the one to cut after
   * @throws IllegalArgumentException if it had yet to learn from a sweep that it names
   */
  public static Cut of(String from, List<SweepEvent> history) {
    var state = new SweepState();
    SweepEvent last = history.get(history.size() - 1);
    history.subList(0, history.size() - 1).forEach(state::apply);
    // A sweep writes the end of a segment together with what follows from it at once.
    var further = new ArrayList<>(follows(state, last));
    state.apply(last);
    further.forEach(state::apply);
    int named = state.spec().learnFrom().size();
    if (state.lessons().size() < named) {
      throw new IllegalArgumentException(
          "event is "
              + history.size()
              + ", must be at least "
              + (1 + named)
              + ": until then "
              + from
              + " learns from "
              + String.join(", ", state.spec().learnFrom()));
    }
    List<TrialId> inFlight = state.running();
    List<SweepEvent> fork = state.fork(from, history.size());
    fork.forEach(state::apply);
    further.addAll(fork);
    return new Cut(state, further, inFlight);
  }

  private static List<SweepEvent> follows(SweepState state, SweepEvent event) {
    return event instanceof SegmentEnded over
        ? state.segmentEnded(over.trial(), over.attempt(), over.outcome(), over.best()).stream()
            .dropWhile(each -> !(each instanceof SegmentEnded))
            .skip(1)
            .toList()
        : List.of();
  }

  /** Returns the sweep as it is after the history and {@link #further}. */
  public SweepState state() {
    return state;
  }

  /** Returns what the new sweep has to add to the history before it can be opened. */
  public List<SweepEvent> further() {
    return further;
  }

  /**
   * Returns what is kept of an event of a trial.
   *
   * @param log what is kept of those before
   */
  public Optional<TrialEvent> kept(TrialId trial, TrialLog log, TrialEvent event) {
    int epoch = state.summary(trial).epoch();
    if (event instanceof EpochsReported reported) {
      List<Report> before =
          reported.reports().stream().filter(report -> report.epoch() <= epoch).toList();
      return known(trial, reported.attempt())
          ? log.record(before, state.spec().aims(), state.spec().patience()).map(each -> each)
          : Optional.empty();
    }
    return Optional.of(event).filter(each -> known(trial, attempt(each)) && at(each) <= epoch);
  }

  private boolean known(TrialId trial, int attempt) {
    return attempt <= attempts.get(trial.number());
  }

  private static int attempt(TrialEvent event) {
    if (event instanceof AttemptStarted started) {
      return started.attempt();
    }
    if (event instanceof CheckpointCopied copied) {
      return copied.attempt();
    }
    return event instanceof CheckpointSaved saved
        ? saved.attempt()
        : ((AttemptEnded) event).attempt();
  }

  /** Returns the last epoch that an event tells of. */
  private static int at(TrialEvent event) {
    if (event instanceof CheckpointSaved saved) {
      return saved.epoch();
    }
    if (event instanceof CheckpointCopied copied) {
      return copied.epoch();
    }
    return event instanceof AttemptEnded over ? over.outcome().epoch() : 0;
  }
}

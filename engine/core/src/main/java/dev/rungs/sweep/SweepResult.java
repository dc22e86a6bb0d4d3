package dev.rungs.sweep;

import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Score;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of a sweep, or has come of it so far.
 *
 * @param ended how it ended: at most one; none while it can go on
 * @param trials every trial, by number
 * @param ranking the trials that have a result, best first
 * @param lineage how the winner's model came about, the first leg first: with which values each
 *     stretch was trained; none without a winner
 * @param tested the winner on the test data: at most one
 * @param elapsed time spent running, over all processes
 * @param spentEpochs epochs trained, each counted once
 */
public record SweepResult(
    String id,
    SweepSpec spec,
    List<SweepEnded> ended,
    List<TrialSummary> trials,
    List<TrialSummary> ranking,
    List<Leg> lineage,
    List<WinnerTested> tested,
    Duration elapsed,
    long spentEpochs) {

  public SweepResult {
    ended = List.copyOf(ended);
    trials = List.copyOf(trials);
    ranking = List.copyOf(ranking);
    lineage = List.copyOf(lineage);
    tested = List.copyOf(tested);
  }

  /** Returns the result of a sweep at some moment. */
  public static SweepResult of(String id, SweepLog log) {
    SweepState state = log.state();
    return new SweepResult(
        id,
        state.spec(),
        state.ended().stream().toList(),
        state.trials(),
        state.ranking(),
        lineage(state),
        state.tested().stream().toList(),
        log.elapsed(),
        state.spentEpochs());
  }

  private static List<Leg> lineage(SweepState state) {
    return state
        .best()
        .map(best -> state.lineage(best.id(), state.resultEpoch(best.id())))
        .orElse(List.of());
  }

  /**
   * Returns the winner.
   *
   * @throws IllegalStateException if there is none, see {@link #whyNoWinner}
   */
  public TrialSummary best() {
    return winner()
        .orElseThrow(
            () -> new IllegalStateException("sweep " + id + " has no winner: " + whyNoWinner()));
  }

  /** Returns the winner; empty if no trial has a result, or none that keeps what is required. */
  public Optional<TrialSummary> winner() {
    return ranking.stream().findFirst().filter(trial -> trial.score().kept());
  }

  /**
   * Returns why there is no winner, for people: {@code "no trial kept latency_ms <= 20; nearest:
   * t004 with latency_ms 31.2"}.
   */
  public String whyNoWinner() {
    if (ranking.isEmpty()) {
      return "none of its " + trials.size() + " trials has a result";
    }
    TrialSummary nearest = ranking.get(0);
    return "no trial kept "
        + spec.aims().requirements()
        + "; nearest: "
        + nearest.id()
        + " with "
        + spec.aims().problems(nearest.counted());
  }

  /**
   * Returns the trials that are best in the sense of Pareto, by the objective's loss: they keep
   * what is required, and no other that does is better in one objective and as good in all. With a
   * single objective those of the lowest loss.
   */
  public List<TrialSummary> front() {
    return Score.front(ranking, TrialSummary::score);
  }

  /** Returns the winner's value of the objective's metric. */
  public double bestValue() {
    return spec.objective().value(best().result());
  }

  /** Returns how the sweep ended; empty if it was stopped before and can go on. */
  public Optional<SweepEnded> ending() {
    return ended.stream().findFirst();
  }

  /** Returns what the winner reached on the test data, if there was any. */
  public Optional<WinnerTested> test() {
    return tested.stream().findFirst();
  }

  /** Returns how many trials are in a phase. */
  public long count(Phase phase) {
    return trials.stream().filter(trial -> trial.phase() == phase).count();
  }

  /** Returns how many epochs training every started trial to the end would have taken more. */
  public long savedEpochs() {
    return trials.stream().mapToLong(this::topEpoch).sum() - spentEpochs;
  }

  /** Returns the epoch that the longest ladder of any trial ends with. */
  public int maxEpoch() {
    return trials.stream().mapToInt(this::topEpoch).max().orElse(0);
  }

  private int topEpoch(TrialSummary trial) {
    return spec.scheduler().bracket(trial.bracket()).ladder().epochs().stream()
        .max(Comparator.naturalOrder())
        .orElseThrow();
  }
}

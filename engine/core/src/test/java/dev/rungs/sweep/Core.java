package dev.rungs.sweep;

import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Report;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The decision core as the {@link World} meets it: the real one, or one with a {@link Bug}. Each
 * method is a seam where a bug may sit.
 */
interface Core {

  /** {@link SweepState} and {@link TrialLog} as they are. */
  Core REAL = new Core() {};

  /** Answers a question put to a sweep. */
  default List<SweepEvent> answer(Question question, SweepState state) {
    return question.ask(state);
  }

  /** Returns what reaches the journal of an event that was decided; empty if it is forgotten. */
  default Optional<SweepEvent> journaled(SweepEvent event) {
    return Optional.of(event);
  }

  /** Returns what the running process folds of an event that was decided. */
  default SweepEvent folded(SweepEvent event, SweepState state) {
    return event;
  }

  /** Returns how long the sweep has been running by a time of the wall's clock. */
  default Duration elapsed(SweepLog log, long millis) {
    return log.elapsed(millis);
  }

  /** Returns whether a trial's journal turns away what an attempt says. */
  default boolean fenced(TrialLog log, int attempt) {
    return attempt != log.attempt();
  }

  /** Returns what a trial's journal records of some reports. */
  default Optional<EpochsReported> record(TrialLog log, List<Report> reports, SweepSpec spec) {
    return log.record(reports, spec.aims(), spec.patience());
  }
}

package dev.rungs.actors.journal;

import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Report;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.List;

/** A family of events with everything that the engine's records hold. */
sealed interface TestEvent {

  record Created(SweepSpec spec) implements TestEvent {}

  record Judged(TrialId trial, Verdict verdict, Verdict.Stop narrow) implements TestEvent {}

  record Measured(Report report, Metrics more) implements TestEvent {}

  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Curve(double[] losses, List<Standing> standings) implements TestEvent {}

  record Waited(Duration time) implements TestEvent {}

  record Ended() implements TestEvent {}

  /** A family inside the family. */
  sealed interface Slow extends TestEvent {

    record Lost(long lease) implements Slow {}

    record Found(Slow before) implements Slow {}
  }

  /** A component that is called as other encodings call the type. */
  record Typed(String type) implements TestEvent {}
}

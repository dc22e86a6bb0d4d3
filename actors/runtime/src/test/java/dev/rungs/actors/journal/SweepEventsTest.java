package dev.rungs.actors.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Patient;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.schedule.ThresholdStopping;
import dev.rungs.space.Configuration;
import dev.rungs.space.Value;
import dev.rungs.sweep.Ending;
import dev.rungs.sweep.Learned;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.trial.Best;
import dev.rungs.trial.Curve;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Limit;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every event of the engine, as the journal keeps it. */
final class SweepEventsTest {

  private static final EventCodec CODEC = EventCodec.of(SweepEvent.class, TrialEvent.class);
  private static final TrialId TRIAL = new TrialId(7);
  private static final Report REPORT = new Report(3, Metrics.of("loss", Double.NaN, "mae", 0.1));
  private static final Configuration CONFIGURATION =
      Configuration.EMPTY
          .with("lr", new Value.Real(0.1))
          .with("layers", new Value.Int(3))
          .with("optimizer", new Value.Text("adam"))
          .with("bias", new Value.Flag(true));

  private static final List<Metric> OTHERS = List.of(new Metric("latency_ms", 31.2));

  private static final List<SweepEvent> SWEEP =
      List.of(
          new SweepEvent.SweepCreated(EventCodecTest.spec()),
          new SweepEvent.TrialsLearned(
              "mnist-1",
              List.of(
                  new Learned(
                      TRIAL,
                      CONFIGURATION,
                      Double.NaN,
                      OTHERS,
                      List.of(new Learned.Level(3, 0.25, OTHERS)))),
              1,
              2,
              3),
          new SweepEvent.SweepOpened(),
          new SweepEvent.SweepForked("old", 140),
          new SweepEvent.CheckpointsDropped(new TrialId(4), 1 << 20, 2L << 30),
          new SweepEvent.QuotaExceeded(3L << 30, 2L << 30),
          new SweepEvent.TrialSuggested(TRIAL, CONFIGURATION, "drawn at random", 2),
          new SweepEvent.SpaceUsedUp(),
          new SweepEvent.SegmentGranted(TRIAL, 1, 0, 3),
          new SweepEvent.SegmentEnded(TRIAL, 1, new Outcome.Reached(REPORT), Best.NONE),
          new SweepEvent.SegmentEnded(
              TRIAL, 1, new Outcome.Interrupted(2), new Best(2, -0.5, OTHERS)),
          new SweepEvent.TrialRequeued(TRIAL, "its slot was lost"),
          new SweepEvent.ConfigurationChanged(TRIAL, CONFIGURATION, "batch 64 instead of 128"),
          new SweepEvent.RungReached(TRIAL, 0, Double.NaN),
          new SweepEvent.TrialJudged(
              TRIAL, new Verdict.Stop(new Standing(0, 1, 3, 0.2, 2, 9, 3, Double.NaN))),
          new SweepEvent.TrialJudged(
              TRIAL,
              new Verdict.Drop(
                  new Limit(1, 3, Double.NaN, -1, Double.POSITIVE_INFINITY, "the bounds"))),
          new SweepEvent.TrialJudged(
              TRIAL, new Verdict.Keep(9, Limit.none(1, 3, 0.5, "the grace to epoch 9"))),
          new SweepEvent.TrialFailed(TRIAL, FailureKind.OUT_OF_MEMORY, "Java heap space"),
          new SweepEvent.ConfigurationEnqueued(CONFIGURATION),
          new SweepEvent.SweepPaused("asked to", SweepEvent.Pauser.USER),
          new SweepEvent.SweepResumed(),
          new SweepEvent.StopRulesChanged(StopRules.trials(9)),
          new SweepEvent.SchedulerRaised(
              new Asha(1, 81, 3), List.of(new Asha(1, 27, 3), new RunToEnd(81))),
          new SweepEvent.SchedulerRaised(
              new Patient(
                  new ThresholdStopping(1, 9, 2, Double.NEGATIVE_INFINITY, 5),
                  new Patience(3, 0.5)),
              List.of()),
          new SweepEvent.SweepStopping(Ending.GOAL, "loss is 0.1"),
          new SweepEvent.SweepEnded(Ending.GAVE_UP, "9 trials failed"),
          new SweepEvent.WinnerTested(TRIAL, 3, Metrics.NONE, true));

  private static final List<TrialEvent> TRIALS =
      List.of(
          new TrialEvent.AttemptStarted(1, 0, 3),
          new TrialEvent.EpochsReported(1, List.of(REPORT), Curve.EMPTY),
          new TrialEvent.CheckpointCopied(2, new TrialId(3), 3, "t007/a2-e3", 17, "cd"),
          new TrialEvent.CheckpointSaved(1, 3, "t007/a1-e3", Long.MAX_VALUE, "ab"),
          new TrialEvent.AttemptEnded(1, new Outcome.EndedEarly(REPORT, "no progress")),
          new TrialEvent.AttemptEnded(1, new Outcome.Failed(2, FailureKind.DIVERGED, "NaN")));

  @Test
  void everyEventComesBackEqual() {
    SWEEP.forEach(event -> assertThat(written(SweepEvent.class, event)).isEqualTo(event));
    TRIALS.forEach(event -> assertThat(written(TrialEvent.class, event)).isEqualTo(event));
  }

  private static <E> E written(Class<E> family, E event) {
    Frame frame = CODEC.encode(Head.start("any"), new Journaled<>(1, event));
    return CODEC.decode(Frame.of(frame.manifest(), frame.bytes()).intact(), family).event();
  }

  @Test
  void noKindOfEventIsForgottenHere() {
    assertThat(classes(SWEEP)).isEqualTo(new HashSet<>(SealedTypes.leaves(SweepEvent.class)));
    assertThat(classes(TRIALS)).isEqualTo(new HashSet<>(SealedTypes.leaves(TrialEvent.class)));
  }

  private static Set<Class<?>> classes(List<?> events) {
    return events.stream().map(Object::getClass).collect(Collectors.toSet());
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Replay;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SweepForked;
import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Patience;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sweeps that go on from any event of another's history. */
class CutTest {

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void fromAnyEventASweepGoesOnToItsEndByTheRules(Scheduler scheduler) {
    for (int seed = 0; seed < 6; seed++) {
      SweepSpec spec = Sweeps.of(scheduler).seed(seed).stop(StopRules.trials(16)).build();
      var truth = new Truth(seed, spec.aims(), 4);
      List<SweepEvent> log = log(spec, truth, seed);
      for (int event = 1; event <= log.size(); event++) {
        var fork = new Driver(truth, log.subList(0, event));
        fork.run();
        assertThat(fork.state.ended()).as("cut after event %s", event).isPresent();
        assertThat(Replay.of(fork.log).differences()).as("cut after event %s", event).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void inOrderItDecidesWhatTheOtherHasDecided(Scheduler scheduler) {
    for (int seed = 0; seed < 6; seed++) {
      SweepSpec spec =
          Sweeps.of(scheduler)
              .seed(seed)
              .stop(StopRules.trials(16))
              .order(new Order.Ordered(1 + seed))
              // deaths are no part of the result
              .retry(new Retry(2, Retry.DEFAULT.on(), 0, "units"))
              .build();
      var truth = new Truth(seed, spec.aims(), 4);
      List<SweepEvent> log = log(spec, truth, seed);
      for (int event = 1; event <= log.size(); event++) {
        var fork = new Driver(truth, log.subList(0, event));
        fork.run();
        assertThat(Campaign.decisions(fork.log))
            .as("cut after event %s", event)
            .isEqualTo(Campaign.decisions(log));
      }
    }
  }

  @Test
  void whatWasInFlightIsQueuedAgainAndIsNoDeath() {
    List<SweepEvent> log = log();
    int granted = 1 + log.indexOf(first(log, SegmentGranted.class));
    Cut cut = Cut.of("old", log.subList(0, granted));
    assertThat(cut.further()).element(0).isEqualTo(new SweepForked("old", granted));
    assertThat(cut.state().running()).isEmpty();
    TrialSummary trial = cut.state().trials().get(0);
    assertThat(trial.phase()).isEqualTo(Phase.QUEUED);
    assertThat(trial.note()).isEqualTo("interrupted");
  }

  @Test
  void aTrialKeepsWhatItsSweepKnewOfIt() {
    List<SweepEvent> log = log();
    SegmentEnded over = (SegmentEnded) first(log, SegmentEnded.class);
    Cut cut = Cut.of("old", log.subList(0, 1 + log.indexOf(over)));
    int epoch = over.outcome().epoch();
    TrialLog before = TrialLog.EMPTY.apply(new AttemptStarted(over.attempt(), 0, epoch));
    var reported =
        before.record(
            List.of(report(1), report(2), report(3)),
            Sweeps.of(new Asha(1, 9, 3)).build().aims(),
            Patience.ENDLESS);
    assertThat(epoch).isEqualTo(1);
    assertThat(cut.kept(over.trial(), before, reported.orElseThrow()))
        .isEqualTo(
            before.record(
                List.of(report(1)), cut.state().spec().aims(), cut.state().spec().patience()));
    assertThat(kept(cut, over.trial(), saved(over.attempt(), epoch))).isPresent();
    assertThat(kept(cut, over.trial(), saved(over.attempt(), epoch + 1))).isEmpty();
    assertThat(kept(cut, over.trial(), new AttemptEnded(over.attempt(), over.outcome())))
        .isPresent();
    assertThat(kept(cut, over.trial(), new AttemptStarted(over.attempt() + 1, 0, 3))).isEmpty();
    assertThat(kept(cut, over.trial(), saved(over.attempt() + 1, epoch))).isEmpty();
  }

  private static Optional<TrialEvent> kept(Cut cut, TrialId trial, TrialEvent event) {
    return cut.kept(trial, TrialLog.EMPTY, event);
  }

  private static CheckpointSaved saved(int attempt, int epoch) {
    return new CheckpointSaved(attempt, epoch, "t000/a" + attempt + "-e" + epoch, 9, "ab");
  }

  private static Report report(int epoch) {
    return new Report(epoch, Metrics.of(Truth.METRIC, epoch));
  }

  private static SweepEvent first(List<SweepEvent> log, Class<?> kind) {
    return log.stream().filter(kind::isInstance).findFirst().orElseThrow();
  }

  private static List<SweepEvent> log() {
    SweepSpec spec = Sweeps.of(new Asha(1, 9, 3)).stop(StopRules.trials(9)).build();
    return new World(spec, new Truth(7, spec.aims(), 0), 1, World.Troubles.NONE, 7, Core.REAL)
        .run()
        .log();
  }

  private static List<SweepEvent> log(SweepSpec spec, Truth truth, long luck) {
    return new World(spec, truth, 3, new World.Troubles(15, 10, 5, 2, 2, 0, 0), luck, Core.REAL)
        .run()
        .log();
  }

  /** Trains what is granted on one slot, at once. */
  private static final class Driver {

    private final Truth truth;
    final List<SweepEvent> log = new ArrayList<>();
    final SweepState state = new SweepState();

    Driver(Truth truth, List<SweepEvent> history) {
      this.truth = truth;
      fold(history);
      fold(Cut.of("old", history).further());
      fold(state.open());
    }

    void run() {
      fold(state.resume(Pauser.USER));
      List<SweepEvent> next = next();
      while (!next.isEmpty()) {
        fold(next);
        if (next.get(0) instanceof SegmentGranted granted) {
          train(granted);
        }
        next = next();
      }
    }

    private List<SweepEvent> next() {
      List<SweepEvent> due = state.due();
      return due.isEmpty() ? state.offer(0) : due;
    }

    private void train(SegmentGranted granted) {
      TrialId trial = granted.trial();
      int from = state.summary(trial).epoch();
      Outcome outcome =
          truth.outcome(trial, granted.attempt(), from, granted.untilEpoch(), failures(trial));
      fold(state.segmentEnded(trial, granted.attempt(), outcome, best(trial, outcome.epoch())));
    }

    private int failures(TrialId trial) {
      return (int)
          log.stream()
              .filter(
                  event ->
                      event instanceof SegmentEnded over
                          && over.trial().equals(trial)
                          && over.outcome() instanceof Outcome.Failed failed
                          && !failed.kind().passes())
              .count();
    }

    private Best best(TrialId trial, int epochs) {
      Best best = Best.NONE;
      for (int epoch = 1; epoch <= epochs; epoch++) {
        Metrics metrics = truth.report(trial, 1, epoch).metrics();
        best = best.or(epoch, state.spec().objective().loss(metrics));
      }
      return best;
    }

    private void fold(List<SweepEvent> events) {
      events.forEach(state::apply);
      log.addAll(events);
    }
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.schedule.Rung;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/** Whose checkpoints go, in sweeps cut anywhere in their history. */
class CheckpointQuotaProperties {

  /** A sweep at some moment, and what its trials hold. */
  private record Moment(SweepState state, Map<TrialId, Long> held) {

    static Moment of(long seed) {
      var chance = new SplittableRandom(seed);
      List<Scheduler> schedulers = Sweeps.schedulers();
      SweepSpec spec =
          Sweeps.of(schedulers.get(chance.nextInt(schedulers.size())))
              .seed(seed)
              .stop(StopRules.trials(20))
              .build();
      var truth = new Truth(seed, spec.aims(), 4);
      List<SweepEvent> log =
          new World(spec, truth, 3, World.Troubles.NONE, seed, Core.REAL).run().log();
      var state = new SweepState();
      log.subList(0, 1 + chance.nextInt(log.size())).forEach(state::apply);
      var held = new HashMap<TrialId, Long>();
      for (TrialSummary trial : state.trials()) {
        if (trial.epoch() > 0) {
          held.put(trial.id(), 1 + chance.nextLong(100));
        }
      }
      return new Moment(state, held);
    }

    boolean isBest(TrialId trial) {
      return state.best().filter(best -> best.id().equals(trial)).isPresent();
    }

    boolean mayGo(TrialId trial) {
      return state.summary(trial).phase() == Phase.PAUSED
          && !isBest(trial)
          && state.lent(trial).isEmpty();
    }

    boolean counts(TrialId trial) {
      return !state.summary(trial).phase().over() || isBest(trial) || !state.lent(trial).isEmpty();
    }

    long total() {
      return held.keySet().stream().filter(this::counts).mapToLong(held::get).sum();
    }

    double share(TrialId trial) {
      TrialSummary summary = state.summary(trial);
      Rung rung = state.board().rung(summary.bracket(), summary.rung());
      return (double) rung.rank(trial) / rung.arrived();
    }
  }

  private static List<TrialId> dropped(List<SweepEvent> events) {
    var dropped = new ArrayList<TrialId>();
    for (SweepEvent event : events) {
      if (event instanceof CheckpointsDropped each) {
        dropped.add(each.trial());
      }
    }
    return dropped;
  }

  @Property(tries = 300)
  void onlyThoseWhoWaitLoseTheirsAndNeverTheBest(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 1000) long quota) {
    Moment moment = Moment.of(seed);
    List<SweepEvent> events = new CheckpointQuota(quota).enforce(moment.state(), moment.held());
    assertThat(dropped(events)).allMatch(moment::mayGo).doesNotHaveDuplicates();
  }

  @Property(tries = 300)
  void noMoreGoThanMustAndTheRestFitsOrIsSaidNotTo(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 1000) long quota) {
    Moment moment = Moment.of(seed);
    List<SweepEvent> events = new CheckpointQuota(quota).enforce(moment.state(), moment.held());
    List<TrialId> dropped = dropped(events);
    long left = moment.total() - dropped.stream().mapToLong(moment.held()::get).sum();
    if (!dropped.isEmpty()) {
      long before = left + moment.held().get(dropped.get(dropped.size() - 1));
      assertThat(before).as("without the last there was too much").isGreaterThan(quota);
    }
    boolean said = events.stream().anyMatch(QuotaExceeded.class::isInstance);
    assertThat(left > quota).isEqualTo(said);
    if (said) {
      assertThat(events).contains(new QuotaExceeded(left, quota));
      assertThat(moment.held().keySet().stream().filter(moment::mayGo)).allMatch(dropped::contains);
    }
  }

  @Property(tries = 300)
  void theLeastPromotableGoesFirst(
      @ForAll long seed, @ForAll @LongRange(min = 1, max = 500) long quota) {
    Moment moment = Moment.of(seed);
    List<TrialId> dropped =
        dropped(new CheckpointQuota(quota).enforce(moment.state(), moment.held()));
    for (TrialId kept : moment.held().keySet()) {
      if (moment.mayGo(kept) && !dropped.contains(kept)) {
        assertThat(dropped).allMatch(gone -> moment.share(gone) >= moment.share(kept));
      }
    }
    assertThat(dropped)
        .isSortedAccordingTo(
            (one, other) -> Double.compare(moment.share(other), moment.share(one)));
  }

  @Property(tries = 100)
  void onceDroppedNothingFollowsAnyMore(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 300) int quota) {
    Moment moment = Moment.of(seed);
    var rule = new CheckpointQuota(quota);
    rule.enforce(moment.state(), moment.held()).forEach(moment.state()::apply);
    assertThat(rule.enforce(moment.state(), moment.held())).isEmpty();
  }

  @Example
  void aQuotaOfNothingIsRefused() {
    assertThatThrownBy(() -> new CheckpointQuota(0))
        .hasMessage("checkpoint quota is 0 bytes, must be >= 1");
  }
}

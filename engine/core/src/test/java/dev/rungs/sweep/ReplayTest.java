package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.analyze.Replay;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplayTest {

  static List<Scheduler> schedulers() {
    return Sweeps.schedulers();
  }

  @ParameterizedTest
  @MethodSource("schedulers")
  void everyDecisionOfAnUntouchedLogComesOutTheSame(Scheduler scheduler) {
    List<SweepEvent> log = log(scheduler);
    Replay replay = Replay.of(log);
    assertThat(replay.exact()).isTrue();
    assertThat(replay.events()).isEqualTo(log.size());
    assertThat(replay.decisions()).isGreaterThan(log.size() / 2);
  }

  @Test
  void anotherVerdictIsFoundWhereItStands() {
    List<SweepEvent> log = log(new Asha(1, 9, 3));
    int at = first(log, TrialJudged.class);
    TrialJudged judged = (TrialJudged) log.get(at);
    log.set(at, new TrialJudged(judged.trial(), new Verdict.Complete("somebody's wish")));
    Replay replay = Replay.of(log);
    assertThat(replay.differences())
        .containsExactly(new Replay.Difference(at + 1, log.get(at), List.of(judged)));
  }

  @Test
  void anotherSeedIsFoundAtTheFirstSuggestion() {
    List<SweepEvent> log = log(new Asha(1, 9, 3));
    SweepSpec spec = ((SweepCreated) log.get(0)).spec();
    log.set(0, new SweepCreated(Sweeps.of(spec.scheduler()).seed(spec.seed() + 1).build()));
    assertThat(Replay.of(log).differences())
        .singleElement()
        .satisfies(found -> assertThat(found.recorded()).isInstanceOf(TrialSuggested.class));
  }

  @Test
  void anotherHalfIsFoundWhereItStands() {
    SweepSpec.Builder halving =
        Sweeps.of(new Asha(1, 9, 3)).retry(Retry.DEFAULT.halving("units")).seed(7);
    List<SweepEvent> log = log(halving);
    assertThat(Replay.of(log).exact()).isTrue();
    int at = first(log, ConfigurationChanged.class);
    ConfigurationChanged honest = (ConfigurationChanged) log.get(at);
    log.set(at, new TrialRequeued(honest.trial(), "once more"));
    assertThat(Replay.of(log).differences())
        .containsExactly(new Replay.Difference(at + 1, log.get(at), List.of(honest)));
  }

  @Test
  void anEndThatNoRuleCallsForIsFound() {
    List<SweepEvent> log = log(new Asha(1, 9, 3));
    int at = first(log, TrialJudged.class);
    log.set(at, new SweepEnded(Ending.FINISHED, "enough"));
    assertThat(Replay.of(log).differences().get(0).number()).isEqualTo(at + 1);
  }

  private static int first(List<SweepEvent> log, Class<?> kind) {
    return log.indexOf(log.stream().filter(kind::isInstance).findFirst().orElseThrow());
  }

  private static List<SweepEvent> log(Scheduler scheduler) {
    return log(Sweeps.of(scheduler).seed(7));
  }

  private static List<SweepEvent> log(SweepSpec.Builder sweep) {
    SweepSpec spec = sweep.stop(StopRules.trials(30)).build();
    var truth = new Truth(7, spec.aims(), 5);
    return new ArrayList<>(
        new World(spec, truth, 3, new World.Troubles(10, 10, 5, 2, 2, 0, 0), 7, Core.REAL)
            .run()
            .log());
  }
}

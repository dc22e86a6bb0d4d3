package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rungs.analyze.Replay;
import dev.rungs.sample.EvolutionSampler;
import dev.rungs.sample.GridSampler;
import dev.rungs.sample.RandomSampler;
import dev.rungs.sample.Sampler;
import dev.rungs.sample.TpeSampler;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Pbt;
import dev.rungs.schedule.RunToEnd;
import dev.rungs.space.Configuration;
import dev.rungs.space.Parameter;
import dev.rungs.space.SearchSpace;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sweeps that begin with what others have found. */
class EarlierSweepTest {

  private static final int TRIALS = 20;
  private static final int FAILING = 3;
  private static final TrialId FIRST = new TrialId(0);

  static List<Sampler> samplers() {
    return Sweeps.samplers();
  }

  // ------------------------------------------------------------------------------ what is learned

  @Test
  void aTrialIsLearnedByTheEpochsOfTheNewSweepsRungs() {
    EarlierSweep earlier = earlier("old", Sweeps.of(new RunToEnd(10)));
    TrialsLearned lesson = lesson(Sweeps.of(new Asha(1, 9, 3)), earlier);
    Learned first = lesson.learned().get(0);
    assertThat(lesson.learned()).hasSize(TRIALS);
    assertThat(first.configuration()).isEqualTo(earlier.sweep().configuration(FIRST));
    assertThat(first.loss()).as("its best epoch up to the last one here").isEqualTo(loss(FIRST, 9));
    assertThat(first.levels())
        .containsExactly(
            new Learned.Level(1, loss(FIRST, 1), List.of()),
            new Learned.Level(3, loss(FIRST, 3), List.of()),
            new Learned.Level(9, loss(FIRST, 9), List.of()));
  }

  @Test
  void aTrialThatTrainedForLessThanTheLowestRungIsLearnedByItsLastEpoch() {
    TrialsLearned lesson =
        lesson(Sweeps.of(new RunToEnd(9)), earlier("old", Sweeps.of(new RunToEnd(2))));
    assertThat(lesson.learned().get(0).levels())
        .containsExactly(new Learned.Level(2, loss(FIRST, 2), List.of()));
  }

  @Test
  void aTrialThatFailedIsLearnedAsOne() {
    SweepSpec.Builder sweep = Sweeps.of(new RunToEnd(2));
    TrialsLearned lesson = lesson(sweep, earlier("old", Sweeps.of(new RunToEnd(2))));
    Learned failed = lesson.learned().get(FAILING);
    assertThat(failed.loss()).isNaN();
    assertThat(failed.levels()).isEmpty();
    SweepState state = created(sweep, lesson);
    assertThat(state.history().pending(new TrialId(FAILING))).isFalse();
  }

  @Test
  void onlyWhatLiesInTheSpaceIsLearned() {
    EarlierSweep earlier = earlier("old", Sweeps.of(new RunToEnd(1)));
    SearchSpace part =
        SearchSpace.of(
                Parameter.real("rate", 1e-4, 1).log(),
                Parameter.integer("units", 1, 64),
                Parameter.choice("kind", "a", "b"),
                Parameter.constant("batch", 32))
            .where("units <= 40");
    TrialsLearned lesson = lesson(Sweeps.of(new RunToEnd(1)).over(part), earlier);
    long inside =
        earlier.sweep().trials().stream()
            .map(TrialSummary::configuration)
            .filter(each -> !each.text("kind").equals("c") && each.integer("units") <= 40)
            .count();
    assertThat(lesson.learned()).hasSize((int) inside).hasSizeBetween(1, TRIALS - 1);
    assertThat(lesson.outside()).isEqualTo(TRIALS - inside);
    assertThat(lesson.learned())
        .allSatisfy(each -> assertThat(each.configuration().integer("batch")).isEqualTo(32));
    assertThat(lesson.words())
        .isEqualTo(
            inside
                + " of 20 trials of old: "
                + (TRIALS - inside)
                + (TRIALS - inside == 1 ? " lies" : " lie")
                + " outside the space");
  }

  @Test
  void whatHasNoResultYetIsNotLearned() {
    var state = new SweepState();
    SweepState.create(Sweeps.of(new RunToEnd(1)).build()).forEach(state::apply);
    state.open().forEach(state::apply);
    state.offer(0).forEach(state::apply);
    TrialsLearned lesson =
        lesson(Sweeps.of(new RunToEnd(1)), new EarlierSweep("old", state, trial -> List.of()));
    assertThat(lesson.words()).isEqualTo("0 of 1 trial of old: 1 has no result");
  }

  @Test
  void whatSeveralSweepsTriedIsLearnedOnce() {
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(1)));
    EarlierSweep copy = new EarlierSweep("copy", old.sweep(), old.reports());
    SweepSpec spec = Sweeps.of(new RunToEnd(1)).learnFrom("old", "copy").build();
    assertThat(EarlierSweep.learn(spec, List.of(old, copy)))
        .extracting(TrialsLearned::words)
        .containsExactly("all 20 trials of old", "0 of 20 trials of copy: 20 are learned already");
  }

  @Test
  void ofACopyOnlyWhatItWasBeforeIsLearned() {
    EarlierSweep earlier =
        earlier(
            "old",
            Sweeps.of(new Pbt(TRIALS, 2, 8, 0.25, 0.25, 0.8, 1.2, List.of("rate")))
                .stop(StopRules.trials(TRIALS)));
    List<Learned> learned = lesson(Sweeps.of(new RunToEnd(8)), earlier).learned();
    TrialId copied =
        earlier.sweep().trials().stream()
            .map(TrialSummary::id)
            .filter(trial -> earlier.sweep().copied(trial).isPresent())
            .findFirst()
            .orElseThrow();
    int before = earlier.sweep().epochsBeforeCopies(copied);
    assertThat(before).isLessThan(8);
    assertThat(learned.get(copied.number()).loss()).isEqualTo(loss(copied, before));
  }

  @Test
  void anotherObjectiveIsRefused() {
    EarlierSweep earlier = earlier("old", Sweeps.of(new RunToEnd(1)));
    assertThatThrownBy(
            () ->
                lesson(
                    Sweeps.of(new RunToEnd(1)).objective(Objective.maximize(Truth.METRIC)),
                    earlier))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "the objective is to maximize loss, must be that of old to learn from it, "
                + "to minimize loss");
    assertThat(
            lesson(
                    Sweeps.of(new RunToEnd(1))
                        .objective(Objective.minimize(Truth.METRIC).withUse(Objective.Use.LAST)),
                    earlier)
                .learned())
        .hasSize(TRIALS);
  }

  @Test
  void lessonsMustBeOfTheSweepsNamed() {
    SweepSpec spec = Sweeps.of(new RunToEnd(1)).learnFrom("old").build();
    assertThatThrownBy(() -> SweepState.create(spec))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("lessons are of [], must be of [old]");
    assertThatThrownBy(() -> Sweeps.of(new RunToEnd(1)).learnFrom("old", "old").build())
        .hasMessage("learnFrom is [old, old], must be ids of sweeps, each once");
  }

  // -------------------------------------------------------------------------- what comes of it

  @ParameterizedTest
  @MethodSource("samplers")
  void everySamplerGoesOnWithWhatIsNewAndReplaysExactly(Sampler sampler) {
    SweepSpec.Builder sweep =
        Sweeps.of(new Asha(1, 9, 3)).sampler(sampler).over(Sweeps.SMALL).learnFrom("old");
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(9)).over(Sweeps.SMALL), 5);
    List<SweepEvent> log = run(sweep.build(), List.of(old));
    List<Configuration> tried = configurations(log);
    List<Configuration> known =
        old.sweep().trials().stream().map(TrialSummary::configuration).toList();
    assertThat(tried).doesNotHaveDuplicates().doesNotContainAnyElementsOf(known);
    if (!(sampler instanceof RandomSampler)) {
      assertThat(tried).as("12 configurations, of which 5 are known").hasSize(7);
    }
    assertThat(Replay.of(log).differences()).isEmpty();
    assertThat(((TrialSuggested) suggestions(log).get(0)).trial()).isEqualTo(FIRST);
  }

  @Test
  void tpeDrawsNothingBlindly() {
    SweepSpec.Builder sweep =
        Sweeps.of(new Asha(1, 9, 3))
            .sampler(new TpeSampler(10, 24, 0.15, false))
            .stop(StopRules.trials(5));
    List<SweepEvent> warm =
        run(sweep.learnFrom("old").build(), List.of(earlier("old", Sweeps.of(new RunToEnd(9)))));
    assertThat(suggestions(warm))
        .extracting(event -> ((TrialSuggested) event).reason())
        .element(0)
        .asString()
        .isEqualTo("densest in good trials: 3 of 20 at epoch 9");
  }

  @Test
  void reasonsNameALearnedTrialByItsSweep() {
    SweepSpec.Builder sweep =
        Sweeps.of(new RunToEnd(2))
            .sampler(EvolutionSampler.KIND.make(Configuration.EMPTY))
            .stop(StopRules.trials(1))
            .learnFrom("old");
    List<SweepEvent> log = run(sweep.build(), List.of(earlier("old", Sweeps.of(new RunToEnd(2)))));
    assertThat(((TrialSuggested) suggestions(log).get(0)).reason())
        .matches("child of t0\\d\\d of old.*, from 19 parents");
  }

  @Test
  void randomDrawsAreThoseOfTheTrialsNumbers() {
    SweepSpec.Builder sweep = Sweeps.of(new RunToEnd(1)).seed(7).stop(StopRules.trials(10));
    List<Configuration> cold = configurations(run(sweep.build(), List.of()));
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(1)).seed(8));
    assertThat(configurations(run(sweep.learnFrom("old").build(), List.of(old)))).isEqualTo(cold);
  }

  @Test
  void aGridLeavesOutWhatIsKnownAndNothingElse() {
    SweepSpec.Builder sweep =
        Sweeps.of(new RunToEnd(1)).over(Sweeps.SMALL).sampler(new GridSampler(5));
    List<Configuration> cold = configurations(run(sweep.build(), List.of()));
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(1)).over(Sweeps.SMALL), 5);
    List<SweepEvent> warm = run(sweep.learnFrom("old").build(), List.of(old));
    cold.removeAll(old.sweep().trials().stream().map(TrialSummary::configuration).toList());
    assertThat(configurations(warm)).containsExactlyInAnyOrderElementsOf(cold).hasSize(7);
    assertThat(warm.get(warm.size() - 1).toString())
        .contains("the space is used up after 7 trials and 5 learned");
  }

  @Test
  void whatIsLearnedIsNoTrial() {
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(1)));
    SweepSpec.Builder sweep = Sweeps.of(new RunToEnd(1)).stop(StopRules.trials(3));
    SweepState state = created(sweep, lesson(sweep, old));
    assertThat(state.history().size()).isEqualTo(TRIALS);
    assertThat(state.size()).isZero();
    assertThat(state.best()).isEmpty();
    assertThat(state.failed()).isZero();
    assertThat(configurations(run(sweep.build(), List.of(old)))).hasSize(3);
  }

  @Test
  void aForkKnowsIt() {
    EarlierSweep old = earlier("old", Sweeps.of(new RunToEnd(1)));
    SweepSpec spec = Sweeps.of(new RunToEnd(1)).stop(StopRules.trials(3)).learnFrom("old").build();
    List<SweepEvent> log = run(spec, List.of(old));
    assertThat(Cut.of("new", log.subList(0, 2)).state().lessons()).hasSize(1);
    assertThatThrownBy(() -> Cut.of("new", log.subList(0, 1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("event is 1, must be at least 2: until then new learns from old");
  }

  // ----------------------------------------------------------------------------------------- words

  private static TrialsLearned lesson(SweepSpec.Builder sweep, EarlierSweep earlier) {
    return EarlierSweep.learn(sweep.learnFrom("old").build(), List.of(earlier)).get(0);
  }

  private static SweepState created(SweepSpec.Builder sweep, TrialsLearned lesson) {
    var state = new SweepState();
    SweepState.create(sweep.build(), List.of(lesson)).forEach(state::apply);
    return state;
  }

  /** The loss falls with every epoch. */
  private static double loss(TrialId trial, int epoch) {
    return trial.number() + 1.0 / epoch;
  }

  private static Report report(TrialId trial, int epoch) {
    return new Report(epoch, Metrics.of(Truth.METRIC, loss(trial, epoch)));
  }

  private static EarlierSweep earlier(String id, SweepSpec.Builder sweep) {
    return earlier(id, sweep, TRIALS);
  }

  private static EarlierSweep earlier(String id, SweepSpec.Builder sweep, int trials) {
    var state = new SweepState();
    run(sweep.stop(StopRules.trials(trials)).build(), List.of()).forEach(state::apply);
    return new EarlierSweep(
        id,
        state,
        trial ->
            IntStream.rangeClosed(1, state.summary(trial).epoch())
                .mapToObj(epoch -> report(trial, epoch))
                .toList());
  }

  /** Runs a sweep on one slot to its end; without earlier ones its trial 3 fails at once. */
  private static List<SweepEvent> run(SweepSpec spec, List<EarlierSweep> earlier) {
    var state = new SweepState();
    var log = new ArrayList<SweepEvent>();
    fold(SweepState.create(spec, EarlierSweep.learn(spec, earlier)), state, log);
    fold(state.open(), state, log);
    while (state.ended().isEmpty()) {
      List<SweepEvent> next = state.due().isEmpty() ? state.offer(0) : state.due();
      fold(next, state, log);
      if (next.get(0) instanceof SegmentGranted granted) {
        fold(trained(granted, state, earlier.isEmpty()), state, log);
      }
    }
    return log;
  }

  private static List<SweepEvent> trained(
      SegmentGranted granted, SweepState state, boolean failing) {
    TrialId trial = granted.trial();
    int until = granted.untilEpoch();
    boolean fails = failing && trial.number() == FAILING;
    Outcome outcome =
        fails
            ? new Outcome.Failed(0, FailureKind.DIVERGED, "it broke")
            : new Outcome.Reached(report(trial, until));
    Best best = fails ? Best.NONE : Best.at(until, loss(trial, until));
    return state.segmentEnded(trial, granted.attempt(), outcome, best);
  }

  private static void fold(List<SweepEvent> events, SweepState state, List<SweepEvent> log) {
    events.forEach(state::apply);
    log.addAll(events);
  }

  private static List<SweepEvent> suggestions(List<SweepEvent> log) {
    return log.stream().filter(event -> event instanceof TrialSuggested).toList();
  }

  private static List<Configuration> configurations(List<SweepEvent> log) {
    return new ArrayList<>(
        suggestions(log).stream().map(event -> ((TrialSuggested) event).configuration()).toList());
  }
}

package dev.rungs.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A sweep in virtual time: the real {@link SweepState}, slots of changing speed, and whatever may
 * go wrong. After each event an {@link Auditor} that knows nothing of the fold is asked; now and
 * then the log is folded from scratch.
 *
 * <p>What is drawn here (durations, troubles) is luck; what training gives is {@link Truth}.
 */
final class World {

  /**
   * How often luck strikes, in percent.
   *
   * @param segments share of segments that are lost, that are interrupted, that end twice
   * @param restarts chance of a new process at each moment
   * @param pauses how many times somebody pauses the sweep for a while
   * @param wishes how many times somebody enqueues a configuration or changes limits
   */
  record Troubles(int segments, int restarts, int pauses, int wishes) {
    static final Troubles NONE = new Troubles(0, 0, 0, 0);
  }

  /** One question to the sweep and its answer. */
  record Step(Function<SweepState, List<SweepEvent>> question, List<SweepEvent> answer) {}

  private record Moment(long time, long number, Runnable happening) {}

  private static final int MOST_STEPS = 100_000;

  private final SweepSpec spec;
  private final Truth truth;
  private final int slots;
  private final Troubles troubles;
  private final SplittableRandom luck;
  private final Auditor auditor;

  private final List<Step> steps = new ArrayList<>();
  private final List<SweepEvent> log = new ArrayList<>();
  private final TreeSet<Integer> free = new TreeSet<>();
  private final Map<TrialId, Integer> failures = new HashMap<>();
  private final PriorityQueue<Moment> moments =
      new PriorityQueue<>(Comparator.comparingLong(Moment::time).thenComparing(Moment::number));
  private SweepState state = new SweepState();
  private long now;
  private long number;

  World(SweepSpec spec, Truth truth, int slots, Troubles troubles, long luck) {
    this.spec = spec;
    this.truth = truth;
    this.slots = slots;
    this.troubles = troubles;
    this.luck = new SplittableRandom(luck);
    this.auditor = new Auditor(spec);
  }

  /** Runs the sweep to its end; then people may raise its limits. */
  World run() {
    ask(state -> SweepState.create(spec));
    start();
    for (int i = 0; i < troubles.pauses(); i++) {
      at(luck.nextInt(400), this::pause);
    }
    for (int i = 0; i < troubles.wishes(); i++) {
      at(luck.nextInt(400), this::wish);
    }
    toEnd();
    for (int i = 0; i < troubles.wishes() / 3; i++) {
      ask(state -> state.change(raised(state.stop())));
      toEnd();
    }
    return this;
  }

  SweepState state() {
    return state;
  }

  List<SweepEvent> log() {
    return log;
  }

  List<Step> steps() {
    return steps;
  }

  private void toEnd() {
    settle();
    while (state.ended().isEmpty()) {
      assertThat(steps.size()).as("questions").isLessThan(MOST_STEPS);
      if (moments.isEmpty()) {
        assertThat(state.paused()).as("waits for something that never comes").isTrue();
        ask(state -> state.resume(SweepEvent.Pauser.USER));
      } else {
        Moment next = moments.remove();
        now = next.time();
        next.happening().run();
        if (chance(troubles.restarts())) {
          restart();
        }
      }
      settle();
    }
    assertThat(state.due()).isEmpty();
    for (int slot = 0; slot < slots; slot++) {
      assertThat(state.offer(slot)).as("offer after the end").isEmpty();
    }
    auditor.checkEnd(state);
  }

  /** Asks what is due, then offers slots, until nothing follows. */
  private void settle() {
    while (ask(SweepState::due) || offered()) {}
  }

  private boolean offered() {
    for (int slot : List.copyOf(free)) {
      if (ask(state -> state.offer(slot))) {
        return true;
      }
    }
    return false;
  }

  private boolean ask(Function<SweepState, List<SweepEvent>> question) {
    List<SweepEvent> answer = question.apply(state);
    if (answer.isEmpty()) {
      return false;
    }
    steps.add(new Step(question, answer));
    for (SweepEvent event : answer) {
      log.add(event);
      auditor.fold(event);
      state.apply(event);
    }
    auditor.compare(state);
    answer.stream()
        .filter(SegmentGranted.class::isInstance)
        .forEach(event -> train((SegmentGranted) event));
    return true;
  }

  private void train(SegmentGranted granted) {
    free.remove(granted.slot());
    TrialId trial = granted.trial();
    int from = state.summary(trial).epoch();
    Outcome outcome = outcome(trial);
    long pace = 1L + luck.nextInt(9);
    long end = (1 + outcome.epoch() - from) * pace;
    if (chance(troubles.segments())) {
      // The slot falls silent; what it says after its lease has run out is fenced.
      at(luck.nextLong(end + 1), () -> lose(granted));
      at(end + luck.nextInt(40), () -> end(granted, outcome));
    } else if (chance(troubles.segments()) && outcome.epoch() > from + 1) {
      int reached = from + 1 + luck.nextInt(outcome.epoch() - from - 1);
      at((1 + reached - from) * pace, () -> end(granted, new Outcome.Interrupted(reached)));
    } else {
      at(end, () -> end(granted, outcome));
    }
    if (chance(troubles.segments())) {
      at(end + luck.nextInt(40), () -> end(granted, outcome));
    }
  }

  /** Returns how the trial's present segment ends if nobody disturbs it. */
  private Outcome outcome(TrialId trial) {
    TrialSummary summary = state.summary(trial);
    int failed = failures.getOrDefault(trial, 0);
    return truth.outcome(trial, summary.epoch(), summary.untilEpoch(), failed);
  }

  private void end(SegmentGranted granted, Outcome outcome) {
    boolean current = current(granted);
    boolean counted =
        ask(
            state ->
                state.segmentEnded(
                    granted.trial(),
                    granted.attempt(),
                    outcome,
                    truth.best(granted.trial(), outcome.epoch())));
    assertThat(counted).as("the end of %s counts", granted).isEqualTo(current);
    if (counted) {
      free.add(granted.slot());
      if (outcome instanceof Outcome.Failed) {
        failures.merge(granted.trial(), 1, Integer::sum);
      }
    }
  }

  private void lose(SegmentGranted granted) {
    boolean current = current(granted);
    boolean counted =
        ask(state -> state.leaseLost(granted.trial(), granted.attempt(), "slot was silent"));
    assertThat(counted).isEqualTo(current);
    if (counted) {
      free.add(granted.slot());
    }
  }

  private boolean current(SegmentGranted granted) {
    return state.running().contains(granted.trial())
        && state.summary(granted.trial()).attempt() == granted.attempt();
  }

  /** A new process knows the log alone. */
  private void restart() {
    SweepState before = state;
    state = refolded();
    assertSame(state, before);
    start();
  }

  private void start() {
    for (int slot = 0; slot < slots; slot++) {
      free.add(slot);
    }
    var recorded = new HashMap<TrialId, Integer>();
    for (TrialId trial : state.running()) {
      int from = state.summary(trial).epoch();
      int last = outcome(trial).epoch() - (outcome(trial) instanceof Outcome.EndedEarly ? 1 : 0);
      recorded.put(trial, from + luck.nextInt(1 + Math.max(0, last - from)));
    }
    ask(state -> state.open(recorded));
  }

  private SweepState refolded() {
    var again = new SweepState();
    log.forEach(again::apply);
    return again;
  }

  /** Two folds of the same events tell and decide the same. */
  static void assertSame(SweepState one, SweepState other) {
    assertThat(one.events()).isEqualTo(other.events());
    assertThat(one.trials()).isEqualTo(other.trials());
    assertThat(one.ranking()).isEqualTo(other.ranking());
    assertThat(one.running()).isEqualTo(other.running());
    assertThat(one.spentEpochs()).isEqualTo(other.spentEpochs());
    assertThat(one.failed()).isEqualTo(other.failed());
    assertThat(one.stop()).isEqualTo(other.stop());
    assertThat(one.paused()).isEqualTo(other.paused());
    assertThat(one.stopping()).isEqualTo(other.stopping());
    assertThat(one.ended()).isEqualTo(other.ended());
    assertThat(one.due()).isEqualTo(other.due());
    assertThat(one.offer(0)).isEqualTo(other.offer(0));
  }

  private void pause() {
    ask(state -> state.pause(SweepEvent.Pauser.USER, "somebody thinks"));
    at(luck.nextInt(60), () -> ask(state -> state.resume(SweepEvent.Pauser.USER)));
  }

  private void wish() {
    switch (luck.nextInt(3)) {
      case 0 -> enqueue();
      case 1 -> ask(state -> state.change(raised(state.stop())));
      default -> ask(state -> state.change(lowered(state.stop())));
    }
  }

  private void enqueue() {
    double[] point = luck.doubles(spec.space().varying().size()).toArray();
    try {
      ask(state -> state.enqueue(spec.space().at(point)));
    } catch (IllegalArgumentException e) {
      assertThat(e).hasMessageStartingWith("the sweep takes no further trial: ");
    }
  }

  private static StopRules raised(StopRules rules) {
    return new StopRules(
        raised(rules.trials(), 10),
        rules.wallClock(),
        (int) raised((int) rules.epochs(), 100),
        StopRules.Plateau.NONE,
        raised(rules.failed(), 10));
  }

  private static int raised(int limit, int by) {
    return limit == StopRules.UNLIMITED ? limit : limit + by;
  }

  private static StopRules lowered(StopRules rules) {
    int trials = rules.trials() == StopRules.UNLIMITED ? 30 : Math.max(1, rules.trials() - 5);
    return new StopRules(
        trials, rules.wallClock(), rules.epochs(), rules.plateau(), rules.failed());
  }

  private void at(long in, Runnable happening) {
    moments.add(new Moment(now + in, number++, happening));
  }

  private boolean chance(int percent) {
    return luck.nextInt(100) < percent;
  }
}

package dev.rungs.sweep;

import static dev.rungs.sweep.Violation.require;
import static dev.rungs.sweep.Violation.requireSame;

import dev.rungs.analyze.Replay;
import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Pasha;
import dev.rungs.schedule.Raise;
import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * A sweep in virtual time: the real {@link SweepState}, {@link SweepLog} and {@link TrialLog},
 * slots of changing speed, and whatever may go wrong. After each answer an {@link Auditor} that
 * knows nothing of the fold is asked.
 *
 * <p>What goes wrong: slots fall silent and go on later as zombies; reports and ends are lost,
 * late, doubled and overtake each other; the journal fails with an outcome the asker never learns;
 * the process dies between any two events, also between writing an answer down and telling the
 * slots, and those it leaves behind may go on; the clock of the wall jumps; people pause the sweep,
 * enqueue configurations and change its limits. What is drawn here is luck; what training gives is
 * {@link Truth}.
 */
final class World {

  /**
   * How often luck strikes.
   *
   * @param segments percent of segments that fall silent, and percent that are interrupted
   * @param messages percent of messages that are lost, and percent that come twice
   * @param restarts percent of moments after which the process is a new one
   * @param journal percent of writes that fail, their outcome unknown
   * @param pauses how many times somebody pauses the sweep for a while
   * @param wishes how many times somebody enqueues a configuration or changes limits
   * @param jumps how many times the clock of the wall jumps
   */
  record Troubles(
      int segments, int messages, int restarts, int journal, int pauses, int wishes, int jumps) {
    static final Troubles NONE = new Troubles(0, 0, 0, 0, 0, 0, 0);
  }

  /** One question to the sweep and its answer, both kept. */
  record Step(Question question, List<SweepEvent> answer) {}

  /** What the one that asked can know. */
  private enum Reply {
    NOTHING,
    DONE,
    UNKNOWN
  }

  private record Timed(long millis, SweepEvent event) {}

  /**
   * @param process the process that this dies with; {@link #ANY} if none
   */
  private record Moment(long time, long number, int process, Runnable happening)
      implements Comparable<Moment> {
    @Override
    public int compareTo(Moment other) {
      int byTime = Long.compare(time, other.time);
      return byTime == 0 ? Long.compare(number, other.number) : byTime;
    }
  }

  private static final int ANY = -1;
  private static final int MOST_QUESTIONS = 100_000;
  private static final int HORIZON = 200;
  private static final int LEASE = 20;
  private static final int HIGHEST = 81;

  private final SweepSpec spec;
  private final Truth truth;
  private final Troubles troubles;
  private final SplittableRandom luck;
  private final Core core;
  private final Auditor auditor;

  private final List<Step> steps = new ArrayList<>();
  private final List<Timed> journal = new ArrayList<>();
  private final List<TrialDesk> desks = new ArrayList<>();
  private final Map<TrialId, Integer> failures = new HashMap<>();
  private final PriorityQueue<Moment> moments = new PriorityQueue<>();
  private final SegmentGranted[] held;
  private SweepLog log = new SweepLog();
  private long now;
  private long wallAhead = 1_000_000;
  private long number;
  private int process;
  private int questions;

  World(SweepSpec spec, Truth truth, int slots, Troubles troubles, long luck, Core core) {
    this.spec = spec;
    this.truth = truth;
    this.troubles = troubles;
    this.luck = new SplittableRandom(luck);
    this.core = core;
    this.auditor = new Auditor(spec);
    this.held = new SegmentGranted[slots];
  }

  /** Runs the sweep to its end and tests its winner; then people may raise its limits. */
  World run() {
    do {
      ask(new Question.Create(spec));
    } while (!state().created());
    open();
    for (int i = 0; i < troubles.pauses(); i++) {
      at(luck.nextInt(HORIZON), this::pause);
    }
    for (int i = 0; i < troubles.wishes(); i++) {
      at(luck.nextInt(HORIZON), this::wish);
    }
    for (int i = 0; i < troubles.jumps(); i++) {
      at(luck.nextInt(HORIZON), () -> wallAhead += luck.nextInt(-HORIZON, HORIZON));
    }
    toEnd();
    for (int i = 0; i < troubles.wishes() / 3; i++) {
      ask(new Question.Change(raised(state().stop())));
      toEnd();
      raise();
      toEnd();
    }
    auditor.compareAll(state());
    return this;
  }

  SweepState state() {
    return log.state();
  }

  /** Returns what the journal holds. */
  List<SweepEvent> log() {
    return journal.stream().map(Timed::event).toList();
  }

  /** Returns how many questions were asked. */
  int questions() {
    return questions;
  }

  /** Checks that, asked the same, a fold of the journal answers the same, every time. */
  void replay() {
    var again = new SweepState();
    for (Step step : steps) {
      requireSame(core.answer(step.question(), again), step.answer(), "answer", step.question());
      step.answer().forEach(event -> core.journaled(event).ifPresent(again::apply));
    }
    requireEqual(again, state());
    if (core == Core.REAL) {
      requireSame(Replay.of(log()).differences(), List.of(), "differences", spec);
    }
  }

  private void toEnd() {
    settle();
    while (state().ended().isEmpty()) {
      require(questions < MOST_QUESTIONS, "a sweep ends", spec);
      if (moments.isEmpty()) {
        require(state().paused(), "a sweep waits for something that comes", auditor);
        ask(new Question.Resume(Pauser.USER));
      } else {
        happen(moments.remove());
      }
      settle();
    }
    require(state().due().isEmpty(), "nothing is due after the end", spec);
    require(state().offer(0).isEmpty(), "nothing is granted after the end", spec);
    auditor.checkEnd(state());
    test();
  }

  private void happen(Moment next) {
    now = next.time();
    next.happening().run();
    if (!state().stop().wallClock().isZero()) {
      askElapsed();
    }
    if (chance(troubles.restarts())) {
      die();
    }
  }

  private void askElapsed() {
    Duration elapsed = core.elapsed(log, wall());
    requireSame(elapsed.toMillis(), auditor.elapsed(wall()), "elapsed", spec);
    ask(new Question.Elapsed(elapsed));
  }

  private long wall() {
    return wallAhead + now;
  }

  /** Asks what is due, then offers slots, until nothing follows. */
  private void settle() {
    do {
      require(questions < MOST_QUESTIONS, "a sweep comes to rest", spec);
    } while (ask(new Question.Due()) != Reply.NOTHING || offered());
    auditor.checkRest(freeSlot() >= 0);
  }

  private boolean offered() {
    for (int slot = 0; slot < held.length; slot++) {
      if (held[slot] == null && ask(new Question.Offer(slot)) != Reply.NOTHING) {
        return true;
      }
    }
    return false;
  }

  private int freeSlot() {
    for (int slot = 0; slot < held.length; slot++) {
      if (held[slot] == null) {
        return slot;
      }
    }
    return -1;
  }

  private Reply ask(Question question) {
    questions++;
    List<SweepEvent> answer = core.answer(question, state());
    auditor.check(question, answer);
    if (answer.isEmpty()) {
      return Reply.NOTHING;
    }
    if (!chance(troubles.journal())) {
      keep(question, answer);
      answer.forEach(this::tell);
      return Reply.DONE;
    }
    if (luck.nextBoolean()) {
      keep(question, answer);
    }
    if (luck.nextBoolean()) {
      die();
    } else {
      recover();
    }
    return Reply.UNKNOWN;
  }

  private void keep(Question question, List<SweepEvent> answer) {
    steps.add(new Step(question, answer));
    for (SweepEvent event : answer) {
      auditor.fold(wall(), event);
      if (event instanceof ConfigurationChanged changed) {
        int epoch = desk(changed.trial()).epoch();
        requireSame(epoch, 0, "epochs recorded with another configuration", changed);
      }
      core.journaled(event).ifPresent(written -> journal.add(new Timed(wall(), written)));
      log.apply(wall(), core.folded(event, state()));
      if (event instanceof SegmentEnded over
          && over.outcome() instanceof Outcome.Failed failure
          && !failure.kind().passes()) {
        failures.merge(over.trial(), 1, Integer::sum);
      }
    }
    auditor.compare(state());
  }

  private void tell(SweepEvent event) {
    if (event instanceof SegmentGranted granted) {
      train(granted);
    } else if (event instanceof SweepPaused || event instanceof SweepStopping) {
      for (SegmentGranted granted : held) {
        if (granted != null && luck.nextBoolean()) {
          at(luck.nextInt(9), process, () -> revoke(granted));
        }
      }
    }
  }

  // -------------------------------------------------------------------------- slots and messages

  private void train(SegmentGranted granted) {
    held[granted.slot()] = granted;
    TrialDesk desk = desk(granted.trial());
    desk.begin(granted);
    state().copied(granted.trial()).ifPresent(desk::copy);
    int safe = state().summary(granted.trial()).epoch();
    int from = safe + luck.nextInt(Math.max(1, desk.epoch() - safe));
    Outcome outcome = outcome(granted, from);
    long pace = 1L + luck.nextInt(9);
    long end = (1 + outcome.epoch() - from) * pace;
    if (chance(troubles.messages()) && outcome.epoch() > from) {
      report(granted, from, outcome.epoch(), end);
    }
    if (chance(troubles.segments())) {
      // The slot falls silent; what it says after its lease has run out is fenced.
      at(luck.nextLong(end + 1), process, () -> lose(granted));
      end += luck.nextInt(2 * LEASE);
    }
    at(end, process, () -> end(granted, from, outcome));
  }

  private Outcome outcome(SegmentGranted granted, int from) {
    TrialId trial = granted.trial();
    int failed = failures.getOrDefault(trial, 0);
    Outcome whole = truth.outcome(trial, granted.attempt(), from, granted.untilEpoch(), failed);
    return chance(troubles.segments()) && whole.epoch() > from + 1
        ? new Outcome.Interrupted(from + 1 + luck.nextInt(whole.epoch() - from - 1))
        : whole;
  }

  /** Some epochs of a segment are reported while it trains, a few of them twice, in any order. */
  private void report(SegmentGranted granted, int from, int until, long end) {
    for (int i = 1 + luck.nextInt(3); i > 0; i--) {
      int last = from + 1 + luck.nextInt(until - from);
      int first = from + 1 + luck.nextInt(last - from);
      at(
          luck.nextLong(end + LEASE),
          process,
          () -> desk(granted.trial()).report(granted.attempt(), reports(granted, first - 1, last)));
    }
  }

  private List<Report> reports(SegmentGranted granted, int from, int until) {
    var reports = new ArrayList<Report>(until - from);
    for (int epoch = from + 1; epoch <= until; epoch++) {
      reports.add(truth.report(granted.trial(), granted.attempt(), epoch));
    }
    return reports;
  }

  /** The slot is to let go: what is not on disk yet will be trained again. */
  private void revoke(SegmentGranted granted) {
    int safe = state().summary(granted.trial()).epoch();
    int reached = Math.max(safe, desk(granted.trial()).epoch() - 1);
    end(granted, reached, new Outcome.Interrupted(reached));
  }

  /** The trial's journal is told that the segment is over, and tells the sweep. */
  private void end(SegmentGranted granted, int from, Outcome outcome) {
    TrialDesk desk = desk(granted.trial());
    if (desk.fenced(granted.attempt())) {
      release(granted);
      return;
    }
    desk.report(granted.attempt(), reports(granted, from, outcome.epoch()));
    Outcome counts = desk.end(outcome);
    send(granted, new Question.Done(granted.trial(), granted.attempt(), counts, desk.best()));
  }

  private void send(SegmentGranted granted, Question.Done done) {
    if (chance(troubles.messages())) {
      at(LEASE, process, () -> send(granted, done));
      return;
    }
    at(troubles.messages() == 0 ? 0 : luck.nextInt(9), process, () -> arrive(granted, done));
    if (chance(troubles.messages())) {
      at(luck.nextInt(2 * LEASE), process, () -> arrive(granted, done));
    }
  }

  private void arrive(SegmentGranted granted, Question.Done done) {
    if (ask(done) == Reply.UNKNOWN) {
      at(LEASE / 2, process, () -> send(granted, done));
    } else {
      release(granted);
    }
  }

  private void lose(SegmentGranted granted) {
    if (ask(new Question.Silent(granted.trial(), granted.attempt())) == Reply.UNKNOWN) {
      at(LEASE, process, () -> lose(granted));
    } else {
      release(granted);
    }
  }

  private void release(SegmentGranted granted) {
    if (granted.equals(held[granted.slot()])) {
      held[granted.slot()] = null;
    }
  }

  private TrialDesk desk(TrialId trial) {
    while (desks.size() <= trial.number()) {
      desks.add(new TrialDesk(new TrialId(desks.size()), spec, core));
    }
    return desks.get(trial.number());
  }

  // ----------------------------------------------------------------------------------- processes

  /** The process dies and another one knows the journals alone; slots may survive it. */
  private void die() {
    desks.forEach(TrialDesk::restart);
    Arrays.fill(held, null);
    if (luck.nextBoolean()) {
      int dead = process;
      moments.removeIf(moment -> moment.process() == dead);
    }
    process++;
    recover();
    open();
  }

  private void open() {
    if (!state().created() || state().ended().isPresent()) {
      return;
    }
    var recorded = new HashMap<TrialId, Integer>();
    state().running().forEach(trial -> recorded.put(trial, desk(trial).epoch()));
    ask(new Question.Open(recorded));
  }

  /**
   * The sweep reads its journal again, its slots go on. A trial that is granted but no slot trains,
   * since nobody was told, has a lease's time like any other.
   */
  private void recover() {
    var again = new SweepLog();
    journal.forEach(timed -> again.apply(timed.millis(), timed.event()));
    requireEqual(again.state(), state());
    requireSame(again.elapsed(), log.elapsed(), "elapsed after a restart", spec);
    log = again;
    for (TrialId trial : state().running()) {
      SegmentGranted granted = granted(trial);
      if (!granted.equals(held[granted.slot()])) {
        at(LEASE, process, () -> lose(granted));
      }
    }
  }

  private SegmentGranted granted(TrialId trial) {
    TrialSummary summary = state().summary(trial);
    return new SegmentGranted(trial, summary.attempt(), summary.slot(), summary.untilEpoch());
  }

  /** Two folds of the same events tell and decide the same. */
  static void requireEqual(SweepState one, SweepState other) {
    requireSame(one.events(), other.events(), "events", "refolded");
    requireSame(one.lessons(), other.lessons(), "lessons", "refolded");
    if (!one.created()) {
      return;
    }
    requireSame(one.trials(), other.trials(), "trials", "refolded");
    requireSame(one.ranking(), other.ranking(), "ranking", "refolded");
    requireSame(one.running(), other.running(), "running", "refolded");
    requireSame(one.spentEpochs(), other.spentEpochs(), "spent epochs", "refolded");
    requireSame(one.failed(), other.failed(), "failed", "refolded");
    requireSame(one.stop(), other.stop(), "limits", "refolded");
    requireSame(one.pause(), other.pause(), "pause", "refolded");
    requireSame(one.stopping(), other.stopping(), "stopping", "refolded");
    requireSame(one.ended(), other.ended(), "ended", "refolded");
    requireSame(one.tested(), other.tested(), "tested", "refolded");
    requireSame(one.due(), other.due(), "due", "refolded");
    requireSame(one.offer(0), other.offer(0), "offer", "refolded");
  }

  // -------------------------------------------------------------------------------------- people

  private void pause() {
    Pauser by = luck.nextInt(3) == 0 ? Pauser.DISK : Pauser.USER;
    ask(new Question.Pause(by));
    at(luck.nextInt(30), () -> ask(new Question.Resume(Pauser.DISK)));
    at(30 + luck.nextInt(30), () -> ask(new Question.Resume(Pauser.USER)));
  }

  private void wish() {
    switch (luck.nextInt(4)) {
      case 0 -> enqueue();
      case 1 -> ask(new Question.Change(raised(state().stop())));
      case 2 -> ask(new Question.Change(lowered(state().stop())));
      default -> raise();
    }
  }

  /** Another rung on top, as long as there are few, and if there may be one. */
  private void raise() {
    Scheduler begun = state().spec().scheduler();
    if (begun instanceof Asha asha && asha.max() < HIGHEST) {
      raise(begun, new Asha(asha.min(), asha.max() * asha.eta(), asha.eta()));
    } else if (begun instanceof Pasha pasha && pasha.max() < HIGHEST) {
      raise(begun, new Pasha(pasha.min(), pasha.max() * pasha.eta(), pasha.eta()));
    }
  }

  private void raise(Scheduler begun, Scheduler raised) {
    if (Raise.refusal(begun, raised).isEmpty()) {
      ask(new Question.Raise(raised));
    }
  }

  private void enqueue() {
    double[] point = luck.doubles(spec.space().varying().size()).toArray();
    ask(new Question.Enqueue(spec.space().at(point)));
  }

  /** The winner is measured, maybe twice, and so is another one by mistake. */
  private void test() {
    state().best().ifPresent(best -> measure(best.id()));
    state().best().ifPresent(best -> measure(best.id()));
    if (state().size() > 0) {
      measure(new TrialId(luck.nextInt(state().size())));
    }
  }

  private void measure(TrialId trial) {
    int epoch = state().resultEpoch(trial);
    ask(new Question.Tested(new WinnerTested(trial, epoch, Metrics.NONE, true)));
  }

  private static StopRules raised(StopRules rules) {
    return new StopRules(
        raised(rules.trials(), 10),
        rules.wallClock().multipliedBy(2),
        raised((int) rules.epochs(), 100),
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
    at(in, ANY, happening);
  }

  private void at(long in, int dies, Runnable happening) {
    moments.add(new Moment(now + in, number++, dies, happening));
  }

  private boolean chance(int percent) {
    return percent > 0 && luck.nextInt(100) < percent;
  }
}

package dev.rungs.sweep;

import dev.rungs.schedule.Board;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Raise;
import dev.rungs.schedule.Rung;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepForked;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * What has happened in a sweep, folded event by event: the state behind {@link SweepState}, and its
 * invariants. Decides nothing.
 *
 * <p>Others of this package read the fields; only {@link #apply} changes them.
 */
final class Fold {

  private @Nullable SweepSpec spec;
  private @Nullable Aims aims;
  private @Nullable StopRules stop;
  long events;

  final Board board = new Board();
  final List<TrialState> trials = new ArrayList<>();
  final List<TrialsLearned> lessons = new ArrayList<>();
  final Experience experience = new Experience(trials, this::aims);
  final List<Configuration> given = new ArrayList<>();
  int givenUsed;
  private boolean spaceUsedUp;

  /** Who may be granted next, in order. */
  final List<TrialId> queue = new ArrayList<>();

  /** Who waits to train alone. */
  final List<TrialId> quarantine = new ArrayList<>();

  final Set<TrialId> running = new TreeSet<>();

  /** Who has reached a rung, and nothing is decided of it yet. */
  @Nullable TrialId unjudged;

  final ImaginedSlots imagined = new ImaginedSlots();

  final TreeSet<TrialState> results = new TreeSet<>(TrialState.BEST_FIRST);
  final Standstill standstill = new Standstill();

  /** What the budget has been promised, trained or not. */
  private long committedEpochs;

  long spentEpochs;
  int failed;
  long exceededQuota;

  @Nullable SweepPaused pause;
  @Nullable SweepStopping stopping;
  @Nullable SweepEnded ended;
  private @Nullable WinnerTested tested;

  /**
   * Folds one event.
   *
   * @throws InvariantBreach if it cannot have happened after those before it
   */
  void apply(SweepEvent event) {
    if ((spec == null) != (event instanceof SweepCreated)) {
      throw breach(event, "a sweep is created once, first");
    }
    if (event instanceof SweepCreated created) {
      onCreated(created);
    } else if (event instanceof TrialsLearned learned) {
      onLearned(learned);
    } else if (event instanceof TrialSuggested suggested) {
      onSuggested(suggested);
    } else if (event instanceof SegmentGranted granted) {
      onGranted(granted);
    } else if (event instanceof SegmentEnded over) {
      onSegmentEnded(over);
    } else if (event instanceof TrialRequeued requeued) {
      onRequeued(requeued);
    } else if (event instanceof ConfigurationChanged changed) {
      onConfigurationChanged(changed);
    } else if (event instanceof RungReached reached) {
      onRungReached(reached);
    } else if (event instanceof TrialJudged judged) {
      onJudged(judged);
    } else if (event instanceof TrialFailed failure) {
      onFailed(failure);
    } else if (event instanceof ConfigurationEnqueued enqueued) {
      given.add(enqueued.configuration());
    } else if (event instanceof SpaceUsedUp) {
      spaceUsedUp = true;
    } else if (event instanceof SweepPaused begun) {
      pause = begun;
    } else if (event instanceof SweepResumed) {
      pause = null;
    } else if (event instanceof StopRulesChanged changed) {
      onStopRules(changed);
    } else if (event instanceof SchedulerRaised raised) {
      onRaised(raised);
    } else if (event instanceof SweepStopping begun) {
      onStopping(begun);
    } else if (event instanceof SweepEnded end) {
      onEnded(end);
    } else if (event instanceof WinnerTested measured) {
      onTested(measured);
    } else if (event instanceof SweepForked) {
      tested = null; // The winner's model is the other sweep's; this one makes its own.
    } else if (event instanceof CheckpointsDropped dropped) {
      onDropped(dropped);
    } else if (event instanceof QuotaExceeded exceeded) {
      exceededQuota = exceeded.quota();
    }
    if (stop != null) {
      board.close((spaceUsedUp && givenUsed == given.size()) || trials.size() >= stop.trials());
    }
    events++;
  }

  private void onCreated(SweepCreated created) {
    spec = created.spec();
    aims = created.spec().aims();
    stop = created.spec().stop();
    given.addAll(created.spec().startWith());
    board.aim(created.spec().objective().direction());
  }

  private void onLearned(TrialsLearned lesson) {
    require(lesson, trials.isEmpty(), "a sweep learns before its first trial");
    require(lesson, spec().learnFrom().contains(lesson.from()), "a sweep learns from those named");
    require(
        lesson,
        lesson.learned().stream()
            .allMatch(each -> spec().space().problems(each.configuration()).isEmpty()),
        "what is learned lies in the space");
    lessons.add(lesson);
    experience.learn(lesson);
  }

  private void onSuggested(TrialSuggested suggested) {
    require(suggested, suggested.trial().number() == trials.size(), "trials are numbered in order");
    require(suggested, !board.closed(), "no trial starts beyond the limit");
    require(suggested, suggested.bracket() <= board.brackets(), "brackets are opened in order");
    int until = ladder(suggested.bracket()).epoch(0);
    trials.add(
        new TrialState(
            suggested.trial(),
            seed(suggested.trial()),
            suggested.configuration(),
            suggested.reason(),
            suggested.bracket(),
            until));
    if (givenUsed < given.size() && given.get(givenUsed).equals(suggested.configuration())) {
      givenUsed++;
    }
    experience.suggested(suggested.configuration());
    board.admit(suggested.bracket());
    TrialState trial = trial(suggested.trial());
    queue.add(trial.id);
    commit(suggested, trial, until);
  }

  private void onGranted(SegmentGranted granted) {
    TrialState trial = trial(granted, granted.trial());
    require(granted, granting(), "nothing is granted while the sweep waits, ends or has ended");
    require(granted, trial.phase == Phase.QUEUED, "only a queued trial is granted");
    require(granted, granted.attempt() == trial.attempt + 1, "attempts are numbered in order");
    require(granted, granted.untilEpoch() == trial.untilEpoch, "a segment ends at the next rung");
    require(granted, !trainsAlone(), "nothing trains beside a trial that is set apart");
    require(granted, !trial.alone() || running.isEmpty(), "a trial that is set apart trains alone");
    waiting(trial).remove(trial.id);
    running.add(trial.id);
    trial.phase = Phase.RUNNING;
    trial.dropped = false;
    trial.attempt = granted.attempt();
    trial.slot = granted.slot();
  }

  private void onSegmentEnded(SegmentEnded over) {
    TrialState trial = trial(over, over.trial());
    require(over, trial.phase == Phase.RUNNING, "only a running segment ends");
    require(over, trial.attempt == over.attempt(), "only the last attempt counts");
    int reached = over.outcome().epoch();
    require(over, reached <= trial.untilEpoch, "a segment does not train beyond its end");
    running.remove(trial.id);
    trial.deaths =
        over.outcome() instanceof Outcome.Failed failure && failure.kind() == FailureKind.CRASHED
            ? Retrial.deaths(trial, failure)
            : reached > trial.epoch ? 0 : trial.deaths;
    spentEpochs += Math.max(0, reached - trial.epoch);
    trial.epoch = Math.max(trial.epoch, reached);
    trial.newBest = over.best();
    trial.outcome = over.outcome();
    trial.phase = Phase.ARRIVED;
    if (!ordered()) {
      improve(trial);
    }
  }

  private void onRequeued(TrialRequeued requeued) {
    TrialState trial = trial(requeued, requeued.trial());
    require(requeued, trial.phase == Phase.ARRIVED, "only a segment that ended is queued again");
    if (trial.outcome instanceof Outcome.Failed failure) {
      trial.retries += failure.kind().passes() ? 0 : 1;
      trial.outOfMemory |= failure.kind() == FailureKind.OUT_OF_MEMORY;
    }
    queueAgain(trial, requeued.reason());
  }

  private void onConfigurationChanged(ConfigurationChanged changed) {
    TrialState trial = trial(changed, changed.trial());
    require(
        changed,
        trial.phase == Phase.ARRIVED
            && trial.outcome instanceof Outcome.Failed failure
            && failure.kind() == FailureKind.OUT_OF_MEMORY,
        "only a trial that ran out of memory gets less");
    require(changed, trial.epoch == 0, "a configuration changes before the first epoch");
    trial.heritage.begin(changed.configuration());
    trial.lighter = changed.reason();
    trial.retries++;
    queueAgain(trial, changed.reason());
  }

  private void queueAgain(TrialState trial, String reason) {
    trial.outcome = null;
    trial.note = reason;
    trial.phase = Phase.QUEUED;
    waiting(trial).add(0, trial.id);
  }

  private List<TrialId> waiting(TrialState trial) {
    return trial.alone() ? quarantine : queue;
  }

  private void onRungReached(RungReached reached) {
    TrialState trial = trial(reached, reached.trial());
    require(reached, trial.phase == Phase.ARRIVED, "only a segment that ended reaches a rung");
    require(reached, unjudged == null, "a trial is judged before the next reaches a rung");
    require(reached, trial.rung == reached.rung(), "a trial climbs rung by rung");
    require(
        reached,
        Double.isNaN(reached.loss()) || trial.epoch == ladder(trial.bracket).epoch(trial.rung),
        "a value enters a rung only if it belongs to the rung's epoch");
    Optional<Report> last = report(outcome(trial));
    require(
        reached,
        last.isPresent() || revives(outcome(trial)),
        "a trial that failed or goes on reaches no rung");
    unjudged = trial.id;
    if (last.isPresent()) {
      trial.last = aims().at(last.get());
    }
    arrive(reached, trial, reached.loss());
  }

  /** Returns what an arrival with a loss at a rung is worth: it is the last epoch's. */
  private Score score(TrialState trial, double loss) {
    return Double.isNaN(loss) ? Score.NONE : aims().score(trial.last);
  }

  /** The trial's turn has come: its segment is entered on the board, and counts from now on. */
  private void arrive(SweepEvent event, TrialState trial, double loss) {
    committedEpochs -= trial.untilEpoch - trial.epoch;
    board.arrive(trial.bracket, trial.rung, trial.id, loss);
    experience.arrived(trial.id, trial.untilEpoch, score(trial, loss));
    if (spec().scheduler().ended(board, trial.bracket)) {
      board.end(trial.bracket);
    }
    if (ordered()) {
      Optional<TrialId> first = imagined.first();
      require(event, first.equals(Optional.of(trial.id)), "trials arrive in their turn");
      imagined.finishFirst();
    }
    improve(trial);
    double best = winner().map(each -> each.counted.loss()).orElse(Double.NaN);
    standstill.arrived(best, stop().plateau().improve(), trial.rung == 0);
  }

  private void onJudged(TrialJudged judged) {
    TrialState trial = trial(judged, judged.trial());
    Verdict verdict = judged.verdict();
    trial.note = verdict.reason();
    if (verdict instanceof Verdict.Promote promote) {
      require(judged, trial.phase == Phase.PAUSED, "only a paused trial is promoted");
      Rung rung = board.rung(trial.bracket, trial.rung);
      require(
          judged,
          rung.promoted() < promote.standing().passing() && promote.standing().passes(),
          "no more are promoted than pass");
      board.promote(trial.bracket, trial.rung, trial.id);
      climb(judged, trial, promote.untilEpoch());
      return;
    }
    if (verdict instanceof Verdict.Exploit exploit) {
      onExploited(judged, trial, exploit);
      return;
    }
    require(judged, trial.id.equals(unjudged), "a trial is judged when it reaches a rung");
    require(
        judged,
        !(verdict instanceof Verdict.Keep keep) || keep.limit().kept(),
        "only who keeps its bounds trains on");
    unjudged = null;
    trial.outcome = null;
    if (verdict instanceof Verdict.TrainOn on) {
      climb(judged, trial, on.untilEpoch());
    } else if (verdict instanceof Verdict.Pause) {
      trial.phase = Phase.PAUSED;
      board.await(trial.bracket, trial.rung, trial.id);
    } else {
      trial.phase = verdict instanceof Verdict.Complete ? Phase.COMPLETE : Phase.STOPPED;
    }
  }

  private void onExploited(TrialJudged judged, TrialState trial, Verdict.Exploit exploit) {
    require(judged, trial.phase == Phase.PAUSED, "only a paused trial becomes a copy");
    require(judged, !exploit.standing().passes(), "who passes is no copy");
    TrialState source = trial(judged, exploit.source());
    Rung rung = board.rung(trial.bracket, trial.rung);
    require(
        judged,
        source.bracket == trial.bracket
            && rung.holds(source.id)
            && rung.rank(source.id) < rung.rank(trial.id)
            && !Double.isNaN(rung.loss(source.id)),
        "a better trial of the same rung is copied");
    require(
        judged,
        exploit.sourceEpoch() == ladder(trial.bracket).epoch(trial.rung),
        "the model of the rung's epoch is copied");
    require(
        judged,
        spec().space().problems(exploit.configuration()).isEmpty(),
        "what is explored lies in the space");
    board.promote(trial.bracket, trial.rung, trial.id);
    trial.heritage.add(exploit);
    trial.epoch = exploit.sourceEpoch();
    climb(judged, trial, exploit.untilEpoch());
  }

  private void climb(SweepEvent event, TrialState trial, int untilEpoch) {
    require(event, trial.rung < ladder(trial.bracket).top(), "nothing is above the top rung");
    trial.rung++;
    require(
        event,
        untilEpoch == ladder(trial.bracket).epoch(trial.rung),
        "a trial trains to the next rung");
    trial.phase = Phase.QUEUED;
    trial.untilEpoch = untilEpoch;
    waiting(trial).add(trial.id);
    commit(event, trial, untilEpoch - trial.epoch);
  }

  private void onDropped(CheckpointsDropped dropped) {
    TrialState trial = trial(dropped, dropped.trial());
    require(dropped, trial.phase == Phase.PAUSED, "only a trial that waits loses checkpoints");
    trial.dropped = true;
  }

  private void onFailed(TrialFailed failure) {
    TrialState trial = trial(failure, failure.trial());
    require(failure, trial.phase == Phase.ARRIVED, "only a segment that ended fails a trial");
    arrive(failure, trial, Double.NaN);
    trial.outcome = null;
    trial.phase = Phase.FAILED;
    trial.note = failure.message();
    failed++;
  }

  private void onStopRules(StopRulesChanged changed) {
    stop = changed.stop();
    stopping = null;
    ended = null;
  }

  /** Whoever ended at the old top with a value waits there from now on. */
  private void onRaised(SchedulerRaised raised) {
    Scheduler begun = spec().scheduler();
    require(raised, Raise.refusal(begun, raised.scheduler()).isEmpty(), "only the top rises");
    trials.stream()
        .filter(trial -> trial.phase == Phase.COMPLETE)
        .filter(trial -> trial.rung == ladder(trial.bracket).top())
        .filter(trial -> !Double.isNaN(board.rung(trial.bracket, trial.rung).loss(trial.id)))
        .forEach(trial -> trial.phase = Phase.PAUSED);
    spec = spec().withScheduler(raised.scheduler(), raised.shadows());
    stopping = null;
    ended = null;
    rank();
  }

  /** Enters every result anew: where the top is, another epoch may count. */
  private void rank() {
    results.clear();
    for (TrialState trial : trials) {
      enter(trial);
    }
  }

  private void enter(TrialState trial) {
    trial.counted = counted(trial);
    trial.result = aims().score(trial.counted);
    if (!Double.isNaN(trial.result.loss())) {
      results.add(trial);
    }
  }

  private void onStopping(SweepStopping begun) {
    require(begun, stopping == null && ended == null, "a sweep stops once");
    stopping = begun;
  }

  private void onEnded(SweepEnded end) {
    require(end, stopping != null && ended == null, "a sweep stops before it ends");
    require(end, running.isEmpty(), "a sweep ends when nothing trains");
    ended = end;
  }

  private void onTested(WinnerTested measured) {
    require(measured, ended != null && wins(measured), "only a sweep's winner is tested");
    require(measured, tested().isEmpty(), "the test data is opened once for a winner");
    tested = measured;
  }

  private void commit(SweepEvent event, TrialState trial, int epochs) {
    require(event, affordable(epochs), "no more epochs are promised than the budget holds");
    committedEpochs += epochs;
    if (ordered()) {
      imagined.start(trial.id, epochs);
    }
  }

  /**
   * Enters the trial's result, which may have changed, among the results; from now on samplers know
   * what it was reached with.
   */
  private void improve(TrialState trial) {
    if (!trial.lighter.isEmpty()) {
      trial.told = trial.heritage.at(0);
      experience.suggested(trial.told);
    }
    results.remove(trial);
    trial.best = trial.newBest;
    trial.score = aims().score(trial.best);
    enter(trial);
  }

  private Best counted(TrialState trial) {
    return switch (spec().objective().use()) {
      case BEST -> trial.best;
      case LAST -> trial.last;
      case AT_MAX -> trial.last.epoch() == topEpoch(trial) ? trial.last : Best.NONE;
    };
  }

  private InvariantBreach breach(SweepEvent event, String rule) {
    return new InvariantBreach(events + 1, event, rule);
  }

  private void require(SweepEvent event, boolean holds, String rule) {
    if (!holds) {
      throw breach(event, rule);
    }
  }

  private TrialState trial(SweepEvent event, TrialId id) {
    require(event, id.number() < trials.size(), "a trial is suggested first");
    return trials.get(id.number());
  }

  private int topEpoch(TrialState trial) {
    Ladder ladder = ladder(trial.bracket);
    return ladder.epoch(ladder.top());
  }

  private static Optional<Report> report(Outcome outcome) {
    if (outcome instanceof Outcome.Reached reached) {
      return Optional.of(reached.report());
    }
    return outcome instanceof Outcome.EndedEarly early
        ? Optional.of(early.report())
        : Optional.empty();
  }

  // ---------------------------------------------------------------------------------- what it says

  boolean created() {
    return spec != null;
  }

  /** Returns the specification as it is now, see {@link SweepState#spec}. */
  SweepSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("no event is folded, the first must create the sweep");
    }
    return spec;
  }

  /** Returns the specification's aims, made and checked once: every arrival asks for them. */
  Aims aims() {
    if (aims == null) {
      throw new IllegalStateException("no event is folded, the first must create the sweep");
    }
    return aims;
  }

  /** Returns the limits in force. */
  StopRules stop() {
    return stop == null ? spec().stop() : stop;
  }

  /** Returns whether slots get work at all. */
  boolean granting() {
    return spec != null && pause == null && stopping == null && ended == null && unjudged == null;
  }

  boolean trainsAlone() {
    return running.size() == 1 && trial(running.iterator().next()).alone();
  }

  boolean ordered() {
    return spec().order() instanceof Order.Ordered;
  }

  /** Returns whether the budget holds so many epochs more. */
  boolean affordable(int epochs) {
    long limit = stop().epochs();
    return limit == StopRules.UNLIMITED || committedEpochs + epochs <= limit;
  }

  /** In a population a trial that diverges arrives without a loss, and goes on as a copy. */
  boolean revives(Outcome outcome) {
    return spec().scheduler() instanceof Population
        && outcome instanceof Outcome.Failed failure
        && failure.kind() == FailureKind.DIVERGED;
  }

  /** Returns the winner so far; nobody wins who breaks a requirement. */
  Optional<TrialState> winner() {
    return results.stream().findFirst().filter(trial -> trial.result.kept());
  }

  /** Returns what the winner reached on the test data, if this one was measured. */
  Optional<WinnerTested> tested() {
    return Optional.ofNullable(tested).filter(this::wins);
  }

  boolean wins(WinnerTested measured) {
    return winner().filter(trial -> trial.id.equals(measured.trial())).isPresent()
        && resultEpoch(measured.trial()) == measured.epoch();
  }

  /** Returns the epoch that a trial's result belongs to; 0 if it has none. */
  int resultEpoch(TrialId trial) {
    return spec().objective().use() == Objective.Use.BEST
        ? trial(trial).best.epoch()
        : trial(trial).last.epoch();
  }

  /** Returns a seed for training a trial: its own, whatever slot or attempt trains it. */
  long seed(TrialId trial) {
    return new Chance(spec().seed(), trial).seed("training");
  }

  TrialState trial(TrialId id) {
    if (id.number() >= trials.size()) {
      throw new IllegalArgumentException(
          "trial is " + id + ", must be one of the " + trials.size() + " suggested");
    }
    return trials.get(id.number());
  }

  Ladder ladder(int bracket) {
    return spec().scheduler().bracket(bracket).ladder();
  }

  /** Returns how a trial's last segment ended that has yet to be judged. */
  static Outcome outcome(TrialState trial) {
    if (trial.outcome == null) {
      throw new IllegalStateException(trial.id + " has arrived without an outcome");
    }
    return trial.outcome;
  }

  /** Returns who copies whom; empty if trials are no population. */
  Optional<Copies> copies() {
    return spec().scheduler() instanceof Population population
        ? Optional.of(new Copies(spec(), population, board, trials))
        : Optional.empty();
  }
}

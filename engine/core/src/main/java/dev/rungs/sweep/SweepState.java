package dev.rungs.sweep;

import dev.rungs.sample.History;
import dev.rungs.sample.Suggestion;
import dev.rungs.schedule.Board;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Rung;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A sweep: the fold over its {@link SweepEvent}s, and the only place where its rules live.
 *
 * <p>Two kinds of method. Those that answer what follows from something that happened ({@link
 * #offer}, {@link #segmentEnded}, ...) or from the state alone ({@link #due}) return events and
 * change nothing. {@link #apply} folds an event and decides nothing. Whoever drives a sweep
 * persists what the former return, hands it to the latter, and asks {@link #due} until nothing is.
 *
 * <p>One owner, one thread: the fold changes in place, since a sweep of a hundred thousand trials
 * is not copied at every event. Its state depends on the events alone, so folding them again gives
 * an equal one.
 *
 * <p><b>Order.</b> In {@link Order.Replay} a trial is judged when its segment ends, and a free slot
 * gets the job that is best at that moment. In {@link Order.Ordered} jobs are handed to {@code
 * window} imagined slots that train an epoch in one unit of time; results are judged in the order
 * in which those slots would finish, so real slots decide only how long it takes.
 */
public final class SweepState implements History {

  /** A job of an imagined slot; earlier finish first, then earlier start. */
  private record Job(long finish, long number, TrialId trial) {
    static final Comparator<Job> EARLIEST =
        Comparator.comparingLong(Job::finish).thenComparingLong(Job::number);
  }

  private record Result(double loss, TrialId trial) {
    static final Comparator<Result> BEST_FIRST =
        Comparator.comparingDouble(Result::loss).thenComparing(Result::trial);
  }

  private @Nullable SweepSpec spec;
  private @Nullable StopRules stop;
  private long events;

  private final Board board = new Board();
  private final List<TrialState> trials = new ArrayList<>();
  private final Set<Configuration> known = new HashSet<>();
  private final List<Configuration> given = new ArrayList<>();
  private int givenUsed;
  private boolean spaceUsedUp;

  private final List<TrialId> queue = new ArrayList<>();
  private final Set<TrialId> running = new TreeSet<>();
  private @Nullable TrialId unjudged;

  private final PriorityQueue<Job> jobs = new PriorityQueue<>(Job.EARLIEST);
  private long jobNumber;
  private long clock;

  private final TreeSet<Result> results = new TreeSet<>(Result.BEST_FIRST);
  private long committedEpochs;
  private long spentEpochs;
  private int failed;
  private double plateauLoss = Double.NaN;
  private int quietTrials;

  private boolean paused;
  private @Nullable SweepStopping stopping;
  private @Nullable SweepEnded ended;
  private @Nullable WinnerTested tested;

  // ------------------------------------------------------------------ what follows from an event

  /** The sweep is wanted: creates it. */
  public static List<SweepEvent> create(SweepSpec spec) {
    return List.of(new SweepCreated(spec));
  }

  /** A process takes the sweep up. What another process was training is lost and queued again. */
  public List<SweepEvent> open() {
    var open = new ArrayList<SweepEvent>();
    open.add(new SweepOpened());
    for (TrialId trial : running) {
      open.addAll(lost(trial, "the process that trained it has ended"));
    }
    return open;
  }

  /** A slot is free: what it should train, if anything. Empty if it has to wait. */
  public List<SweepEvent> offer(int slot) {
    if (!granting()) {
      return List.of();
    }
    if (!queue.isEmpty()) {
      return List.of(grant(queued(slot), slot));
    }
    if (ordered()) {
      return List.of();
    }
    List<SweepEvent> job = nextJob();
    if (job.isEmpty()) {
      return running.isEmpty() ? List.of(nothingLeft()) : List.of();
    }
    return started(job)
        .map(
            trial -> {
              var granted = new ArrayList<>(job);
              granted.add(new SegmentGranted(trial, attempts(trial) + 1, slot, until(job)));
              return (List<SweepEvent>) granted;
            })
        .orElse(job);
  }

  /** A segment is over. Empty if its attempt is fenced: another one was granted since. */
  public List<SweepEvent> segmentEnded(TrialId trial, int attempt, Outcome outcome, Best best) {
    TrialState state = trial(trial);
    if (state.phase != Phase.RUNNING || state.attempt != attempt) {
      return List.of();
    }
    var events = new ArrayList<SweepEvent>();
    events.add(new SegmentEnded(trial, attempt, outcome, best));
    Optional<String> again = again(state, outcome);
    if (again.isPresent()) {
      events.add(new TrialRequeued(trial, again.get()));
    } else if (!ordered()) {
      events.addAll(arrival(state, outcome));
    }
    return events;
  }

  /** A slot has not been heard of for longer than its lease. */
  public List<SweepEvent> leaseLost(TrialId trial, int attempt, String why) {
    TrialState state = trial(trial);
    return state.phase == Phase.RUNNING && state.attempt == attempt ? lost(trial, why) : List.of();
  }

  /**
   * Somebody wants a configuration tried.
   *
   * @throws IllegalArgumentException naming everything wrong with it, or why none is taken any more
   */
  public List<SweepEvent> enqueue(Configuration configuration) {
    Configuration complete = spec().space().complete(configuration);
    if (board.closed() || ended != null || stopping != null) {
      throw new IllegalArgumentException(
          "the sweep takes no further trial: "
              + trials.size()
              + " of at most "
              + stop().trials()
              + " have started"
              + (ended == null ? "" : ", and it has ended"));
    }
    return List.of(new ConfigurationEnqueued(complete));
  }

  /** Somebody wants the sweep to wait. */
  public List<SweepEvent> pause(String reason) {
    return paused || ended != null ? List.of() : List.of(new SweepPaused(reason));
  }

  /** Somebody wants the sweep to go on. */
  public List<SweepEvent> resume() {
    return paused && ended == null ? List.of(new SweepResumed()) : List.of();
  }

  /** Somebody wants other limits; a sweep that ended by its old ones goes on. */
  public List<SweepEvent> change(StopRules rules) {
    return rules.equals(stop()) ? List.of() : List.of(new StopRulesChanged(rules));
  }

  /** The sweep has been running for this long, over all processes. */
  public List<SweepEvent> elapsed(Duration time) {
    Duration limit = stop().wallClock();
    return limit.isZero() || time.compareTo(limit) < 0 || stopping != null || ended != null
        ? List.of()
        : List.of(new SweepStopping(Ending.FINISHED, "its time is up (" + limit + ")"));
  }

  /** The winner was measured on the test data. */
  public List<SweepEvent> tested(WinnerTested measured) {
    return tested == null ? List.of(measured) : List.of();
  }

  // ------------------------------------------------------------ what follows from the state alone

  /** Returns the next decisions that follow from the state alone; empty when nothing is due. */
  public List<SweepEvent> due() {
    if (ended != null || spec == null) {
      return List.of();
    }
    if (unjudged != null) {
      return List.of(judge(trial(unjudged)));
    }
    if (stopping != null) {
      return running.isEmpty()
          ? List.of(new SweepEnded(stopping.ending(), stopping.reason()))
          : List.of();
    }
    Optional<SweepStopping> rule = stopRule();
    if (rule.isPresent()) {
      return List.of(rule.get());
    }
    return ordered() ? dueInOrder() : List.of();
  }

  private List<SweepEvent> dueInOrder() {
    Job earliest = jobs.peek();
    if (earliest != null && trial(earliest.trial()).phase == Phase.ARRIVED) {
      TrialState trial = trial(earliest.trial());
      return arrival(trial, outcome(trial));
    }
    if (paused || jobs.size() >= ((Order.Ordered) spec().order()).window()) {
      return List.of();
    }
    List<SweepEvent> job = nextJob();
    return job.isEmpty() && jobs.isEmpty() ? List.of(nothingLeft()) : job;
  }

  private Optional<SweepStopping> stopRule() {
    if (!results.isEmpty() && spec().objective().reached(results.first().loss())) {
      Result best = results.first();
      return stopping(
          Ending.GOAL,
          "the goal is reached: "
              + best.trial()
              + " has "
              + spec().objective().metric()
              + " "
              + spec().objective().value(best.loss()));
    }
    if (failed >= stop().failed()) {
      return stopping(Ending.GAVE_UP, failed + " trials failed");
    }
    StopRules.Plateau plateau = stop().plateau();
    if (plateau.trials() > 0 && quietTrials >= plateau.trials()) {
      return stopping(
          Ending.FINISHED,
          "the best has not improved by "
              + plateau.improve() * 100
              + " % in "
              + quietTrials
              + " trials");
    }
    return Optional.empty();
  }

  private static Optional<SweepStopping> stopping(Ending ending, String reason) {
    return Optional.of(new SweepStopping(ending, reason));
  }

  private SweepStopping nothingLeft() {
    String reason =
        trials.size() >= stop().trials()
            ? "all " + trials.size() + " trials have ended"
            : spaceUsedUp
                ? "the space is used up after " + trials.size() + " trials"
                : "the budget of " + stop().epochs() + " epochs leaves no room for more";
    return new SweepStopping(Ending.FINISHED, reason);
  }

  private TrialJudged judge(TrialState trial) {
    Verdict verdict = spec().scheduler().judge(board, trial.id, trial.bracket, trial.rung);
    if (verdict instanceof Verdict.Continue on && !affordable(on.untilEpoch() - trial.epoch)) {
      verdict = new Verdict.Pause(on.standing());
    }
    return new TrialJudged(trial.id, verdict);
  }

  // ---------------------------------------------------------------------------- parts of decisions

  private List<SweepEvent> nextJob() {
    Optional<Promotion> promotion = spec().scheduler().promote(board);
    if (promotion.isPresent()) {
      Promotion up = promotion.get();
      return affordable(up.untilEpoch() - trial(up.trial()).epoch)
          ? List.of(
              new TrialJudged(up.trial(), new Verdict.Promote(up.untilEpoch(), up.standing())))
          : List.of();
    }
    if (board.closed()) {
      return List.of();
    }
    Optional<Integer> bracket = spec().scheduler().admit(board);
    if (bracket.isEmpty() || !affordable(ladder(bracket.get()).epoch(0))) {
      return List.of();
    }
    TrialId trial = new TrialId(trials.size());
    return nextConfiguration(trial)
        .<List<SweepEvent>>map(
            next ->
                List.of(
                    new TrialSuggested(trial, next.configuration(), next.reason(), bracket.get())))
        .orElseGet(() -> List.of(new SpaceUsedUp()));
  }

  private Optional<Suggestion> nextConfiguration(TrialId trial) {
    if (givenUsed < given.size()) {
      return Optional.of(new Suggestion(given.get(givenUsed), "given"));
    }
    return spec().sampler().suggest(spec().space(), this, new Chance(spec().seed(), trial));
  }

  private Optional<TrialId> started(List<SweepEvent> job) {
    SweepEvent first = job.get(0);
    if (first instanceof TrialSuggested suggested) {
      return Optional.of(suggested.trial());
    }
    return first instanceof TrialJudged judged ? Optional.of(judged.trial()) : Optional.empty();
  }

  private int until(List<SweepEvent> job) {
    return job.get(0) instanceof TrialJudged judged
        ? ((Verdict.Promote) judged.verdict()).untilEpoch()
        : ladder(((TrialSuggested) job.get(0)).bracket()).epoch(0);
  }

  private int attempts(TrialId trial) {
    return trial.number() < trials.size() ? trial(trial).attempt : 0;
  }

  private SegmentGranted grant(TrialState trial, int slot) {
    return new SegmentGranted(trial.id, trial.attempt + 1, slot, trial.untilEpoch);
  }

  /** The trial the slot trained last if it is queued, since its model may still be there. */
  private TrialState queued(int slot) {
    return queue.stream()
        .map(this::trial)
        .filter(trial -> trial.slot == slot)
        .findFirst()
        .orElseGet(() -> trial(queue.get(0)));
  }

  private List<SweepEvent> lost(TrialId trial, String why) {
    TrialState state = trial(trial);
    var outcome = new Outcome.Failed(state.epoch, FailureKind.LOST, why);
    return List.of(
        new SegmentEnded(trial, state.attempt, outcome, state.newBest),
        new TrialRequeued(trial, why));
  }

  private Optional<String> again(TrialState trial, Outcome outcome) {
    if (outcome instanceof Outcome.Interrupted) {
      return Optional.of("interrupted");
    }
    if (outcome instanceof Outcome.Failed failure) {
      if (failure.kind() == FailureKind.LOST) {
        return Optional.of(failure.message());
      }
      Retry retry = spec().retry();
      if (retry.on().contains(failure.kind()) && trial.retries < retry.times()) {
        return Optional.of(
            "retry " + (trial.retries + 1) + " of " + retry.times() + ": " + failure.message());
      }
    }
    return Optional.empty();
  }

  private List<SweepEvent> arrival(TrialState trial, Outcome outcome) {
    if (outcome instanceof Outcome.Failed failure) {
      return List.of(new TrialFailed(trial.id, failure.kind(), failure.message()));
    }
    if (outcome instanceof Outcome.EndedEarly early) {
      return List.of(
          new RungReached(trial.id, trial.rung, Double.NaN),
          new TrialJudged(trial.id, new Verdict.Complete(early.reason())));
    }
    Outcome.Reached reached = (Outcome.Reached) outcome;
    double loss = spec().objective().loss(reached.report().metrics());
    return List.of(new RungReached(trial.id, trial.rung, loss));
  }

  private boolean affordable(int epochs) {
    return committedEpochs + epochs <= stop().epochs();
  }

  private boolean granting() {
    return spec != null && !paused && stopping == null && ended == null && unjudged == null;
  }

  private boolean ordered() {
    return spec().order() instanceof Order.Ordered;
  }

  // -------------------------------------------------------------------------------------- the fold

  /**
   * Folds one event.
   *
   * @throws InvariantBreach if it cannot have happened after those before it
   */
  public SweepState apply(SweepEvent event) {
    if ((spec == null) != (event instanceof SweepCreated)) {
      throw breach(event, "a sweep is created once, first");
    }
    if (event instanceof SweepCreated created) {
      onCreated(created);
    } else if (event instanceof TrialSuggested suggested) {
      onSuggested(suggested);
    } else if (event instanceof SegmentGranted granted) {
      onGranted(granted);
    } else if (event instanceof SegmentEnded over) {
      onSegmentEnded(over);
    } else if (event instanceof TrialRequeued requeued) {
      onRequeued(requeued);
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
    } else if (event instanceof SweepPaused) {
      paused = true;
    } else if (event instanceof SweepResumed) {
      paused = false;
    } else if (event instanceof StopRulesChanged changed) {
      onStopRules(changed);
    } else if (event instanceof SweepStopping begun) {
      stopping = begun;
    } else if (event instanceof SweepEnded end) {
      onEnded(end);
    } else if (event instanceof WinnerTested measured) {
      tested = measured;
    }
    if (stop != null) {
      board.close((spaceUsedUp && givenUsed == given.size()) || trials.size() >= stop.trials());
    }
    events++;
    return this;
  }

  private void onCreated(SweepCreated created) {
    spec = created.spec();
    stop = created.spec().stop();
    given.addAll(created.spec().startWith());
  }

  private void onSuggested(TrialSuggested suggested) {
    require(suggested, suggested.trial().number() == trials.size(), "trials are numbered in order");
    int until = ladder(suggested.bracket()).epoch(0);
    trials.add(
        new TrialState(
            suggested.trial(),
            suggested.configuration(),
            suggested.reason(),
            suggested.bracket(),
            until));
    if (givenUsed < given.size() && given.get(givenUsed).equals(suggested.configuration())) {
      givenUsed++;
    }
    known.add(suggested.configuration());
    board.admit(suggested.bracket());
    queue.add(suggested.trial());
    commit(trial(suggested.trial()), until);
  }

  private void onGranted(SegmentGranted granted) {
    TrialState trial = trial(granted.trial());
    require(granted, trial.phase == Phase.QUEUED, "only a queued trial is granted");
    require(granted, granted.attempt() == trial.attempt + 1, "attempts are numbered in order");
    require(granted, granted.untilEpoch() == trial.untilEpoch, "a segment ends at the next rung");
    queue.remove(trial.id);
    running.add(trial.id);
    trial.phase = Phase.RUNNING;
    trial.attempt = granted.attempt();
    trial.slot = granted.slot();
  }

  private void onSegmentEnded(SegmentEnded over) {
    TrialState trial = trial(over.trial());
    require(over, trial.phase == Phase.RUNNING, "only a running segment ends");
    require(over, trial.attempt == over.attempt(), "only the last attempt counts");
    int reached = over.outcome().epoch();
    require(over, reached <= trial.untilEpoch, "a segment does not train beyond its end");
    running.remove(trial.id);
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
    TrialState trial = trial(requeued.trial());
    require(requeued, trial.phase == Phase.ARRIVED, "only a segment that ended is queued again");
    if (trial.outcome instanceof Outcome.Failed failure && failure.kind() != FailureKind.LOST) {
      trial.retries++;
    }
    trial.outcome = null;
    trial.note = requeued.reason();
    trial.phase = Phase.QUEUED;
    queue.add(0, trial.id);
  }

  private void onRungReached(RungReached reached) {
    TrialState trial = trial(reached.trial());
    require(reached, trial.phase == Phase.ARRIVED, "only a segment that ended reaches a rung");
    require(
        reached,
        Double.isNaN(reached.loss()) || trial.epoch == ladder(trial.bracket).epoch(trial.rung),
        "a value enters a rung only if it belongs to the rung's epoch");
    board.arrive(trial.bracket, trial.rung, trial.id, reached.loss());
    unjudged = trial.id;
    finishJob(trial);
    Outcome outcome = outcome(trial);
    if (outcome instanceof Outcome.EndedEarly early) {
      committedEpochs -= trial.untilEpoch - trial.epoch;
      trial.lastLoss = spec().objective().loss(early.report().metrics());
    } else {
      trial.lastLoss = reached.loss();
    }
    improve(trial);
    countQuiet(trial);
  }

  private void onJudged(TrialJudged judged) {
    TrialState trial = trial(judged.trial());
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
    require(judged, trial.id.equals(unjudged), "a trial is judged when it reaches a rung");
    unjudged = null;
    trial.outcome = null;
    if (verdict instanceof Verdict.Continue on) {
      climb(judged, trial, on.untilEpoch());
    } else if (verdict instanceof Verdict.Pause) {
      trial.phase = Phase.PAUSED;
    } else {
      trial.phase = verdict instanceof Verdict.Complete ? Phase.COMPLETE : Phase.STOPPED;
      rank(trial);
    }
  }

  private void climb(SweepEvent event, TrialState trial, int untilEpoch) {
    trial.rung++;
    require(
        event,
        untilEpoch == ladder(trial.bracket).epoch(trial.rung),
        "a trial trains to the next rung");
    trial.phase = Phase.QUEUED;
    trial.untilEpoch = untilEpoch;
    queue.add(trial.id);
    commit(trial, untilEpoch - trial.epoch);
  }

  private void onFailed(TrialFailed failure) {
    TrialState trial = trial(failure.trial());
    require(failure, trial.phase == Phase.ARRIVED, "only a segment that ended fails a trial");
    committedEpochs -= trial.untilEpoch - trial.epoch;
    board.arrive(trial.bracket, trial.rung, trial.id, Double.NaN);
    finishJob(trial);
    trial.outcome = null;
    trial.phase = Phase.FAILED;
    trial.note = failure.message();
    failed++;
    rank(trial);
    countQuiet(trial);
  }

  private void onStopRules(StopRulesChanged changed) {
    stop = changed.stop();
    stopping = null;
    ended = null;
  }

  private void onEnded(SweepEnded end) {
    require(end, running.isEmpty(), "a sweep ends when nothing trains");
    ended = end;
  }

  /** An imagined slot takes the trial. */
  private void commit(TrialState trial, int epochs) {
    committedEpochs += epochs;
    if (ordered()) {
      jobs.add(new Job(clock + epochs, jobNumber++, trial.id));
    }
  }

  /** The imagined slot that had the trial is free. */
  private void finishJob(TrialState trial) {
    if (ordered()) {
      Job earliest = jobs.remove();
      if (!earliest.trial().equals(trial.id)) {
        throw new IllegalStateException(
            trial.id + " is judged before its turn, which is " + earliest.trial() + "'s");
      }
      clock = earliest.finish();
    }
  }

  private void improve(TrialState trial) {
    trial.best = trial.newBest;
    rank(trial);
  }

  /** Enters the trial's result, which may have changed, among the results. */
  private void rank(TrialState trial) {
    results.remove(new Result(trial.result, trial.id));
    trial.result = result(trial);
    if (!Double.isNaN(trial.result)) {
      results.add(new Result(trial.result, trial.id));
    }
  }

  private double result(TrialState trial) {
    return switch (spec().objective().use()) {
      case BEST -> trial.best.loss();
      case LAST -> trial.lastLoss;
      case AT_MAX -> trial.epoch == topEpoch(trial) ? trial.lastLoss : Double.NaN;
    };
  }

  private void countQuiet(TrialState trial) {
    double best = results.isEmpty() ? Double.NaN : results.first().loss();
    double needed = plateauLoss - stop().plateau().improve() * Math.abs(plateauLoss);
    if (!Double.isNaN(best) && !(best >= needed)) {
      plateauLoss = best;
      quietTrials = 0;
    } else if (trial.rung == 0) {
      quietTrials++;
    }
  }

  private InvariantBreach breach(SweepEvent event, String rule) {
    return new InvariantBreach(events + 1, event, rule);
  }

  private void require(SweepEvent event, boolean holds, String rule) {
    if (!holds) {
      throw breach(event, rule);
    }
  }

  // ------------------------------------------------------------------------------------ what it
  // says

  /** Returns whether the sweep exists: its first event is folded. */
  public boolean created() {
    return spec != null;
  }

  /**
   * Returns what the sweep was created with.
   *
   * @throws IllegalStateException before the first event
   */
  public SweepSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("no event is folded, the first must create the sweep");
    }
    return spec;
  }

  /** Returns the limits in force. */
  public StopRules stop() {
    return stop == null ? spec().stop() : stop;
  }

  /** Returns how many events are folded. */
  public long events() {
    return events;
  }

  /** Returns who arrived where. For reading: only the fold changes it. */
  public Board board() {
    return board;
  }

  /** Returns whether somebody has paused the sweep. */
  public boolean paused() {
    return paused;
  }

  /** Returns why the sweep is about to end, if it is. */
  public Optional<SweepStopping> stopping() {
    return Optional.ofNullable(stopping);
  }

  /** Returns how the sweep ended, if it has. */
  public Optional<SweepEnded> ended() {
    return Optional.ofNullable(ended);
  }

  /** Returns what the winner reached on the test data, if it was measured. */
  public Optional<WinnerTested> tested() {
    return Optional.ofNullable(tested);
  }

  /** Returns how many epochs are trained, each counted once. */
  public long spentEpochs() {
    return spentEpochs;
  }

  /** Returns how many trials have failed for good. */
  public int failed() {
    return failed;
  }

  /** Returns the trials that a slot trains, by number. */
  public List<TrialId> running() {
    return List.copyOf(running);
  }

  /** Returns the epoch that a trial's result belongs to. */
  public int resultEpoch(TrialId trial) {
    return spec().objective().use() == Objective.Use.BEST
        ? trial(trial).best.epoch()
        : trial(trial).epoch;
  }

  /** Returns a seed for training a trial: its own, whatever slot or attempt trains it. */
  public long seed(TrialId trial) {
    return new Chance(spec().seed(), trial).seed("training");
  }

  /** Returns every trial, by number. */
  public List<TrialSummary> trials() {
    return trials.stream().map(this::summary).toList();
  }

  /** Returns the trials that have a result, best first. */
  public List<TrialSummary> ranking() {
    return results.stream().map(result -> summary(trial(result.trial()))).toList();
  }

  /** Returns the winner so far. */
  public Optional<TrialSummary> best() {
    return results.isEmpty()
        ? Optional.empty()
        : Optional.of(summary(trial(results.first().trial())));
  }

  /** Returns one trial. */
  public TrialSummary summary(TrialId id) {
    return summary(trial(id));
  }

  private TrialSummary summary(TrialState trial) {
    return new TrialSummary(
        trial.id,
        trial.configuration,
        trial.origin,
        trial.bracket,
        trial.rung,
        trial.phase,
        trial.attempt,
        trial.slot,
        trial.epoch,
        trial.untilEpoch,
        trial.best,
        trial.result,
        trial.note);
  }

  @Override
  public int size() {
    return trials.size();
  }

  @Override
  public Configuration configuration(TrialId trial) {
    return trial(trial).configuration;
  }

  @Override
  public boolean contains(Configuration configuration) {
    return known.contains(configuration);
  }

  @Override
  public double loss(TrialId trial) {
    return trial(trial).best.loss();
  }

  @Override
  public boolean pending(TrialId trial) {
    return !trial(trial).phase.over();
  }

  private TrialState trial(TrialId id) {
    if (id.number() >= trials.size()) {
      throw new IllegalArgumentException(
          "trial is " + id + ", must be one of the " + trials.size() + " suggested");
    }
    return trials.get(id.number());
  }

  private Ladder ladder(int bracket) {
    return spec().scheduler().bracket(bracket).ladder();
  }

  private int topEpoch(TrialState trial) {
    Ladder ladder = ladder(trial.bracket);
    return ladder.epoch(ladder.top());
  }

  private static Outcome outcome(TrialState trial) {
    if (trial.outcome == null) {
      throw new IllegalStateException(trial.id + " has arrived without an outcome");
    }
    return trial.outcome;
  }
}

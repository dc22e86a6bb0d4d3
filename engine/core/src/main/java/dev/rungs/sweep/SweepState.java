package dev.rungs.sweep;

import dev.rungs.sample.History;
import dev.rungs.sample.Suggestion;
import dev.rungs.schedule.Board;
import dev.rungs.schedule.Ladder;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Promotion;
import dev.rungs.schedule.Raise;
import dev.rungs.schedule.Rung;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.Pauser;
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
import dev.rungs.sweep.SweepEvent.SweepOpened;
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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A sweep: the fold over its {@link SweepEvent}s, and the only place where its rules live.
 *
 * <p>Two kinds of method. Those that answer what follows from something that happened ({@link
 * #offer}, {@link #segmentEnded}, ...) or from the state alone ({@link #due}) return events and
 * change nothing. {@link #apply} folds an event and decides nothing. Whoever drives a sweep
 * persists the events of one answer together, folds them, and asks {@link #due} until nothing is;
 * only then does it offer slots.
 *
 * <p>One owner, one thread: the fold changes in place, since a sweep of a hundred thousand trials
 * is not copied at every event. Its state depends on the events alone, so folding them again gives
 * an equal one.
 *
 * <p><b>Order.</b> In {@link Order.Replay} a trial is judged when its segment ends, and a free slot
 * gets the job that is best at that moment. In {@link Order.Ordered} jobs are handed to {@link
 * ImaginedSlots}, and trials are judged in the order in which those would finish, so real slots
 * decide only how long it takes.
 */
public final class SweepState {

  private static final String CRASH = "the process died while it was in flight";

  private @Nullable SweepSpec spec;
  private @Nullable Aims aims;
  private @Nullable StopRules stop;
  private long events;

  private final Board board = new Board();
  private final List<TrialState> trials = new ArrayList<>();
  private final List<TrialsLearned> lessons = new ArrayList<>();
  private final Experience experience = new Experience(trials, this::aims);
  private final List<Configuration> given = new ArrayList<>();
  private int givenUsed;
  private boolean spaceUsedUp;

  private final List<TrialId> queue = new ArrayList<>();
  private final List<TrialId> quarantine = new ArrayList<>();
  private final Set<TrialId> running = new TreeSet<>();
  private @Nullable TrialId unjudged;

  private final ImaginedSlots imagined = new ImaginedSlots();

  private final TreeSet<TrialState> results = new TreeSet<>(TrialState.BEST_FIRST);
  private final Standstill standstill = new Standstill();
  private long committedEpochs;
  private long spentEpochs;
  private int failed;
  private long exceededQuota;

  private @Nullable SweepPaused pause;
  private @Nullable SweepStopping stopping;
  private @Nullable SweepEnded ended;
  private @Nullable WinnerTested tested;

  // ------------------------------------------------------------------ what follows from an event

  /** The sweep is wanted, which learns from no other: creates it. */
  public static List<SweepEvent> create(SweepSpec spec) {
    return create(spec, List.of());
  }

  /**
   * The sweep is wanted: creates it.
   *
   * @param lessons what it learns of each sweep that it names, see {@link EarlierSweep}
   * @throws IllegalArgumentException if they are of other sweeps
   */
  public static List<SweepEvent> create(SweepSpec spec, List<TrialsLearned> lessons) {
    List<String> read = lessons.stream().map(TrialsLearned::from).toList();
    if (!read.equals(spec.learnFrom())) {
      throw new IllegalArgumentException(
          "lessons are of " + read + ", must be of " + spec.learnFrom());
    }
    var created = new ArrayList<SweepEvent>();
    created.add(new SweepCreated(spec));
    created.addAll(lessons);
    return created;
  }

  /** A process takes the sweep up, and knows no more of the trials in flight than this does. */
  public List<SweepEvent> open() {
    return open(Map.of());
  }

  /**
   * A process takes the sweep up. The one before has died with the trials that are running in
   * flight: they are queued again, or given up if that has happened too often.
   *
   * @param recorded the last epoch that is recorded of a running trial, if it is known
   */
  public List<SweepEvent> open(Map<TrialId, Integer> recorded) {
    var open = new ArrayList<SweepEvent>();
    open.add(new SweepOpened());
    for (TrialId id : running) {
      TrialState trial = trial(id);
      int epoch = Math.max(trial.epoch, recorded.getOrDefault(id, 0));
      open.addAll(
          ended(trial, new Outcome.Failed(epoch, FailureKind.CRASHED, CRASH), trial.newBest));
    }
    return open;
  }

  /**
   * The history so far is to go on apart from the sweep it was taken from, where some trials may be
   * in flight: here they are queued again.
   *
   * @param event how many of the other's events it holds
   */
  List<SweepEvent> fork(String from, long event) {
    var fork = new ArrayList<SweepEvent>();
    fork.add(new SweepForked(from, event));
    for (TrialId id : running) {
      TrialState trial = trial(id);
      fork.addAll(ended(trial, new Outcome.Interrupted(trial.epoch), trial.newBest));
    }
    return fork;
  }

  /**
   * A slot is free: what follows from that. A segment granted to it; or the decision which trial is
   * next, then the slot is to be offered again; or nothing, then it has to wait.
   */
  public List<SweepEvent> offer(int slot) {
    if (!granting() || trainsAlone()) {
      return List.of();
    }
    if (!quarantine.isEmpty()) {
      return running.isEmpty() ? List.of(grant(trial(quarantine.get(0)), slot)) : List.of();
    }
    if (!queue.isEmpty()) {
      return List.of(grant(queued(slot), slot));
    }
    return ordered()
        ? List.of()
        : nextJob().or(() -> nothingLeft(running.isEmpty())).stream().toList();
  }

  /**
   * A segment is over. Empty if its attempt is fenced: it was given up, another one is granted.
   *
   * @throws IllegalArgumentException if the trial is unknown or trained beyond the segment's end
   */
  public List<SweepEvent> segmentEnded(TrialId trial, int attempt, Outcome outcome, Best best) {
    TrialState state = trial(trial);
    if (!trains(state, attempt)) {
      return List.of();
    }
    if (outcome.epoch() > state.untilEpoch) {
      throw new IllegalArgumentException(
          trial + " is at epoch " + outcome.epoch() + ", must be at most " + state.untilEpoch);
    }
    var events = new ArrayList<SweepEvent>();
    if (unjudged != null) {
      events.add(judge(trial(unjudged))); // its turn was before this one's
    }
    events.addAll(ended(state, outcome, best));
    return events;
  }

  private List<SweepEvent> ended(TrialState trial, Outcome outcome, Best best) {
    var over = new SegmentEnded(trial.id, trial.attempt, outcome, best);
    Optional<SweepEvent> again = new Retrial(spec()).after(trial, outcome);
    if (again.isPresent()) {
      return List.of(over, again.get());
    }
    return ordered() ? List.of(over) : List.of(over, arrival(trial, outcome));
  }

  /** A slot has not been heard of for longer than its lease. */
  public List<SweepEvent> leaseLost(TrialId trial, int attempt, String why) {
    TrialState state = trial(trial);
    return trains(state, attempt)
        ? ended(state, new Outcome.Failed(state.epoch, FailureKind.LOST, why), state.newBest)
        : List.of();
  }

  /**
   * Somebody wants a configuration tried.
   *
   * @throws IllegalArgumentException naming everything wrong with it, or why none is taken any more
   */
  public List<SweepEvent> enqueue(Configuration configuration) {
    Configuration complete = spec().space().complete(configuration);
    if (ended != null || stopping != null) {
      throw new IllegalArgumentException(
          "the sweep takes no further trial: it " + (ended == null ? "is ending" : "has ended"));
    }
    int waiting = given.size() - givenUsed;
    if (trials.size() + waiting >= stop().trials()) {
      throw new IllegalArgumentException(
          "the sweep takes no further trial: "
              + trials.size()
              + " have started and "
              + waiting
              + " wait, must be fewer than "
              + stop().trials());
    }
    return List.of(new ConfigurationEnqueued(complete));
  }

  /** The sweep shall wait. */
  public List<SweepEvent> pause(Pauser by, String reason) {
    return paused() || ended != null ? List.of() : List.of(new SweepPaused(reason, by));
  }

  /** The sweep may go on, as far as that one is concerned. */
  public List<SweepEvent> resume(Pauser by) {
    boolean may = pause != null && (by == Pauser.USER || by == pause.by());
    return may && ended == null ? List.of(new SweepResumed()) : List.of();
  }

  /** Somebody wants other limits; a sweep that ended by its old ones goes on. */
  public List<SweepEvent> change(StopRules rules) {
    return rules.equals(stop()) ? List.of() : List.of(new StopRulesChanged(rules));
  }

  /**
   * Somebody wants trials to train further; a sweep that ended goes on.
   *
   * @throws IllegalArgumentException if the scheduler may not take over from the present one
   */
  public List<SweepEvent> raise(Scheduler scheduler) {
    return raise(
        scheduler, spec().shadows().stream().filter(each -> !each.equals(scheduler)).toList());
  }

  /**
   * The same with other shadows: what is not said of them follows the scheduler in sweep files.
   *
   * @throws IllegalArgumentException also if the shadows do not go with the scheduler
   */
  public List<SweepEvent> raise(Scheduler scheduler, List<Scheduler> shadows) {
    Optional<String> refusal = Raise.refusal(spec().scheduler(), scheduler);
    if (refusal.isPresent()) {
      throw new IllegalArgumentException(refusal.get());
    }
    return scheduler.equals(spec().scheduler())
        ? List.of()
        : List.of(
            new SchedulerRaised(scheduler, spec().withScheduler(scheduler, shadows).shadows()));
  }

  /** The sweep has been running for this long, over all processes. */
  public List<SweepEvent> elapsed(Duration time) {
    Duration limit = stop().wallClock();
    return limit.isZero() || time.compareTo(limit) < 0 || stopping != null || ended != null
        ? List.of()
        : List.of(new SweepStopping(Ending.FINISHED, "its time is up (" + limit + ")"));
  }

  /** The winner was measured on the test data. Empty if the sweep has gone on meanwhile. */
  public List<SweepEvent> tested(WinnerTested measured) {
    return ended != null && tested().isEmpty() && wins(measured) ? List.of(measured) : List.of();
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

  /**
   * Fills free imagined slots before any trial arrives, whether or not the next one has already:
   * what real slots have done by now must not show. For the same reason it plans on while somebody
   * pauses the sweep.
   */
  private List<SweepEvent> dueInOrder() {
    boolean free = imagined.busy() < ((Order.Ordered) spec().order()).window();
    Optional<SweepEvent> next = free ? nextJob() : Optional.empty();
    return next.or(this::arrivalInOrder).or(() -> nothingLeft(imagined.busy() == 0)).stream()
        .toList();
  }

  private Optional<SweepEvent> arrivalInOrder() {
    return imagined
        .first()
        .map(this::trial)
        .filter(trial -> trial.phase == Phase.ARRIVED)
        .map(trial -> arrival(trial, outcome(trial)));
  }

  private Optional<SweepStopping> stopRule() {
    Objective objective = spec().objective();
    Optional<TrialState> best = winner().filter(trial -> objective.reached(trial.counted.loss()));
    if (best.isPresent()) {
      String value = objective.metric() + " " + objective.value(best.get().counted.loss());
      return stopping(Ending.GOAL, "the goal is reached: " + best.get().id + " has " + value);
    }
    if (failed >= stop().failed()) {
      return stopping(Ending.GAVE_UP, failed + " trials failed");
    }
    StopRules.Plateau plateau = stop().plateau();
    if (plateau.trials() > 0 && standstill.trials() >= plateau.trials()) {
      return stopping(
          Ending.FINISHED,
          "the best has not improved by a share of "
              + plateau.improve()
              + " in "
              + standstill.trials()
              + " trials");
    }
    return Optional.empty();
  }

  private static Optional<SweepStopping> stopping(Ending ending, String reason) {
    return Optional.of(new SweepStopping(ending, reason));
  }

  /** Ends the sweep if nothing is under way either. */
  private Optional<SweepStopping> nothingLeft(boolean idle) {
    return idle ? stopping(Ending.FINISHED, whyNothingIsLeft()) : Optional.empty();
  }

  private String whyNothingIsLeft() {
    if (!board.closed() || spec().scheduler().promote(board).isPresent()) {
      return budget() + " for more";
    }
    if (trials.size() >= stop().trials()) {
      return "all " + trials.size() + " trials have ended";
    }
    String after =
        trials.size()
            + " trials"
            + (experience.learned() == 0 ? "" : " and " + experience.learned() + " learned");
    return spec().space().constraints().isEmpty()
        ? "the space is used up after " + after
        : "nothing new that keeps the constraints was found after " + after;
  }

  private String budget() {
    return "the budget of " + stop().epochs() + " epochs leaves no room";
  }

  private TrialJudged judge(TrialState trial) {
    if (trial.outcome instanceof Outcome.EndedEarly early) {
      return new TrialJudged(trial.id, new Verdict.Complete(early.reason()));
    }
    Verdict verdict = spec().scheduler().judge(board, trial.id, trial.bracket, trial.rung);
    boolean stays =
        verdict instanceof Verdict.TrainOn on && !affordable(on.untilEpoch() - trial.epoch);
    return new TrialJudged(trial.id, stays ? unaffordable(verdict) : verdict);
  }

  private Verdict unaffordable(Verdict verdict) {
    return verdict instanceof Verdict.Continue on
        ? new Verdict.Pause(on.standing())
        : new Verdict.Complete(budget() + " for another rung");
  }

  // ---------------------------------------------------------------------------- parts of decisions

  /** Returns the promotion or the new trial that comes next; empty if none may. */
  private Optional<SweepEvent> nextJob() {
    Optional<Promotion> promotion = spec().scheduler().promote(board);
    if (promotion.isPresent()) {
      return promotion.filter(this::affordable).map(this::promoted);
    }
    return board.closed() ? Optional.empty() : spec().scheduler().admit(board).flatMap(this::start);
  }

  private TrialJudged promoted(Promotion promotion) {
    return new TrialJudged(
        promotion.trial(),
        copies()
            .filter(any -> !promotion.standing().passes())
            .<Verdict>map(copies -> copies.exploit(promotion))
            .orElseGet(() -> new Verdict.Promote(promotion.untilEpoch(), promotion.standing())));
  }

  /** Returns who copies whom; empty if trials are no population. */
  private Optional<Copies> copies() {
    return spec().scheduler() instanceof Population population
        ? Optional.of(new Copies(spec(), population, board, trials))
        : Optional.empty();
  }

  private Optional<SweepEvent> start(int bracket) {
    if (!affordable(ladder(bracket).epoch(0))) {
      return Optional.empty();
    }
    TrialId trial = new TrialId(trials.size());
    return Optional.of(
        nextConfiguration(trial)
            .<SweepEvent>map(
                next -> new TrialSuggested(trial, next.configuration(), next.reason(), bracket))
            .orElseGet(SpaceUsedUp::new));
  }

  private Optional<Suggestion> nextConfiguration(TrialId trial) {
    if (givenUsed < given.size()) {
      return Optional.of(new Suggestion(given.get(givenUsed), "given"));
    }
    return spec().sampler().suggest(spec().space(), experience, new Chance(spec().seed(), trial));
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

  private boolean trainsAlone() {
    return running.size() == 1 && trial(running.iterator().next()).alone();
  }

  private SweepEvent arrival(TrialState trial, Outcome outcome) {
    return outcome instanceof Outcome.Failed failure && !revives(outcome)
        ? new TrialFailed(trial.id, failure.kind(), failure.message())
        : new RungReached(trial.id, trial.rung, rungLoss(trial, outcome));
  }

  /** In a population a trial that diverges arrives without a loss, and goes on as a copy. */
  private boolean revives(Outcome outcome) {
    return spec().scheduler() instanceof Population
        && outcome instanceof Outcome.Failed failure
        && failure.kind() == FailureKind.DIVERGED;
  }

  /** A value belongs to a rung only if it was measured at the rung's epoch. */
  private double rungLoss(TrialState trial, Outcome outcome) {
    return outcome instanceof Outcome.Reached reached && reached.epoch() == trial.untilEpoch
        ? spec().objective().loss(reached.report().metrics())
        : Double.NaN;
  }

  private boolean affordable(Promotion promotion) {
    return affordable(promotion.untilEpoch() - promotion.standing().epoch());
  }

  private boolean affordable(int epochs) {
    long limit = stop().epochs();
    return limit == StopRules.UNLIMITED || committedEpochs + epochs <= limit;
  }

  private static boolean trains(TrialState trial, int attempt) {
    return trial.phase == Phase.RUNNING && trial.attempt == attempt;
  }

  private boolean granting() {
    return spec != null && pause == null && stopping == null && ended == null && unjudged == null;
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
    return this;
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

  // ---------------------------------------------------------------------------------- what it says

  /** Returns whether the sweep exists: its first event is folded. */
  public boolean created() {
    return spec != null;
  }

  /**
   * Returns what the sweep was created with, but for a scheduler that was raised, and its shadows.
   *
   * @throws IllegalStateException before the first event
   */
  public SweepSpec spec() {
    if (spec == null) {
      throw new IllegalStateException("no event is folded, the first must create the sweep");
    }
    return spec;
  }

  /** Returns the specification's aims, made and checked once: every arrival asks for them. */
  private Aims aims() {
    if (aims == null) {
      throw new IllegalStateException("no event is folded, the first must create the sweep");
    }
    return aims;
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

  /** Returns whether the sweep waits. */
  public boolean paused() {
    return pause != null;
  }

  /** Returns why the sweep waits, if it does. */
  public Optional<SweepPaused> pause() {
    return Optional.ofNullable(pause);
  }

  /** Returns why the sweep is about to end, if it is. */
  public Optional<SweepStopping> stopping() {
    return Optional.ofNullable(stopping);
  }

  /** Returns how the sweep ended, if it has. */
  public Optional<SweepEnded> ended() {
    return Optional.ofNullable(ended);
  }

  /** Returns what the winner reached on the test data, if this one was measured. */
  public Optional<WinnerTested> tested() {
    return Optional.ofNullable(tested).filter(this::wins);
  }

  private boolean wins(WinnerTested measured) {
    return winner().filter(trial -> trial.id.equals(measured.trial())).isPresent()
        && resultEpoch(measured.trial()) == measured.epoch();
  }

  /** Returns how many epochs are trained, each counted once. */
  public long spentEpochs() {
    return spentEpochs;
  }

  /** Returns how many trials have failed for good. */
  public int failed() {
    return failed;
  }

  /** Returns whether a trial's checkpoints were deleted since it trained last. */
  public boolean dropped(TrialId trial) {
    return trial(trial).dropped;
  }

  /** Returns why a trial trains with less than was suggested; empty if it does not. */
  public String lighter(TrialId trial) {
    return trial(trial).lighter;
  }

  /** Returns the quota of which it was said last that it is too small; 0 for none. */
  long exceededQuota() {
    return exceededQuota;
  }

  /** Returns the trials that a slot trains, by number. */
  public List<TrialId> running() {
    return List.copyOf(running);
  }

  /** Returns the epoch with which a trial's present segment ends. */
  public int untilEpoch(TrialId trial) {
    return trial(trial).untilEpoch;
  }

  /** Returns the epoch that a trial's result belongs to; 0 if it has none. */
  public int resultEpoch(TrialId trial) {
    return spec().objective().use() == Objective.Use.BEST
        ? trial(trial).best.epoch()
        : trial(trial).last.epoch();
  }

  /** Returns the last time that a trial became a copy of another, if it ever did. */
  public Optional<Verdict.Exploit> copied(TrialId trial) {
    return trial(trial).heritage.last();
  }

  /**
   * Returns how the model came about that a trial had after an epoch, the first leg first; a single
   * leg if it was never copied from another.
   */
  public List<Leg> lineage(TrialId trial, int epoch) {
    return trial(trial).heritage.legs(epoch, other -> trial(other).heritage);
  }

  /**
   * Returns the epochs at which somebody may yet copy a trial's model, in order: the model is to be
   * kept as it was then.
   */
  public List<Integer> lent(TrialId trial) {
    return copies().map(copies -> copies.lent(trial(trial))).orElseGet(List::of);
  }

  /** Returns a seed for training a trial: its own, whatever slot or attempt trains it. */
  public long seed(TrialId trial) {
    return new Chance(spec().seed(), trial).seed("training");
  }

  /** Returns every trial, by number. */
  public List<TrialSummary> trials() {
    return trials.stream().map(this::summary).toList();
  }

  /** Returns the trials that have a result, best first, see {@link Score#BEST_FIRST}. */
  public List<TrialSummary> ranking() {
    return results.stream().map(this::summary).toList();
  }

  /** Returns the winner so far; nobody wins who breaks a requirement. */
  public Optional<TrialSummary> best() {
    return winner().map(this::summary);
  }

  private Optional<TrialState> winner() {
    return results.stream().findFirst().filter(trial -> trial.result.kept());
  }

  /** Returns one trial. */
  public TrialSummary summary(TrialId id) {
    return summary(trial(id));
  }

  private TrialSummary summary(TrialState trial) {
    int result = resultEpoch(trial.id);
    return new TrialSummary(
        trial.id,
        trial.heritage.at(result == 0 ? Integer.MAX_VALUE : result),
        trial.origin,
        trial.bracket,
        trial.rung,
        trial.phase,
        trial.attempt,
        trial.slot,
        trial.epoch,
        trial.untilEpoch,
        trial.best,
        trial.counted,
        trial.result,
        trial.note);
  }

  /** Returns how many trials have been suggested. */
  public int size() {
    return trials.size();
  }

  /** Returns what the sweep has learned from others, in the order in which it names them. */
  public List<TrialsLearned> lessons() {
    return List.copyOf(lessons);
  }

  /** Returns what samplers learn from. For reading: only the fold changes it. */
  public History history() {
    return experience;
  }

  /**
   * Returns what a trial began with: what was suggested or, once it has told its losses, the less
   * that it trained with. It may have become a copy of another since.
   */
  public Configuration configuration(TrialId trial) {
    return trial(trial).told;
  }

  /** Returns the last epoch that a trial trained before it became a copy of another. */
  int epochsBeforeCopies(TrialId trial) {
    return trial(trial).heritage.firstCopied();
  }

  private TrialState trial(SweepEvent event, TrialId id) {
    require(event, id.number() < trials.size(), "a trial is suggested first");
    return trials.get(id.number());
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

  private static Optional<Report> report(Outcome outcome) {
    if (outcome instanceof Outcome.Reached reached) {
      return Optional.of(reached.report());
    }
    return outcome instanceof Outcome.EndedEarly early
        ? Optional.of(early.report())
        : Optional.empty();
  }

  private static Outcome outcome(TrialState trial) {
    if (trial.outcome == null) {
      throw new IllegalStateException(trial.id + " has arrived without an outcome");
    }
    return trial.outcome;
  }
}

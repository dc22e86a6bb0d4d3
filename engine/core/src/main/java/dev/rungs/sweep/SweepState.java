package dev.rungs.sweep;

import dev.rungs.sample.History;
import dev.rungs.schedule.Board;
import dev.rungs.schedule.Raise;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepForked;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.trial.Best;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Score;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A sweep: the fold over its {@link SweepEvent}s, and the only place where its rules live.
 *
 * <p>Two kinds of method. Those that answer what follows from something that happened ({@link
 * #offer}, {@link #segmentEnded}, ...) or from the state alone ({@link #due}) return events and
 * change nothing. {@link #apply} folds an event and decides nothing. Whoever drives a sweep
 * persists the events of one answer together, folds them, and asks {@link #due} until nothing is;
 * only then does it offer slots. Behind it {@link Fold} changes and decides nothing, {@link
 * Decisions} decide and change nothing.
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

  private final Fold fold = new Fold();
  private final Decisions decisions = new Decisions(fold);

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
    for (TrialId id : fold.running) {
      TrialState trial = fold.trial(id);
      int epoch = Math.max(trial.epoch, recorded.getOrDefault(id, 0));
      open.addAll(
          decisions.ended(
              trial, new Outcome.Failed(epoch, FailureKind.CRASHED, CRASH), trial.newBest));
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
    for (TrialId id : fold.running) {
      TrialState trial = fold.trial(id);
      fork.addAll(decisions.ended(trial, new Outcome.Interrupted(trial.epoch), trial.newBest));
    }
    return fork;
  }

  /**
   * A slot is free: what follows from that. A segment granted to it; or the decision which trial is
   * next, then the slot is to be offered again; or nothing, then it has to wait.
   */
  public List<SweepEvent> offer(int slot) {
    return decisions.offer(slot);
  }

  /**
   * A segment is over. Empty if its attempt is fenced: it was given up, another one is granted.
   *
   * @throws IllegalArgumentException if the trial is unknown or trained beyond the segment's end
   */
  public List<SweepEvent> segmentEnded(TrialId trial, int attempt, Outcome outcome, Best best) {
    TrialState state = fold.trial(trial);
    if (!trains(state, attempt)) {
      return List.of();
    }
    if (outcome.epoch() > state.untilEpoch) {
      throw new IllegalArgumentException(
          trial + " is at epoch " + outcome.epoch() + ", must be at most " + state.untilEpoch);
    }
    var events = new ArrayList<SweepEvent>();
    if (fold.unjudged != null) {
      events.add(decisions.judge(fold.trial(fold.unjudged))); // its turn was before this one's
    }
    events.addAll(decisions.ended(state, outcome, best));
    return events;
  }

  /** A slot has not been heard of for longer than its lease. */
  public List<SweepEvent> leaseLost(TrialId trial, int attempt, String why) {
    TrialState state = fold.trial(trial);
    return trains(state, attempt)
        ? decisions.ended(
            state, new Outcome.Failed(state.epoch, FailureKind.LOST, why), state.newBest)
        : List.of();
  }

  private static boolean trains(TrialState trial, int attempt) {
    return trial.phase == Phase.RUNNING && trial.attempt == attempt;
  }

  /**
   * Somebody wants a configuration tried.
   *
   * @throws IllegalArgumentException naming everything wrong with it, or why none is taken any more
   */
  public List<SweepEvent> enqueue(Configuration configuration) {
    Configuration complete = spec().space().complete(configuration);
    if (fold.ended != null || fold.stopping != null) {
      throw new IllegalArgumentException(
          "the sweep takes no further trial: it "
              + (fold.ended == null ? "is ending" : "has ended"));
    }
    int waiting = fold.given.size() - fold.givenUsed;
    if (fold.trials.size() + waiting >= stop().trials()) {
      throw new IllegalArgumentException(
          "the sweep takes no further trial: "
              + fold.trials.size()
              + " have started and "
              + waiting
              + " wait, must be fewer than "
              + stop().trials());
    }
    return List.of(new ConfigurationEnqueued(complete));
  }

  /** The sweep shall wait. */
  public List<SweepEvent> pause(Pauser by, String reason) {
    return paused() || fold.ended != null ? List.of() : List.of(new SweepPaused(reason, by));
  }

  /** The sweep may go on, as far as that one is concerned. */
  public List<SweepEvent> resume(Pauser by) {
    boolean may = fold.pause != null && (by == Pauser.USER || by == fold.pause.by());
    return may && fold.ended == null ? List.of(new SweepResumed()) : List.of();
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
    return limit.isZero()
            || time.compareTo(limit) < 0
            || fold.stopping != null
            || fold.ended != null
        ? List.of()
        : List.of(new SweepStopping(Ending.FINISHED, "its time is up (" + limit + ")"));
  }

  /** The winner was measured on the test data. Empty if the sweep has gone on meanwhile. */
  public List<SweepEvent> tested(WinnerTested measured) {
    return fold.ended != null && tested().isEmpty() && fold.wins(measured)
        ? List.of(measured)
        : List.of();
  }

  // ------------------------------------------------------------ what follows from the state alone

  /** Returns the next decisions that follow from the state alone; empty when nothing is due. */
  public List<SweepEvent> due() {
    return decisions.due();
  }

  // -------------------------------------------------------------------------------------- the fold

  /**
   * Folds one event.
   *
   * @throws InvariantBreach if it cannot have happened after those before it
   */
  public SweepState apply(SweepEvent event) {
    fold.apply(event);
    return this;
  }

  // ---------------------------------------------------------------------------------- what it says

  /** Returns whether the sweep exists: its first event is folded. */
  public boolean created() {
    return fold.created();
  }

  /**
   * Returns what the sweep was created with, but for a scheduler that was raised, and its shadows.
   *
   * @throws IllegalStateException before the first event
   */
  public SweepSpec spec() {
    return fold.spec();
  }

  /** Returns the limits in force. */
  public StopRules stop() {
    return fold.stop();
  }

  /** Returns how many events are folded. */
  public long events() {
    return fold.events;
  }

  /** Returns who arrived where. For reading: only {@link #apply} changes it. */
  public Board board() {
    return fold.board;
  }

  /** Returns whether the sweep waits. */
  public boolean paused() {
    return fold.pause != null;
  }

  /** Returns why the sweep waits, if it does. */
  public Optional<SweepPaused> pause() {
    return Optional.ofNullable(fold.pause);
  }

  /** Returns why the sweep is about to end, if it is. */
  public Optional<SweepStopping> stopping() {
    return Optional.ofNullable(fold.stopping);
  }

  /** Returns how the sweep ended, if it has. */
  public Optional<SweepEnded> ended() {
    return Optional.ofNullable(fold.ended);
  }

  /** Returns what the winner reached on the test data, if this one was measured. */
  public Optional<WinnerTested> tested() {
    return fold.tested();
  }

  /** Returns how many epochs are trained, each counted once. */
  public long spentEpochs() {
    return fold.spentEpochs;
  }

  /** Returns how many trials have failed for good. */
  public int failed() {
    return fold.failed;
  }

  /** Returns whether a trial's checkpoints were deleted since it trained last. */
  public boolean dropped(TrialId trial) {
    return fold.trial(trial).dropped;
  }

  /** Returns why a trial trains with less than was suggested; empty if it does not. */
  public String lighter(TrialId trial) {
    return fold.trial(trial).lighter;
  }

  /** Returns the quota of which it was said last that it is too small; 0 for none. */
  long exceededQuota() {
    return fold.exceededQuota;
  }

  /** Returns the trials that a slot trains, by number. */
  public List<TrialId> running() {
    return List.copyOf(fold.running);
  }

  /** Returns the epoch with which a trial's present segment ends. */
  public int untilEpoch(TrialId trial) {
    return fold.trial(trial).untilEpoch;
  }

  /** Returns the epoch that a trial's result belongs to; 0 if it has none. */
  public int resultEpoch(TrialId trial) {
    return fold.resultEpoch(trial);
  }

  /** Returns the last time that a trial became a copy of another, if it ever did. */
  public Optional<Verdict.Exploit> copied(TrialId trial) {
    return fold.trial(trial).heritage.last();
  }

  /**
   * Returns how the model came about that a trial had after an epoch, the first leg first; a single
   * leg if it was never copied from another.
   */
  public List<Leg> lineage(TrialId trial, int epoch) {
    return fold.trial(trial).heritage.legs(epoch, other -> fold.trial(other).heritage);
  }

  /**
   * Returns the epochs at which somebody may yet copy a trial's model, in order: the model is to be
   * kept as it was then.
   */
  public List<Integer> lent(TrialId trial) {
    return fold.copies().map(copies -> copies.lent(fold.trial(trial))).orElseGet(List::of);
  }

  /** Returns a seed for training a trial: its own, whatever slot or attempt trains it. */
  public long seed(TrialId trial) {
    return fold.seed(trial);
  }

  /** Returns every trial, by number. */
  public List<TrialSummary> trials() {
    return fold.trials.stream().map(this::summary).toList();
  }

  /** Returns the trials that have a result, best first, see {@link Score#BEST_FIRST}. */
  public List<TrialSummary> ranking() {
    return fold.results.stream().map(this::summary).toList();
  }

  /** Returns the winner so far; nobody wins who breaks a requirement. */
  public Optional<TrialSummary> best() {
    return fold.winner().map(this::summary);
  }

  /** Returns one trial. */
  public TrialSummary summary(TrialId id) {
    return summary(fold.trial(id));
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
    return fold.trials.size();
  }

  /** Returns what the sweep has learned from others, in the order in which it names them. */
  public List<TrialsLearned> lessons() {
    return List.copyOf(fold.lessons);
  }

  /** Returns what samplers learn from. For reading: only {@link #apply} changes it. */
  public History history() {
    return fold.experience;
  }

  /**
   * Returns what a trial began with: what was suggested or, once it has told its losses, the less
   * that it trained with. It may have become a copy of another since.
   */
  public Configuration configuration(TrialId trial) {
    return fold.trial(trial).told;
  }

  /** Returns the last epoch that a trial trained before it became a copy of another. */
  int epochsBeforeCopies(TrialId trial) {
    return fold.trial(trial).heritage.firstCopied();
  }
}

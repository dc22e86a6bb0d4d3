package dev.rungs.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.rungs.actors.journal.Chain;
import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.Mark;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.TrialEvent;
import dev.rungs.sweep.TrialEvent.AttemptEnded;
import dev.rungs.sweep.TrialEvent.AttemptStarted;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.sweep.TrialLog;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The durable truth about one trial: attempts, epochs, checkpoints. It journals what its slot
 * sends, many epochs in one event, acknowledges after the commit, and passes epochs on to the
 * sweep.
 *
 * <p>Messages of an attempt that is not the last are ignored: a newer one fences it.
 */
public final class TrialActor
    extends EventSourcedBehavior<TrialActor.Command, Journaled<TrialEvent>, TrialLog> {

  /** What a trial is told. */
  public sealed interface Command {}

  /** The sweep has granted a segment to a slot. */
  record Begin(Grant grant, int slot, ActorRef<SlotActor.Command> trainer) implements Command {}

  /** The slot has trained epochs that are not acknowledged yet. */
  record Reported(int attempt, List<Report> reports) implements Command {}

  /** Another trial is to go on with this one's model after an epoch, and asks for it. */
  record Lend(TrialId borrower, int attempt, int epoch) implements Command {}

  /** The checkpoint that an attempt of this trial is to copy: none if its source has none. */
  record Lent(int attempt, List<CheckpointSaved> checkpoint) implements Command {}

  /** The slot has made the trial's copy of another one's model. */
  record Copied(CheckpointCopied copy) implements Command {}

  /** The slot has saved the model in the middle of a segment. */
  record Saved(CheckpointSaved checkpoint) implements Command {}

  /** The slot's segment is over. Repeated until the sweep has let the slot go. */
  record Ended(int attempt, Outcome outcome, List<CheckpointSaved> checkpoint) implements Command {}

  /** The sweep wants the winner's model: the slot gets what it needs to make it again. */
  record Realise(Grant grant, double loss, ActorRef<SlotActor.Command> trainer)
      implements Command {}

  /** The trial will not train again. */
  enum Close implements Command {
    INSTANCE
  }

  private enum Flush implements Command {
    INSTANCE
  }

  /** Epochs wait at most so long for others to be journalled with. */
  static final Duration FLUSH_AFTER = Duration.ofMillis(250);

  /** As many epochs are journalled at once at most. */
  static final int CHUNK = 64;

  private final TrialId trial;
  private final ActorContext<Command> context;
  private final ActorRef<SweepActor.Word> sweep;
  private final TrialDirectory trials;
  private final TimerScheduler<Command> timers;
  private final Clock clock;
  private final Chain<TrialEvent> chain;

  private final List<Report> waiting = new ArrayList<>();
  private @Nullable Begin begun;

  static Behavior<Command> create(
      String sweepId,
      TrialId trial,
      ActorRef<SweepActor.Word> sweep,
      TrialDirectory trials,
      Clock clock,
      Mark mark) {
    PersistenceId id = persistenceId(sweepId, trial);
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(
                timers -> new TrialActor(id, trial, context, sweep, trials, timers, clock, mark)));
  }

  /** Returns where the journal keeps the trial's events. */
  public static PersistenceId persistenceId(String sweepId, TrialId trial) {
    return PersistenceId.of("trial", sweepId + "/" + trial);
  }

  private TrialActor(
      PersistenceId id,
      TrialId trial,
      ActorContext<Command> context,
      ActorRef<SweepActor.Word> sweep,
      TrialDirectory trials,
      TimerScheduler<Command> timers,
      Clock clock,
      Mark mark) {
    super(
        id,
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.2));
    this.trial = trial;
    this.context = context;
    this.sweep = sweep;
    this.trials = trials;
    this.timers = timers;
    this.clock = clock;
    this.chain = new Chain<>(SweepJournal.CODEC, TrialEvent.class, id.id(), mark);
  }

  @Override
  public EventAdapter<Journaled<TrialEvent>, ?> eventAdapter() {
    return chain;
  }

  @Override
  public TrialLog emptyState() {
    return TrialLog.EMPTY;
  }

  @Override
  public CommandHandler<Command, Journaled<TrialEvent>, TrialLog> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Begin.class, this::onBegin)
        .onCommand(Lend.class, this::onLend)
        .onCommand(Lent.class, this::onLent)
        .onCommand(Copied.class, this::onCopied)
        .onCommand(Reported.class, this::onReported)
        .onCommand(Saved.class, this::onSaved)
        .onCommand(Ended.class, this::onEnded)
        .onCommand(Realise.class, this::onRealise)
        .onCommand(Flush.class, (log, flush) -> flush(log))
        .onCommand(Close.class, (log, close) -> Effect().stop())
        .build();
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onBegin(TrialLog log, Begin begin) {
    Grant grant = begin.grant();
    boolean again = grant.attempt() == log.attempt() && log.ended().isEmpty();
    if (grant.attempt() <= log.attempt() && !again) {
      return Effect().none();
    }
    begun = begin;
    waiting.clear();
    if (again) { // The slot never heard of it: the journal failed in between.
      train(begin, log);
      return Effect().none();
    }
    // Training need not wait for the commit: the sweep has journalled the attempt already, and what
    // the slot reports is journalled after it.
    var started = new AttemptStarted(grant.attempt(), begin.slot(), grant.untilEpoch());
    train(begin, log.apply(started));
    return Effect().persist(now(started)).thenRun(chain::committed);
  }

  /**
   * Lets the slot train; if it is to begin with a copy, the source is asked for its model first.
   */
  private void train(Begin begin, TrialLog log) {
    Grant grant = begin.grant();
    Optional<Leg> origin = grant.lineage().origin();
    if (origin.isEmpty() || grant.lineage().begunIn(log)) {
      begin.trainer().tell(new SlotActor.Train(grant, log));
    } else {
      trials.tell(origin.get().trial(), new Lend(trial, grant.attempt(), origin.get().until()));
    }
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onLend(TrialLog log, Lend lend) {
    List<CheckpointSaved> checkpoint = log.rung(lend.epoch()).stream().toList();
    trials.tell(lend.borrower(), new Lent(lend.attempt(), checkpoint));
    return Effect().none();
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onLent(TrialLog log, Lent lent) {
    if (begun != null && begun.grant().attempt() == lent.attempt() && log.ended().isEmpty()) {
      Grant grant = begun.grant().copying(lent.checkpoint());
      begun.trainer().tell(new SlotActor.Train(grant, log));
    }
    return Effect().none();
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onCopied(TrialLog log, Copied copied) {
    CheckpointCopied copy = copied.copy();
    if (fenced(log, copy.attempt()) || log.holds(copy.source(), copy.epoch())) {
      return Effect().none();
    }
    return Effect().persist(now(copy)).thenRun(chain::committed);
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onReported(TrialLog log, Reported reported) {
    if (fenced(log, reported.attempt())) {
      return Effect().none();
    }
    int last = waiting.isEmpty() ? log.epoch() : waiting.get(waiting.size() - 1).epoch();
    for (Report report : reported.reports()) {
      if (report.epoch() == last + 1) {
        waiting.add(report);
        last++;
      }
    }
    if (waiting.isEmpty()) {
      acknowledge(log);
      return Effect().none();
    }
    if (waiting.size() >= CHUNK) {
      return flush(log);
    }
    if (!timers.isTimerActive(Flush.INSTANCE)) {
      timers.startSingleTimer(Flush.INSTANCE, FLUSH_AFTER);
    }
    return Effect().none();
  }

  private Effect<Journaled<TrialEvent>, TrialLog> flush(TrialLog log) {
    List<Journaled<TrialEvent>> events = take(log);
    return events.isEmpty()
        ? Effect().none()
        : Effect().persist(events).thenRun(recorded -> published(recorded, events));
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onSaved(TrialLog log, Saved saved) {
    if (fenced(log, saved.checkpoint().attempt())) {
      return Effect().none();
    }
    List<Journaled<TrialEvent>> events = take(log);
    events.add(now(saved.checkpoint()));
    return Effect().persist(events).thenRun(recorded -> published(recorded, events));
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onEnded(TrialLog log, Ended over) {
    if (begun == null || fenced(log, over.attempt())) {
      return Effect().none();
    }
    ActorRef<SlotActor.Command> slot = begun.trainer();
    if (!log.ended().isEmpty()) {
      return Effect().none().thenRun(same -> tellSweep(log, slot));
    }
    List<Journaled<TrialEvent>> events = take(log);
    over.checkpoint().forEach(checkpoint -> events.add(now(checkpoint)));
    events.add(now(new AttemptEnded(over.attempt(), recorded(log, events, over.outcome()))));
    return Effect()
        .persist(events)
        .thenRun(
            ended -> {
              published(ended, events);
              tellSweep(ended, slot);
            });
  }

  private Effect<Journaled<TrialEvent>, TrialLog> onRealise(TrialLog log, Realise realise) {
    realise.trainer().tell(new SlotActor.Realise(realise.grant(), realise.loss(), log));
    return Effect().none();
  }

  @Override
  public EventHandler<TrialLog, Journaled<TrialEvent>> eventHandler() {
    return (log, journaled) -> log.apply(journaled.event());
  }

  @Override
  public SignalHandler<TrialLog> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, this::onRecoveryFailed)
        .build();
  }

  /** A grant that could not be journalled before this actor restarted is taken up again. */
  private void onRecovered(TrialLog log) {
    chain.recovered(lastSequenceNumber(context));
    if (begun != null && begun.grant().attempt() > log.attempt()) {
      context.getSelf().tell(begun);
    }
  }

  /** An outage passes; a journal that cannot be believed stays so. */
  private void onRecoveryFailed(TrialLog log, RecoveryFailed failure) {
    if (failure.getFailure() instanceof JournalException refused) {
      sweep.tell(new SweepActor.JournalRefused(String.valueOf(refused.getMessage())));
    }
  }

  /** Takes what waits as an event, in a list that may grow. */
  private List<Journaled<TrialEvent>> take(TrialLog log) {
    var events = new ArrayList<Journaled<TrialEvent>>();
    if (begun != null) {
      Grant grant = begun.grant();
      log.record(waiting, grant.aims(), grant.patience())
          .ifPresent(event -> events.add(now(event)));
    }
    waiting.clear();
    timers.cancel(Flush.INSTANCE);
    return events;
  }

  private void published(TrialLog log, List<Journaled<TrialEvent>> events) {
    chain.committed();
    for (Journaled<TrialEvent> journaled : events) {
      if (journaled.event() instanceof EpochsReported epochs) {
        sweep.tell(new SweepActor.Trained(trial, epochs.attempt(), epochs.reports()));
        acknowledge(log);
      }
    }
  }

  private void acknowledge(TrialLog log) {
    if (begun != null) {
      begun.trainer().tell(new SlotActor.Acknowledged(trial, log.attempt(), log.epoch()));
    }
  }

  private void tellSweep(TrialLog log, ActorRef<SlotActor.Command> slot) {
    Outcome outcome = log.ended().get(0);
    sweep.tell(new SweepActor.SegmentDone(trial, log.attempt(), outcome, log.curve().best(), slot));
  }

  /**
   * An epoch counts once: if it was recorded by an earlier attempt, what was recorded then is what
   * the segment ended with.
   */
  private static Outcome recorded(
      TrialLog log, List<Journaled<TrialEvent>> events, Outcome outcome) {
    TrialLog with = log;
    for (Journaled<TrialEvent> journaled : events) {
      with = with.apply(journaled.event());
    }
    Optional<Report> last = with.last();
    if (outcome instanceof Outcome.Reached reached) {
      return new Outcome.Reached(same(reached.report(), last));
    }
    return outcome;
  }

  private static Report same(Report measured, Optional<Report> recorded) {
    return recorded.filter(report -> report.epoch() == measured.epoch()).orElse(measured);
  }

  private static boolean fenced(TrialLog log, int attempt) {
    return attempt != log.attempt();
  }

  private Journaled<TrialEvent> now(TrialEvent event) {
    return new Journaled<>(clock.millis(), event);
  }
}

package dev.rungs.actors;

import static java.util.function.Predicate.not;
import static java.util.stream.Collectors.toMap;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.SupervisorStrategy;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import akka.pattern.StatusReply;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.RecoveryCompleted;
import akka.persistence.typed.RecoveryFailed;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.Effect;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import akka.persistence.typed.javadsl.SignalHandler;
import dev.rungs.actors.Leases.Lease;
import dev.rungs.actors.journal.Chain;
import dev.rungs.actors.journal.JournalException;
import dev.rungs.actors.journal.Journaled;
import dev.rungs.actors.journal.Marks;
import dev.rungs.actors.journal.SweepJournal;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.actors.slot.Lineage;
import dev.rungs.schedule.Population;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.Pauser;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Best;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One sweep, event sourced: the scheduler of its trials. All rules are in {@link SweepState}; this
 * class carries its decisions: persists them first, then sends the grants and revocations that
 * follow, and watches the leases of what it granted.
 *
 * <p>A slot offers itself when it is free and gets a segment when there is one, decided at that
 * moment. A grant whose slot is not heard of for {@link Timing#lease} is void; the trial goes on
 * elsewhere under a higher attempt.
 */
public final class SweepActor
    extends EventSourcedBehavior<SweepActor.Command, Journaled<SweepEvent>, SweepLog> {

  /** What a sweep is told. */
  public sealed interface Command {}

  /** What slots and trials tell it, through a {@link Gatherer}. */
  sealed interface Word extends Gatherer.Command {}

  /** What was said since it was ready last. */
  record Heard(List<Word> words, ActorRef<Gatherer.Ready> replyTo) implements Command {}

  /** Somebody wants the sweep to run in this process: creates it, or goes on with it. */
  record Open(SweepSpec spec, List<TrialsLearned> lessons, ActorRef<StatusReply<Done>> replyTo)
      implements Command {}

  /** A slot is free. Repeated while it is. */
  record Offer(int slot, ActorRef<SlotActor.Command> trainer) implements Word {}

  /** A slot is gone for good; it trains nothing. */
  record Withdraw(int slot) implements Word {}

  /** A slot cannot work: its device is not to be had. */
  record SlotBroken(int slot, String message) implements Word {}

  /** A slot still trains what it was granted. */
  record Beat(TrialId trial, int attempt, int slot, ActorRef<SlotActor.Command> trainer)
      implements Word {}

  /** A trial has journalled epochs. */
  record Trained(TrialId trial, int attempt, List<Report> reports) implements Word {}

  /** A trial has journalled the end of its segment. Repeated until the slot is released. */
  record SegmentDone(
      TrialId trial, int attempt, Outcome outcome, Best best, ActorRef<SlotActor.Command> trainer)
      implements Word {}

  /** The winner's model is made and measured. */
  record WinnerDone(WinnerTested tested) implements Word {}

  /** The winner's model cannot be made; the sweep's result stands without it. */
  record WinnerFailed(String message) implements Word {}

  /** Train nothing until {@link Resume}. */
  record Pause(String reason, ActorRef<StatusReply<Done>> replyTo) implements Command {}

  record Resume(ActorRef<StatusReply<Done>> replyTo) implements Command {}

  record Enqueue(Configuration configuration, ActorRef<StatusReply<Done>> replyTo)
      implements Command {}

  record ChangeStop(StopRules stop, ActorRef<StatusReply<Done>> replyTo) implements Command {}

  /** Train further: a scheduler that may take over. */
  record Raise(Scheduler scheduler, ActorRef<StatusReply<Done>> replyTo) implements Command {}

  /** Let every slot save its model and go, then say so; the sweep can be opened again. */
  record Drain(ActorRef<Notice> replyTo) implements Command {}

  record Subscribe(ActorRef<SweepUpdate> subscriber) implements Command {}

  /** The checkpoints of a trial are deleted, as far as they can be. */
  record Discarded(TrialId trial) implements Command {}

  /** What a trial's journal holds cannot be believed. */
  record JournalRefused(String message) implements Word {}

  private enum Due implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  /** What a sweep tells the one that runs it. */
  sealed interface Notice {}

  /** The sweep has ended and its winner, if any, is made; or nothing trains any more. */
  record Finished(SweepResult result) implements Notice {}

  /** A slot cannot work. */
  record Broken(String message) implements Notice {}

  /** What outlives a restart of this actor in the same process. */
  private static final class Session {
    final Set<ActorRef<SweepUpdate>> subscribers = new HashSet<>();
    final Set<TrialId> deleting = new HashSet<>();
    @Nullable ActorRef<Notice> draining;
    @Nullable ActorRef<Gatherer.Ready> gatherer;
    boolean opened;
    boolean finished;
  }

  /**
   * What a sweep needs of the world.
   *
   * @param store where the trials' slots save
   * @param recorded reads from the journal how many epochs of a trial are recorded
   */
  record Surroundings(
      String id,
      TrialDirectory trials,
      ActorRef<Discarder.Command> discarder,
      ActorRef<Notice> parent,
      CheckpointStore store,
      CheckpointQuota quota,
      DiskGuard disk,
      ToIntFunction<TrialId> recorded,
      Timing timing,
      Clock clock,
      Marks marks) {}

  /** How far the journal has come survives the machine after so much time at most. */
  private static final Duration MARK = Duration.ofSeconds(5);

  private final String id;
  private final ActorContext<Command> context;
  private final Surroundings around;
  private final TimerScheduler<Command> timers;
  private final TrialDirectory trials;
  private final ActorRef<Discarder.Command> discarder;
  private final ActorRef<Notice> parent;
  private final Timing timing;
  private final Clock clock;
  private final Marks marks;
  private final Chain<SweepEvent> chain;

  private final Leases leases;

  /** What is folded already, and on its way into the journal. */
  private final Queue<Journaled<SweepEvent>> ahead = new ArrayDeque<>();

  /** Those that will never train again, while their checkpoints may be there. */
  private final Set<TrialId> over = new HashSet<>();

  /** Grants to trials whose old checkpoints are being deleted. */
  private final Map<TrialId, SegmentGranted> heldBack = new HashMap<>();

  private final Session session;
  private boolean realising;
  private long lastTick;
  private long lastMark = System.nanoTime();

  static Behavior<Command> create(Surroundings around) {
    var session = new Session();
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new SweepActor(around, context, timers, session)));
  }

  /** Returns where the journal keeps the sweep's events. */
  public static PersistenceId persistenceId(String id) {
    return PersistenceId.of("sweep", id);
  }

  private SweepActor(
      Surroundings around,
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Session session) {
    super(
        persistenceId(around.id()),
        SupervisorStrategy.restartWithBackoff(Duration.ofMillis(200), Duration.ofSeconds(2), 0.2));
    this.around = around;
    this.id = around.id();
    this.context = context;
    this.timers = timers;
    this.trials = around.trials();
    this.discarder = around.discarder();
    this.parent = around.parent();
    this.timing = around.timing();
    this.clock = around.clock();
    this.marks = around.marks();
    this.chain =
        new Chain<>(SweepJournal.CODEC, SweepEvent.class, persistenceId(id).id(), marks.sweep());
    this.leases = new Leases(context.getSystem().deadLetters().unsafeUpcast(), System::nanoTime);
    this.session = session;
  }

  @Override
  public EventAdapter<Journaled<SweepEvent>, ?> eventAdapter() {
    return chain;
  }

  @Override
  public SweepLog emptyState() {
    return new SweepLog();
  }

  @Override
  public CommandHandler<Command, Journaled<SweepEvent>, SweepLog> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(Open.class, this::onOpen)
        .onCommand(Heard.class, this::onHeard)
        .onCommand(Pause.class, this::onPause)
        .onCommand(Resume.class, this::onResume)
        .onCommand(Enqueue.class, this::onEnqueue)
        .onCommand(ChangeStop.class, this::onChangeStop)
        .onCommand(Raise.class, this::onRaise)
        .onCommand(Drain.class, this::onDrain)
        .onCommand(Subscribe.class, this::onSubscribe)
        .onCommand(Discarded.class, this::onDiscarded)
        .onCommand(Due.class, this::onDue)
        .onCommand(Tick.class, this::onTick)
        .build();
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onOpen(SweepLog log, Open open) {
    SweepState state = log.state();
    if (state.created()) {
      Optional<String> difference = Difference.between(state.spec(), open.spec());
      if (difference.isPresent()) {
        open.replyTo().tell(StatusReply.error(difference.get()));
        return Effect().none();
      }
    }
    session.opened = true;
    Runnable opened = () -> open.replyTo().tell(StatusReply.ack());
    if (!state.created()) {
      var created = new ArrayList<>(SweepState.create(open.spec(), open.lessons()));
      created.add(new SweepEvent.SweepOpened());
      return persist(stamped(created), 1, opened);
    }
    var events = new ArrayList<SweepEvent>();
    var change = new ArrayList<>(state.change(open.spec().stop()));
    change.addAll(state.raise(open.spec().scheduler(), open.spec().shadows()));
    if (state.ended().isEmpty() || !change.isEmpty()) {
      events.addAll(state.open(recorded(state)));
      events.addAll(change);
    }
    return decide(
        log,
        events,
        () -> {
          opened.run();
          context.getSelf().tell(Due.INSTANCE);
        });
  }

  /** What was in flight when the last process ended may have got further than the sweep heard. */
  private Map<TrialId, Integer> recorded(SweepState state) {
    return state.running().stream().collect(toMap(trial -> trial, around.recorded()::applyAsInt));
  }

  /** Takes note of all that was said while the state is the journal's, and only then decides. */
  private Effect<Journaled<SweepEvent>, SweepLog> onHeard(SweepLog log, Heard heard) {
    session.gatherer = heard.replyTo();
    heard.words().forEach(word -> note(log, word));
    long first = log.state().events() + 1;
    heard.words().forEach(word -> foldAhead(log, follows(log.state(), word)));
    Runnable after =
        () -> {
          heard.words().forEach(SweepActor::release);
          heard.replyTo().tell(Gatherer.Ready.INSTANCE);
        };
    return ahead.isEmpty() ? settle(log, after) : commit(first, after);
  }

  private void note(SweepLog log, Word word) {
    if (word instanceof Offer offer) {
      leases
          .offered(offer.slot(), offer.trainer())
          .ifPresent(trial -> grantAgain(log.state(), trial, offer));
    } else if (word instanceof Withdraw withdraw) {
      leases.withdrawn(withdraw.slot());
    } else if (word instanceof SlotBroken broken) {
      leases.withdrawn(broken.slot());
      parent.tell(new Broken(broken.message()));
    } else if (word instanceof Beat beat) {
      onBeat(log.state(), beat);
    } else if (word instanceof Trained trained) {
      publish(new SweepUpdate.Trained(trained.trial(), trained.attempt(), trained.reports()));
    } else if (word instanceof WinnerDone) {
      realising = false;
    } else if (word instanceof WinnerFailed failure) {
      onWinnerFailed(log, failure);
    } else if (word instanceof JournalRefused refused) {
      parent.tell(new Broken(refused.message()));
    }
  }

  private static List<SweepEvent> follows(SweepState state, Word word) {
    if (word instanceof SegmentDone done) {
      return state.segmentEnded(done.trial(), done.attempt(), done.outcome(), done.best());
    }
    return word instanceof WinnerDone done ? state.tested(done.tested()) : List.of();
  }

  private static void release(Word word) {
    if (word instanceof SegmentDone done) {
      done.trainer().tell(new SlotActor.Released(done.trial(), done.attempt()));
    }
  }

  private void grantAgain(SweepState state, TrialId trial, Offer offer) {
    if (session.deleting.contains(trial)) {
      return; // The slot offers itself again.
    }
    int attempt = state.summary(trial).attempt();
    leases.hold(trial, attempt, offer.slot(), offer.trainer());
    send(state, trial, attempt, state.untilEpoch(trial));
  }

  private void onBeat(SweepState state, Beat beat) {
    boolean valid = isRunning(state, beat.trial(), beat.attempt());
    if (valid) {
      leases.hold(beat.trial(), beat.attempt(), beat.slot(), beat.trainer());
      if (session.draining != null || state.paused() || state.stopping().isPresent()) {
        beat.trainer().tell(new SlotActor.Revoke(beat.trial(), beat.attempt()));
      }
    }
    beat.trainer().tell(new SlotActor.Leased(beat.trial(), beat.attempt(), valid));
  }

  private void onWinnerFailed(SweepLog log, WinnerFailed failure) {
    realising = false;
    context.getLog().warn("the winner of [{}] was not made: {}", id, failure.message());
    finish(log);
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onDiscarded(SweepLog log, Discarded discarded) {
    session.deleting.remove(discarded.trial());
    SegmentGranted granted = heldBack.remove(discarded.trial());
    if (granted != null && isRunning(log.state(), granted.trial(), granted.attempt())) {
      begin(log.state(), granted);
    }
    return onDue(log, Due.INSTANCE);
  }

  private static boolean isRunning(SweepState state, TrialId trial, int attempt) {
    return state.created()
        && state.running().contains(trial)
        && state.summary(trial).attempt() == attempt;
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onPause(SweepLog log, Pause pause) {
    return decide(
        log,
        log.state().pause(Pauser.USER, pause.reason()),
        () -> pause.replyTo().tell(StatusReply.ack()));
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onResume(SweepLog log, Resume resume) {
    return decide(
        log, log.state().resume(Pauser.USER), () -> resume.replyTo().tell(StatusReply.ack()));
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onEnqueue(SweepLog log, Enqueue enqueue) {
    List<SweepEvent> events;
    try {
      events = log.state().enqueue(enqueue.configuration());
    } catch (IllegalArgumentException e) {
      enqueue.replyTo().tell(StatusReply.error(String.valueOf(e.getMessage())));
      return Effect().none();
    }
    return decide(log, events, () -> enqueue.replyTo().tell(StatusReply.ack()));
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onChangeStop(SweepLog log, ChangeStop change) {
    return decide(
        log, log.state().change(change.stop()), () -> change.replyTo().tell(StatusReply.ack()));
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onRaise(SweepLog log, Raise raise) {
    List<SweepEvent> events;
    try {
      events = log.state().raise(raise.scheduler());
    } catch (IllegalArgumentException e) {
      raise.replyTo().tell(StatusReply.error(String.valueOf(e.getMessage())));
      return Effect().none();
    }
    return decide(log, events, () -> raise.replyTo().tell(StatusReply.ack()));
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onDrain(SweepLog log, Drain drain) {
    session.draining = drain.replyTo();
    revokeAll();
    return onDue(log, Due.INSTANCE);
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onSubscribe(SweepLog log, Subscribe subscribe) {
    session.subscribers.add(subscribe.subscriber());
    return Effect().none();
  }

  private Effect<Journaled<SweepEvent>, SweepLog> onTick(SweepLog log, Tick tick) {
    long now = System.nanoTime();
    boolean late = now - lastTick > timing.lease().toNanos() / 3;
    lastTick = now;
    if (now - lastMark > MARK.toNanos()) {
      lastMark = now;
      marks.force();
    }
    if (!session.opened || late) {
      // This process was held up itself, so a silent slot proves nothing.
      return Effect().none();
    }
    List<SweepEvent> timeUp = log.state().elapsed(log.elapsed(clock.millis()));
    if (!timeUp.isEmpty()) {
      return decide(log, timeUp, () -> {});
    }
    return leases
        .silent(timing.lease())
        .map(lease -> decide(log, lost(log.state(), lease), () -> {}))
        .orElseGet(() -> onDue(log, Due.INSTANCE));
  }

  private List<SweepEvent> lost(SweepState state, Lease lease) {
    String why = "slot " + lease.slot() + " was silent for " + timing.lease().toSeconds() + " s";
    return state.leaseLost(lease.trial(), lease.attempt(), why);
  }

  private List<SweepEvent> watchQuota(SweepState state) {
    return around.store().bytes() > around.quota().bytes()
        ? around.quota().enforce(state, around.store().held())
        : List.of();
  }

  private List<SweepEvent> watchDisk(SweepState state) {
    Optional<String> obstacle = around.disk().obstacle();
    return obstacle.isPresent()
        ? state.pause(Pauser.DISK, obstacle.get())
        : state.resume(Pauser.DISK);
  }

  /** Carries out what is due. */
  private Effect<Journaled<SweepEvent>, SweepLog> onDue(SweepLog log, Due due) {
    return settle(log, () -> {});
  }

  private Effect<Journaled<SweepEvent>, SweepLog> settle(SweepLog log, Runnable after) {
    if (session.opened && session.draining != null) {
      after.run();
      return drained(log, session.draining);
    }
    List<SweepEvent> events = next(log.state());
    if (events.isEmpty() && session.opened && log.state().ended().isPresent()) {
      realise(log);
    }
    return decide(log, events, after);
  }

  /** Returns the next decision that the sweep's state and the free slots call for. */
  private List<SweepEvent> next(SweepState state) {
    if (!session.opened || session.draining != null) {
      return List.of();
    }
    List<SweepEvent> events = state.due();
    if (events.isEmpty()) {
      events = watchQuota(state);
    }
    if (!events.isEmpty() || state.ended().isPresent()) {
      return events;
    }
    List<SweepEvent> room = watchDisk(state);
    if (!room.isEmpty()) {
      return room;
    }
    return leases.free().stream()
        .map(state::offer)
        .filter(not(List::isEmpty))
        .findFirst()
        .orElse(List.of());
  }

  private Effect<Journaled<SweepEvent>, SweepLog> drained(SweepLog log, ActorRef<Notice> replyTo) {
    if (log.state().running().isEmpty()) {
      replyTo.tell(new Finished(SweepResult.of(id, log)));
    }
    return Effect().none();
  }

  private Effect<Journaled<SweepEvent>, SweepLog> decide(
      SweepLog log, List<SweepEvent> events, Runnable after) {
    long first = log.state().events() + 1;
    foldAhead(log, events);
    return commit(first, after);
  }

  /**
   * Decides on, from these events to where nothing follows any more. What is folded so is persisted
   * at once: a slot waits for one commit, not for one per decision.
   *
   * <p>So the state is ahead of the journal until that commit. Nobody sees it: Akka holds every
   * other message back. If the commit fails the actor restarts, and the state is folded anew from
   * the journal.
   */
  private void foldAhead(SweepLog log, List<SweepEvent> events) {
    for (List<SweepEvent> each = events; !each.isEmpty(); each = next(log.state())) {
      for (Journaled<SweepEvent> journaled : stamped(each)) {
        log.apply(journaled.atMillis(), journaled.event());
        book(journaled.event());
        ahead.add(journaled);
      }
    }
  }

  /** Persists what was folded ahead, then tells the world, {@code after} first. */
  private Effect<Journaled<SweepEvent>, SweepLog> commit(long first, Runnable after) {
    if (ahead.isEmpty()) {
      after.run();
      return Effect().none();
    }
    return persist(List.copyOf(ahead), first, after);
  }

  private List<Journaled<SweepEvent>> stamped(List<SweepEvent> events) {
    long now = clock.millis();
    return events.stream().map(event -> new Journaled<>(now, event)).toList();
  }

  private Effect<Journaled<SweepEvent>, SweepLog> persist(
      List<Journaled<SweepEvent>> events, long first, Runnable after) {
    return Effect()
        .persist(events)
        .thenRun(
            folded -> {
              chain.committed();
              after.run();
              for (int i = 0; i < events.size(); i++) {
                Journaled<SweepEvent> each = events.get(i);
                publish(new SweepUpdate.Decided(first + i, each.atMillis(), each.event()));
                carryOut(folded.state(), each.event());
              }
              discard(folded.state());
              context.getSelf().tell(Due.INSTANCE);
            });
  }

  /** Notes who holds which slot. */
  private void book(SweepEvent event) {
    if (event instanceof SegmentGranted granted) {
      leases.granted(granted.trial(), granted.attempt(), granted.slot());
    } else if (event instanceof SegmentEnded over) {
      leases.released(over.trial());
    }
  }

  private void carryOut(SweepState state, SweepEvent event) {
    if (event instanceof SegmentGranted granted) {
      begin(state, granted);
    } else if (event instanceof SweepEvent.TrialJudged judged
        && state.summary(judged.trial()).phase().over()) {
      over.add(judged.trial());
    } else if (event instanceof SweepEvent.TrialFailed failure) {
      over.add(failure.trial());
    } else if (event instanceof SweepEvent.CheckpointsDropped dropped) {
      delete(dropped.trial());
    } else if (event instanceof SweepEvent.QuotaExceeded exceeded) {
      context
          .getLog()
          .warn(
              "checkpoints of [{}] that must stay take {} bytes, more than the quota of {}",
              id,
              exceeded.bytes(),
              exceeded.quota());
    } else if (event instanceof SweepEvent.SchedulerRaised) {
      over.removeIf(trial -> !state.summary(trial).phase().over());
    } else if (event instanceof SweepEvent.SweepStopping
        || event instanceof SweepEvent.SweepPaused) {
      revokeAll();
    }
  }

  /**
   * Lets go of those that are over, with their checkpoints, the best so far excepted: its model is
   * made from them at the end. If a better one falls back later, it is made from the start instead.
   * Those that others may yet copy stay as well.
   */
  private void discard(SweepState state) {
    Optional<TrialId> best = state.best().map(TrialSummary::id);
    Predicate<TrialId> isBest = trial -> best.equals(Optional.of(trial));
    Predicate<TrialId> isWanted = isBest.or(trial -> !state.lent(trial).isEmpty());
    List<TrialId> unwanted = over.stream().filter(not(isWanted)).toList();
    for (TrialId trial : unwanted) {
      trials.tell(trial, TrialActor.Close.INSTANCE);
      delete(trial);
      over.remove(trial);
    }
  }

  private void delete(TrialId trial) {
    if (session.deleting.add(trial)) {
      discarder.tell(new Discarder.Discard(trial, context.getSelf()));
    }
  }

  /** A slot must not save where something is being deleted: its order waits until it is. */
  private void begin(SweepState state, SegmentGranted granted) {
    if (session.deleting.contains(granted.trial())) {
      heldBack.put(granted.trial(), granted);
    } else {
      send(state, granted.trial(), granted.attempt(), granted.untilEpoch());
    }
  }

  private void send(SweepState state, TrialId trial, int attempt, int untilEpoch) {
    Grant grant = grant(state, trial, attempt, untilEpoch);
    leases
        .of(trial)
        .map(lease -> new TrialActor.Begin(grant, lease.slot(), lease.trainer()))
        .ifPresent(begin -> trials.tell(trial, begin));
  }

  private static Grant grant(SweepState state, TrialId trial, int attempt, int untilEpoch) {
    SweepSpec spec = state.spec();
    var lineage =
        new Lineage(
            state.lineage(trial, untilEpoch),
            List.of(),
            state.lent(trial),
            spec.scheduler() instanceof Population);
    return new Grant(
        trial,
        attempt,
        untilEpoch,
        lineage.configuration(),
        state.seed(trial),
        spec.aims(),
        spec.patience(),
        lineage);
  }

  private void revokeAll() {
    for (Lease lease : leases.all()) {
      lease.trainer().tell(new SlotActor.Revoke(lease.trial(), lease.attempt()));
    }
  }

  /** Has the winner's model made, once; then the sweep is finished. */
  private void realise(SweepLog log) {
    SweepState state = log.state();
    Optional<TrialSummary> winner = state.best();
    if (winner.isEmpty() || state.tested().isPresent()) {
      finish(log);
    } else if (!realising && !session.deleting.contains(winner.get().id())) {
      leases.idle().ifPresent(trainer -> realise(state, winner.get(), trainer));
    }
  }

  private void realise(SweepState state, TrialSummary best, ActorRef<SlotActor.Command> trainer) {
    realising = true;
    Grant grant = grant(state, best.id(), best.attempt(), state.resultEpoch(best.id()));
    trials.tell(best.id(), new TrialActor.Realise(grant, best.result(), trainer));
  }

  private void finish(SweepLog log) {
    if (!session.finished) {
      session.finished = true;
      parent.tell(new Finished(SweepResult.of(id, log)));
    }
  }

  private void publish(SweepUpdate update) {
    session.subscribers.forEach(subscriber -> subscriber.tell(update));
  }

  @Override
  public EventHandler<SweepLog, Journaled<SweepEvent>> eventHandler() {
    return this::fold;
  }

  private SweepLog fold(SweepLog log, Journaled<SweepEvent> journaled) {
    if (journaled.event() instanceof SweepEvent.SweepCreated) {
      // Akka hands the same empty state out after every restart, so it must stay empty.
      ahead.clear();
      return new SweepLog().apply(journaled.atMillis(), journaled.event());
    }
    if (journaled.equals(ahead.peek())) {
      ahead.remove(); // It was folded when it was decided.
      return log;
    }
    return log.apply(journaled.atMillis(), journaled.event());
  }

  @Override
  public SignalHandler<SweepLog> signalHandler() {
    return newSignalHandlerBuilder()
        .onSignal(RecoveryCompleted.instance(), this::onRecovered)
        .onSignal(RecoveryFailed.class, this::onRecoveryFailed)
        .build();
  }

  /** An outage passes; a journal that cannot be believed stays so. */
  private void onRecoveryFailed(SweepLog log, RecoveryFailed failure) {
    if (failure.getFailure() instanceof JournalException refused) {
      parent.tell(new Broken(String.valueOf(refused.getMessage())));
    }
  }

  /**
   * What it told the world before is only known from the journal. What was not discarded before is
   * now.
   */
  private void onRecovered(SweepLog log) {
    chain.recovered(lastSequenceNumber(context));
    heldBack.clear();
    realising = false;
    lastTick = System.nanoTime();
    timers.startTimerWithFixedDelay(Tick.INSTANCE, timing.beat());
    SweepState state = log.state();
    leases.recover(state);
    for (TrialSummary trial : state.trials()) {
      if (trial.phase().over()) {
        over.add(trial.id());
      } else if (state.dropped(trial.id())) {
        delete(trial.id());
      }
    }
    discard(state);
    if (session.gatherer != null) {
      session.gatherer.tell(Gatherer.Ready.INSTANCE);
    }
  }
}

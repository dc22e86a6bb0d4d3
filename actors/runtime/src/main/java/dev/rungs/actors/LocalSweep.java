package dev.rungs.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import dev.rungs.actors.journal.Marks;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.actors.slot.SlotThread;
import dev.rungs.sweep.CheckpointQuota;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Slot;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One sweep with all its actors in this process: parent of the sweep, of its trials, which it
 * starts when they are spoken to, and of its slots.
 */
final class LocalSweep {

  /** What the one who runs the sweep wants of it. */
  sealed interface Command {}

  /** Train on so many slots from now on; those too many let their trials go at the next epoch. */
  record SetSlots(List<Slot> slots) implements Command {}

  /** Pass a message on to the sweep. */
  record ToSweep(SweepActor.Command message) implements Command {}

  /** Save everything and end; the sweep can be resumed. */
  enum Stop implements Command {
    INSTANCE
  }

  /** End at once; the result fails. */
  record Fail(String why) implements Command {}

  private record ToTrial(TrialId trial, TrialActor.Command message) implements Command {}

  private record Told(SweepActor.Notice notice) implements Command {}

  private enum Closed implements Command {
    INSTANCE
  }

  /**
   * What a sweep is run with.
   *
   * @param lessons what it learns if it is new
   * @param recorded reads from the journal how many epochs of a trial are recorded
   */
  record Setup(
      String id,
      SweepSpec spec,
      List<TrialsLearned> lessons,
      SlotThread.Shape shape,
      CheckpointStore store,
      Marks marks,
      Path bestDirectory,
      CheckpointQuota quota,
      DiskGuard disk,
      ToIntFunction<TrialId> recorded,
      Timing timing,
      Clock clock,
      CompletableFuture<Done> opened,
      CompletableFuture<SweepResult> result) {}

  private final ActorContext<Command> context;
  private final Setup setup;
  private final ActorRef<SweepActor.Notice> notices;
  private final ActorRef<Discarder.Command> discarder;
  private final ActorRef<SweepActor.Command> sweep;
  private final ActorRef<SweepActor.Word> gatherer;
  private final TreeMap<Integer, ActorRef<SlotActor.Command>> slots = new TreeMap<>();
  private final EpochTimes epochs = new EpochTimes();
  private @Nullable SweepResult outcome;
  private String failure = "the actor system that ran the sweep has ended";
  private int closing;

  static Behavior<Command> create(Setup setup) {
    return Behaviors.setup(context -> new LocalSweep(context, setup).running());
  }

  private LocalSweep(ActorContext<Command> context, Setup setup) {
    this.context = context;
    this.setup = setup;
    this.notices = context.messageAdapter(SweepActor.Notice.class, Told::new);
    this.discarder =
        context.spawn(Discarder.create(setup.store()), "discarder", DispatcherSelector.blocking());
    this.sweep =
        context.spawn(
            SweepActor.create(
                new SweepActor.Surroundings(
                    setup.id(),
                    directory(),
                    discarder,
                    notices,
                    setup.store(),
                    setup.quota(),
                    setup.disk(),
                    setup.recorded(),
                    setup.timing(),
                    setup.clock(),
                    setup.marks())),
            "sweep");
    this.gatherer = context.spawn(Gatherer.create(sweep), "gatherer").narrow();
    ActorRef<StatusReply<Done>> reply = context.spawnAnonymous(replyTo(setup.opened()));
    sweep.tell(new SweepActor.Open(setup.spec(), setup.lessons(), reply));
  }

  private TrialDirectory directory() {
    ActorRef<Command> self = context.getSelf();
    return (trial, message) -> self.tell(new ToTrial(trial, message));
  }

  /** Completes a future with a reply; a refusal becomes an {@link IllegalArgumentException}. */
  static Behavior<StatusReply<Done>> replyTo(CompletableFuture<Done> future) {
    return Behaviors.receiveMessage(
        reply -> {
          if (reply.isSuccess()) {
            future.complete(Done.getInstance());
          } else {
            future.completeExceptionally(
                new IllegalArgumentException(reply.getError().getMessage()));
          }
          return Behaviors.stopped();
        });
  }

  private Behavior<Command> running() {
    return Behaviors.receive(Command.class)
        .onMessage(ToTrial.class, this::onToTrial)
        .onMessage(ToSweep.class, this::onToSweep)
        .onMessage(SetSlots.class, this::onSetSlots)
        .onMessage(Told.class, this::onTold)
        .onMessage(Fail.class, this::onFail)
        .onMessageEquals(Stop.INSTANCE, this::onStop)
        .onMessageEquals(Closed.INSTANCE, this::onClosed)
        .onSignal(PostStop.class, stopped -> onStopped())
        .build();
  }

  private Behavior<Command> onToTrial(ToTrial to) {
    Optional<ActorRef<TrialActor.Command>> started =
        context.getChild(to.trial().toString()).map(ActorRef::unsafeUpcast);
    if (started.isPresent() || to.message() != TrialActor.Close.INSTANCE) {
      started.orElseGet(() -> start(to.trial())).tell(to.message());
    }
    return Behaviors.same();
  }

  private ActorRef<TrialActor.Command> start(TrialId trial) {
    return context.spawn(
        TrialActor.create(
            setup.id(), trial, gatherer, directory(), setup.clock(), setup.marks().trial(trial)),
        trial.toString());
  }

  private Behavior<Command> onToSweep(ToSweep to) {
    sweep.tell(to.message());
    return Behaviors.same();
  }

  private Behavior<Command> onSetSlots(SetSlots wanted) {
    if (outcome != null) {
      return Behaviors.same();
    }
    for (Slot slot : wanted.slots()) {
      if (!slots.containsKey(slot.index())) {
        slots.put(slot.index(), context.spawnAnonymous(SlotActor.create(slot, workplace())));
      }
    }
    for (Integer index : List.copyOf(slots.tailMap(wanted.slots().size()).keySet())) {
      close(index);
    }
    return Behaviors.same();
  }

  private SlotActor.Workplace workplace() {
    return new SlotActor.Workplace(
        gatherer,
        directory(),
        setup.shape(),
        setup.store(),
        setup.bestDirectory(),
        setup.timing(),
        epochs);
  }

  private void close(int index) {
    ActorRef<SlotActor.Command> slot = slots.remove(index);
    if (slot != null) {
      closing++;
      slot.tell(new SlotActor.Close(closed()));
    }
  }

  private ActorRef<Done> closed() {
    return context.messageAdapter(Done.class, closed -> Closed.INSTANCE);
  }

  private Behavior<Command> onStop() {
    sweep.tell(new SweepActor.Drain(notices));
    return Behaviors.same();
  }

  private Behavior<Command> onFail(Fail fail) {
    failure = fail.why();
    setup.opened().completeExceptionally(new IllegalStateException(failure));
    return Behaviors.stopped();
  }

  private Behavior<Command> onTold(Told told) {
    if (told.notice() instanceof SweepActor.Broken broken) {
      return onFail(new Fail(broken.message()));
    }
    if (outcome == null) {
      outcome = ((SweepActor.Finished) told.notice()).result();
      List.copyOf(slots.keySet()).forEach(this::close);
      closing++;
      discarder.tell(new Discarder.Close(closed()));
    }
    return ended();
  }

  private Behavior<Command> onClosed() {
    closing--;
    return ended();
  }

  /**
   * Ends when the sweep has and neither a slot's thread nor the discarder has anything to do any
   * more.
   */
  private Behavior<Command> ended() {
    return outcome == null || closing > 0 ? Behaviors.same() : Behaviors.stopped();
  }

  /** All actors of the sweep are gone: only now may it be started again. */
  private Behavior<Command> onStopped() {
    setup.marks().close();
    if (outcome != null && closing == 0) {
      setup.result().complete(outcome);
    } else {
      setup.result().completeExceptionally(new IllegalStateException(failure));
    }
    return Behaviors.same();
  }
}

package dev.rungs.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.TimerScheduler;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.actors.slot.Order;
import dev.rungs.actors.slot.Segment;
import dev.rungs.actors.slot.SlotListener;
import dev.rungs.actors.slot.SlotThread;
import dev.rungs.actors.slot.Winner;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.TrialEvent.CheckpointCopied;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import dev.rungs.train.Slot;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One place to train: offers itself to the sweep, hands what it is granted to its pinned thread,
 * and sends epochs to the trial until they are acknowledged and heartbeats to the sweep.
 *
 * <p>Its phases are behaviours: idle, training, ending (until the sweep has let it go) and making
 * the winner. It keeps nothing that must survive.
 */
final class SlotActor {

  /** What a slot is told. */
  sealed interface Command {}

  /** The trial has journalled the grant: train. */
  record Train(Grant grant, TrialLog log) implements Command {}

  /**
   * The sweep has ended: make its winner's model.
   *
   * @param loss what the winner had at the grant's last epoch
   */
  record Realise(Grant grant, double loss, TrialLog log) implements Command {}

  /** Save and let go. */
  record Revoke(TrialId trial, int attempt) implements Command {}

  /** The trial has journalled the epochs up to this one. */
  record Acknowledged(TrialId trial, int attempt, int epoch) implements Command {}

  /** The sweep's answer to a heartbeat: the lease goes on, or is over. */
  record Leased(TrialId trial, int attempt, boolean valid) implements Command {}

  /** The sweep has journalled the end of the segment: the slot is free. */
  record Released(TrialId trial, int attempt) implements Command {}

  /** End, with the thread. */
  record Close(ActorRef<Done> replyTo) implements Command {}

  private record Reported(Segment segment, Report report) implements Command {}

  private record Repeated(Segment segment) implements Command {}

  private record Copied(Segment segment, CheckpointCopied copy) implements Command {}

  private record Saved(Segment segment, CheckpointSaved checkpoint) implements Command {}

  private record Ended(Segment segment, Outcome outcome, Optional<CheckpointSaved> checkpoint)
      implements Command {}

  private record Realised(Winner winner, Metrics test, boolean exact) implements Command {}

  private record NotRealised(String message) implements Command {}

  private record Broken(String message) implements Command {}

  private enum Closed implements Command {
    INSTANCE
  }

  private enum Tick implements Command {
    INSTANCE
  }

  /** What every slot of a sweep shares. */
  record Workplace(
      ActorRef<SweepActor.Word> sweep,
      TrialDirectory trials,
      SlotThread.Shape shape,
      CheckpointStore store,
      Path bestDirectory,
      Timing timing,
      EpochTimes epochs) {

    /** How long an epoch may take; zero for as long as it takes. */
    Duration epochLimit() {
      return timing.epoch().isZero() ? epochs.limit() : timing.epoch();
    }
  }

  private final ActorContext<Command> context;
  private final Slot slot;
  private final Workplace at;
  private SlotThread thread;

  /** Resent so often: what the trial or the sweep has not answered by then is lost. */
  private static final Duration RESEND_AFTER = Duration.ofSeconds(2);

  static Behavior<Command> create(Slot slot, Workplace workplace) {
    return Behaviors.setup(
        context ->
            Behaviors.withTimers(timers -> new SlotActor(context, timers, slot, workplace).idle()));
  }

  private SlotActor(
      ActorContext<Command> context,
      TimerScheduler<Command> timers,
      Slot slot,
      Workplace workplace) {
    this.context = context;
    this.slot = slot;
    this.at = workplace;
    this.thread = startThread();
    timers.startTimerWithFixedDelay(Tick.INSTANCE, at.timing().beat());
  }

  // ------------------------------------------------------------------------------------------ idle

  private Behavior<Command> idle() {
    offer();
    return waiting();
  }

  private Behavior<Command> waiting() {
    return Behaviors.receive(Command.class)
        .onMessage(Train.class, this::onTrain)
        .onMessage(Realise.class, this::onRealise)
        .onMessage(Broken.class, this::onBroken)
        .onMessage(Close.class, this::onClose)
        .onMessage(
            Tick.class,
            tick -> {
              offer();
              return Behaviors.same();
            })
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  private void offer() {
    at.sweep().tell(new SweepActor.Offer(slot.index(), context.getSelf()));
  }

  private Behavior<Command> onTrain(Train train) {
    Segment segment = segment(train.grant(), train.log());
    extendLease(segment);
    thread.give(segment);
    return new Training(segment).receive();
  }

  private Segment segment(Grant grant, TrialLog log) {
    return new Segment(
        grant.trial(),
        grant.attempt(),
        grant.untilEpoch(),
        grant.configuration(),
        grant.seed(),
        slot,
        grant.aims(),
        grant.patience(),
        grant.lineage(),
        log);
  }

  private void extendLease(Segment segment) {
    segment.extendLease(System.nanoTime() + at.timing().lease().toNanos());
  }

  private void beat(Segment segment) {
    at.sweep()
        .tell(
            new SweepActor.Beat(
                segment.trial(), segment.attempt(), slot.index(), context.getSelf()));
  }

  private static boolean concerns(Segment segment, TrialId trial, int attempt) {
    return segment.trial().equals(trial) && segment.attempt() == attempt;
  }

  // -------------------------------------------------------------------------------------- training

  /** A segment on the thread. */
  private final class Training {

    private final Segment segment;
    private final List<Report> unacknowledged = new ArrayList<>();
    private long epochNanos = System.nanoTime();
    private long sentNanos = epochNanos;
    private long revokedNanos;
    private boolean revoked;

    Training(Segment segment) {
      this.segment = segment;
    }

    Behavior<Command> receive() {
      return Behaviors.receive(Command.class)
          .onMessage(Reported.class, this::onReported)
          .onMessage(Repeated.class, this::onRepeated)
          .onMessage(Copied.class, this::onCopied)
          .onMessage(Saved.class, this::onSaved)
          .onMessage(Ended.class, this::onEnded)
          .onMessage(Acknowledged.class, this::onAcknowledged)
          .onMessage(Leased.class, this::onLeased)
          .onMessage(Revoke.class, this::onRevoke)
          .onMessage(Broken.class, SlotActor.this::onBroken)
          .onMessage(Close.class, this::onClose)
          .onMessage(Tick.class, tick -> onTick())
          .onAnyMessage(late -> Behaviors.same())
          .build();
    }

    private Behavior<Command> onReported(Reported reported) {
      if (reported.segment() == segment) {
        epochEnded();
        unacknowledged.add(reported.report());
        send(List.of(reported.report()));
      }
      return Behaviors.same();
    }

    private Behavior<Command> onRepeated(Repeated repeated) {
      if (repeated.segment() == segment) {
        epochEnded();
      }
      return Behaviors.same();
    }

    private void epochEnded() {
      long now = System.nanoTime();
      at.epochs().add(now - epochNanos);
      epochNanos = now;
    }

    private Behavior<Command> onCopied(Copied copied) {
      if (copied.segment() == segment) {
        epochNanos = System.nanoTime();
        at.trials().tell(segment.trial(), new TrialActor.Copied(copied.copy()));
      }
      return Behaviors.same();
    }

    private Behavior<Command> onSaved(Saved saved) {
      if (saved.segment() == segment) {
        at.trials().tell(segment.trial(), new TrialActor.Saved(saved.checkpoint()));
      }
      return Behaviors.same();
    }

    private Behavior<Command> onEnded(Ended over) {
      if (over.segment() != segment) {
        return Behaviors.same();
      }
      send(unacknowledged);
      return new Ending(
              segment,
              unacknowledged,
              new TrialActor.Ended(
                  segment.attempt(), over.outcome(), over.checkpoint().stream().toList()))
          .receive();
    }

    private Behavior<Command> onAcknowledged(Acknowledged acknowledged) {
      if (concerns(segment, acknowledged.trial(), acknowledged.attempt())) {
        segment.acknowledge(acknowledged.epoch());
        unacknowledged.removeIf(report -> report.epoch() <= acknowledged.epoch());
      }
      return Behaviors.same();
    }

    private Behavior<Command> onLeased(Leased leased) {
      if (concerns(segment, leased.trial(), leased.attempt())) {
        if (leased.valid()) {
          extendLease(segment);
        } else {
          segment.cancel(FailureKind.LOST);
        }
      }
      return Behaviors.same();
    }

    private Behavior<Command> onRevoke(Revoke revoke) {
      if (concerns(segment, revoke.trial(), revoke.attempt()) && !revoked) {
        revoked = true;
        revokedNanos = System.nanoTime();
        segment.revoke();
      }
      return Behaviors.same();
    }

    private Behavior<Command> onClose(Close close) {
      segment.cancel(FailureKind.LOST);
      return SlotActor.this.onClose(close);
    }

    private Behavior<Command> onTick() {
      beat(segment);
      long now = System.nanoTime();
      if (!unacknowledged.isEmpty() && now - sentNanos > RESEND_AFTER.toNanos()) {
        send(unacknowledged);
      }
      Duration limit = at.epochLimit();
      if (!limit.isZero() && now - epochNanos > limit.toNanos()) {
        segment.cancel(FailureKind.TIMEOUT);
        if (now - epochNanos > limit.plus(at.timing().hang()).toNanos()) {
          return abandon(FailureKind.TIMEOUT, "an epoch took longer than " + seconds(limit));
        }
      }
      if (revoked && now - revokedNanos > at.timing().grace().toNanos()) {
        segment.cancel(FailureKind.LOST);
      }
      return Behaviors.same();
    }

    /** The thread does not answer: it is left behind, and the slot goes on with a new one. */
    private Behavior<Command> abandon(FailureKind kind, String why) {
      context.getLog().warn("slot [{}] leaves {} behind: {}", slot.index(), segment.trial(), why);
      thread.abandon();
      thread = startThread();
      int epoch =
          unacknowledged.isEmpty() ? 0 : unacknowledged.get(unacknowledged.size() - 1).epoch();
      return onEnded(new Ended(segment, new Outcome.Failed(epoch, kind, why), Optional.empty()));
    }

    private static String seconds(Duration time) {
      return time.toMillis() / 1000.0 + " s";
    }

    private void send(List<Report> reports) {
      if (!reports.isEmpty()) {
        sentNanos = System.nanoTime();
        at.trials()
            .tell(
                segment.trial(), new TrialActor.Reported(segment.attempt(), List.copyOf(reports)));
      }
    }
  }

  // ---------------------------------------------------------------------------------------- ending

  /** A segment that is over, until the sweep has journalled it. */
  private final class Ending {

    private final Segment segment;
    private final List<Report> unacknowledged;
    private final TrialActor.Ended over;
    private long sentNanos;

    Ending(Segment segment, List<Report> unacknowledged, TrialActor.Ended over) {
      this.segment = segment;
      this.unacknowledged = List.copyOf(unacknowledged);
      this.over = over;
    }

    Behavior<Command> receive() {
      send();
      return Behaviors.receive(Command.class)
          .onMessage(Released.class, this::onReleased)
          .onMessage(Train.class, SlotActor.this::onTrain) // it is released, word of it comes late
          .onMessage(Leased.class, this::onLeased)
          .onMessage(Broken.class, SlotActor.this::onBroken)
          .onMessage(Close.class, SlotActor.this::onClose)
          .onMessage(Tick.class, tick -> onTick())
          .onAnyMessage(late -> Behaviors.same())
          .build();
    }

    private Behavior<Command> onReleased(Released released) {
      return concerns(segment, released.trial(), released.attempt()) ? waiting() : Behaviors.same();
    }

    private Behavior<Command> onLeased(Leased leased) {
      boolean fenced = concerns(segment, leased.trial(), leased.attempt()) && !leased.valid();
      return fenced ? idle() : Behaviors.same();
    }

    private Behavior<Command> onTick() {
      beat(segment);
      if (System.nanoTime() - sentNanos > RESEND_AFTER.toNanos()) {
        send();
      }
      return Behaviors.same();
    }

    private void send() {
      sentNanos = System.nanoTime();
      if (!unacknowledged.isEmpty()) {
        at.trials()
            .tell(segment.trial(), new TrialActor.Reported(segment.attempt(), unacknowledged));
      }
      at.trials().tell(segment.trial(), over);
    }
  }

  // ---------------------------------------------------------------------------- making the winner

  private Behavior<Command> onRealise(Realise realise) {
    Segment segment = segment(realise.grant(), realise.log());
    thread.give(new Winner(segment, realise.loss(), at.bestDirectory()));
    return realising();
  }

  private Behavior<Command> realising() {
    return Behaviors.receive(Command.class)
        .onMessage(Realised.class, this::onRealised)
        .onMessage(
            NotRealised.class,
            failure -> {
              at.sweep().tell(new SweepActor.WinnerFailed(failure.message()));
              return waiting();
            })
        .onMessage(Broken.class, this::onBroken)
        .onMessage(Close.class, this::onClose)
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  private Behavior<Command> onRealised(Realised made) {
    Segment segment = made.winner().segment();
    at.sweep()
        .tell(
            new SweepActor.WinnerDone(
                new WinnerTested(
                    segment.trial(), segment.untilEpoch(), made.test(), made.exact())));
    return waiting();
  }

  // ------------------------------------------------------------------------------------ in any
  // phase

  private Behavior<Command> onBroken(Broken broken) {
    context.getLog().error("slot [{}] is gone: {}", slot.index(), broken.message());
    at.sweep().tell(new SweepActor.SlotBroken(slot.index(), broken.message()));
    return Behaviors.stopped();
  }

  private Behavior<Command> onClose(Close close) {
    at.sweep().tell(new SweepActor.Withdraw(slot.index()));
    thread.give(Order.Close.INSTANCE);
    return Behaviors.receive(Command.class)
        .onMessage(
            Closed.class,
            closed -> {
              close.replyTo().tell(Done.getInstance());
              return Behaviors.stopped();
            })
        .onAnyMessage(late -> Behaviors.same())
        .build();
  }

  private SlotThread startThread() {
    return SlotThread.start(
        "rungs-slot-" + slot.index(),
        slot,
        at.shape(),
        at.store(),
        at.timing().checkpoint(),
        new ToSelf(context.getSelf()));
  }

  /** Carries what the thread says to the actor. */
  private record ToSelf(ActorRef<Command> self) implements SlotListener {

    @Override
    public void reported(Segment segment, Report report) {
      self.tell(new Reported(segment, report));
    }

    @Override
    public void repeated(Segment segment) {
      self.tell(new Repeated(segment));
    }

    @Override
    public void copied(Segment segment, CheckpointCopied copy) {
      self.tell(new Copied(segment, copy));
    }

    @Override
    public void saved(Segment segment, CheckpointSaved checkpoint) {
      self.tell(new Saved(segment, checkpoint));
    }

    @Override
    public void ended(Segment segment, Outcome outcome, Optional<CheckpointSaved> checkpoint) {
      self.tell(new Ended(segment, outcome, checkpoint));
    }

    @Override
    public void realised(Winner winner, Metrics test, boolean exact) {
      self.tell(new Realised(winner, test, exact));
    }

    @Override
    public void notRealised(Winner winner, String message) {
      self.tell(new NotRealised(message));
    }

    @Override
    public void broken(String message) {
      self.tell(new Broken(message));
    }

    @Override
    public void closed() {
      self.tell(Closed.INSTANCE);
    }
  }
}

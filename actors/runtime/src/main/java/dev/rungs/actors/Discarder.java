package dev.rungs.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import dev.rungs.actors.slot.CheckpointStore;
import dev.rungs.trial.TrialId;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Deletes the checkpoints that nothing can need any more, or that there is no room for. It waits
 * for the disk, so it is to run on a dispatcher for blocking work. What cannot be deleted stays
 * until the sweep is opened again.
 */
final class Discarder {

  /** What it is told. */
  sealed interface Command {}

  /**
   * The trial will never train again, and its model is not wanted; or there is no room for it.
   *
   * @param replyTo told when that is done, or cannot be
   */
  record Discard(TrialId trial, ActorRef<SweepActor.Command> replyTo) implements Command {}

  /** End, after all that was told before. */
  record Close(ActorRef<Done> replyTo) implements Command {}

  private final ActorContext<Command> context;
  private final CheckpointStore store;

  private Discarder(ActorContext<Command> context, CheckpointStore store) {
    this.context = context;
    this.store = store;
  }

  static Behavior<Command> create(CheckpointStore store) {
    return Behaviors.setup(context -> new Discarder(context, store).receive());
  }

  private Behavior<Command> receive() {
    return Behaviors.receive(Command.class)
        .onMessage(Discard.class, this::onDiscard)
        .onMessage(Close.class, this::onClose)
        .build();
  }

  private Behavior<Command> onDiscard(Discard discard) {
    try {
      store.delete(discard.trial());
    } catch (IOException | UncheckedIOException e) {
      context.getLog().warn("the checkpoints of {} were not deleted", discard.trial(), e);
    }
    discard.replyTo().tell(new SweepActor.Discarded(discard.trial()));
    return Behaviors.same();
  }

  private Behavior<Command> onClose(Close close) {
    close.replyTo().tell(Done.getInstance());
    return Behaviors.stopped();
  }
}

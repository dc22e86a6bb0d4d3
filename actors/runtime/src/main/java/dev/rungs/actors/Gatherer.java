package dev.rungs.actors;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Gathers what slots and trials tell a sweep while it is busy, and tells it all at once when it is
 * not: what a thousand slots say during one commit is decided on in the next.
 *
 * <p>Akka would hold those messages back one by one, and take them up one inside the other, which
 * no stack bears. What is repeated is kept once, so a long outage of the journal fills no memory.
 */
final class Gatherer {

  /** What it is told. */
  sealed interface Command permits SweepActor.Word, Ready {}

  /** The sweep has taken in what it was told last. */
  enum Ready implements Command {
    INSTANCE
  }

  private final ActorContext<Command> context;
  private final ActorRef<SweepActor.Command> sweep;
  private final Set<SweepActor.Word> words = new LinkedHashSet<>();
  private boolean busy;

  private Gatherer(ActorContext<Command> context, ActorRef<SweepActor.Command> sweep) {
    this.context = context;
    this.sweep = sweep;
  }

  static Behavior<Command> create(ActorRef<SweepActor.Command> sweep) {
    return Behaviors.setup(context -> new Gatherer(context, sweep).receive());
  }

  private Behavior<Command> receive() {
    return Behaviors.receive(Command.class)
        .onMessage(SweepActor.Word.class, this::onWord)
        .onMessageEquals(Ready.INSTANCE, this::onReady)
        .build();
  }

  private Behavior<Command> onWord(SweepActor.Word word) {
    words.add(word);
    return busy ? Behaviors.same() : tell();
  }

  private Behavior<Command> onReady() {
    busy = false;
    return words.isEmpty() ? Behaviors.same() : tell();
  }

  private Behavior<Command> tell() {
    busy = true;
    sweep.tell(new SweepActor.Heard(List.copyOf(words), context.getSelf().narrow()));
    words.clear();
    return Behaviors.same();
  }
}

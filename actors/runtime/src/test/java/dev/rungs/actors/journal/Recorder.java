package dev.rungs.actors.journal;

import static java.util.concurrent.TimeUnit.SECONDS;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.AskPattern;
import akka.persistence.typed.EventAdapter;
import akka.persistence.typed.PersistenceId;
import akka.persistence.typed.javadsl.CommandHandler;
import akka.persistence.typed.javadsl.EventHandler;
import akka.persistence.typed.javadsl.EventSourcedBehavior;
import com.typesafe.config.ConfigFactory;
import java.time.Duration;

/** The smallest event-sourced actor: it records numbers and acknowledges after the commit. */
final class Recorder
    extends EventSourcedBehavior<Recorder.Command, Journaled<TestEvent>, Recorder.Count> {

  sealed interface Command {}

  record Add(long lease, ActorRef<Long> replyTo) implements Command {}

  record Ask(ActorRef<Long> replyTo) implements Command {}

  record Count(long events) {}

  private final Chain<TestEvent> chain;

  private Recorder(PersistenceId id) {
    super(id);
    chain = new Chain<>(EventCodec.of(TestEvent.class), TestEvent.class, id.id(), Mark.NONE);
  }

  @Override
  public EventAdapter<Journaled<TestEvent>, ?> eventAdapter() {
    return chain;
  }

  static String id(String name) {
    return "test|" + name;
  }

  static ActorSystem<Command> start(Journal journal, String id) {
    var config = journal.config().withFallback(ConfigFactory.parseResources("rungs/embedded.conf"));
    return ActorSystem.create(
        new Recorder(PersistenceId.ofUniqueId(id)), "recorder", ConfigFactory.load(config));
  }

  /** Returns how many events there are once this one is on disk. */
  static long record(ActorSystem<Command> system, long lease) throws Exception {
    return AskPattern.<Command, Long>ask(
            system, to -> new Add(lease, to), Duration.ofSeconds(60), system.scheduler())
        .toCompletableFuture()
        .get(60, SECONDS);
  }

  static long count(ActorSystem<Command> system) throws Exception {
    return AskPattern.<Command, Long>ask(
            system, Ask::new, Duration.ofSeconds(60), system.scheduler())
        .toCompletableFuture()
        .get(60, SECONDS);
  }

  static void stop(ActorSystem<Command> system) throws Exception {
    system.terminate();
    system.getWhenTerminated().toCompletableFuture().get(60, SECONDS);
  }

  @Override
  public Count emptyState() {
    return new Count(0);
  }

  @Override
  public CommandHandler<Command, Journaled<TestEvent>, Count> commandHandler() {
    return newCommandHandlerBuilder()
        .forAnyState()
        .onCommand(
            Add.class,
            (state, add) ->
                Effect()
                    .persist(
                        new Journaled<TestEvent>(
                            System.currentTimeMillis(), new TestEvent.Slow.Lost(add.lease())))
                    .thenRun(next -> add.replyTo().tell(next.events())))
        .onCommand(
            Ask.class,
            (state, ask) -> Effect().none().thenRun(next -> ask.replyTo().tell(next.events())))
        .build();
  }

  @Override
  public EventHandler<Count, Journaled<TestEvent>> eventHandler() {
    return newEventHandlerBuilder()
        .forAnyState()
        .onAnyEvent((state, event) -> new Count(state.events() + 1));
  }
}

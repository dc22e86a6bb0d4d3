package dev.rungs.actors;

import akka.Done;
import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import akka.pattern.StatusReply;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.train.Slot;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/**
 * A sweep that runs in this process. Safe to use from any thread; no method blocks.
 *
 * <p>What cannot be done is said by the returned stage, which then fails with an {@link
 * IllegalArgumentException} that names the reason.
 */
public final class RunningSweep {

  /** So many updates wait for a slow subscriber; then it misses some. */
  private static final int BUFFER = 1 << 16;

  private final String id;
  private final SweepSpec spec;
  private final ActorSystem<?> system;
  private final ActorRef<LocalSweep.Command> sweep;
  private final IntFunction<Slot> slots;
  private final CompletableFuture<SweepResult> result;
  private final SubmissionPublisher<SweepUpdate> events;

  RunningSweep(
      String id,
      SweepSpec spec,
      ActorSystem<?> system,
      ActorRef<LocalSweep.Command> sweep,
      IntFunction<Slot> slots,
      CompletableFuture<SweepResult> result) {
    this.id = id;
    this.spec = spec;
    this.system = system;
    this.sweep = sweep;
    this.slots = slots;
    this.result = result;
    this.events = new SubmissionPublisher<>(system.executionContext()::execute, BUFFER);
    ActorRef<SweepUpdate> watcher = spawn(publish(events));
    tell(new SweepActor.Subscribe(watcher));
    var unused = result.whenComplete((done, failed) -> events.close());
  }

  /** Returns the name the sweep was started under. */
  public String id() {
    return id;
  }

  /** Returns what the sweep was started with. */
  public SweepSpec spec() {
    return spec;
  }

  /**
   * Returns the result: complete when the sweep has ended and its winner is made, or when it was
   * stopped and everything is saved. It fails if no slot can work at all.
   */
  public CompletableFuture<SweepResult> result() {
    return result.copy();
  }

  /**
   * Returns what happens from now on, each update after it is safe in the journal. A subscriber
   * that is too slow or throws misses updates, never holds up the sweep; {@link
   * SweepUpdate.Decided#number} tells what it missed.
   */
  public Flow.Publisher<SweepUpdate> events() {
    return events;
  }

  /** Trains nothing until {@link #resume}; what trains finishes its epoch and is saved. */
  public CompletionStage<Done> pause(String reason) {
    return ask(replyTo -> new SweepActor.Pause(reason, replyTo));
  }

  /** Goes on after a {@link #pause}. */
  public CompletionStage<Done> resume() {
    return ask(SweepActor.Resume::new);
  }

  /**
   * Ends the sweep in this process: what trains finishes its epoch and is saved. Starting it again
   * under the same id goes on from there.
   *
   * @return {@link #result}, which then tells what has come of the sweep so far
   */
  public CompletableFuture<SweepResult> stop() {
    sweep.tell(LocalSweep.Stop.INSTANCE);
    return result();
  }

  /**
   * Trains on so many slots from now on. If there are fewer than before, the trials on the last
   * ones lose their present epoch.
   *
   * @throws IllegalArgumentException if {@code count} is below 1
   */
  public void setSlots(int count) {
    sweep.tell(new LocalSweep.SetSlots(slots(count)));
  }

  /** Has a configuration tried before the sampler's own; constants may be left out. */
  public CompletionStage<Done> enqueue(Map<String, ?> configuration) {
    return ask(replyTo -> new SweepActor.Enqueue(Configuration.of(configuration), replyTo));
  }

  /** Gives the sweep other limits. */
  public CompletionStage<Done> change(StopRules stop) {
    return ask(replyTo -> new SweepActor.ChangeStop(stop, replyTo));
  }

  private List<Slot> slots(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("slots is " + count + ", must be >= 1");
    }
    return IntStream.range(0, count).mapToObj(slots).toList();
  }

  private CompletionStage<Done> ask(
      Function<ActorRef<StatusReply<Done>>, SweepActor.Command> message) {
    var done = new CompletableFuture<Done>();
    var unused =
        result.whenComplete(
            (ended, failed) ->
                done.completeExceptionally(
                    new IllegalArgumentException("sweep " + id + " does not run any more")));
    tell(message.apply(spawn(LocalSweep.replyTo(done))));
    return done;
  }

  /** Ends it at once: what trains is left behind. */
  void fail(String why) {
    sweep.tell(new LocalSweep.Fail(why));
  }

  private void tell(SweepActor.Command message) {
    sweep.tell(new LocalSweep.ToSweep(message));
  }

  private <T> ActorRef<T> spawn(Behavior<T> behavior) {
    return system.systemActorOf(behavior, Names.next("rungs-watch"), Props.empty());
  }

  private static Behavior<SweepUpdate> publish(SubmissionPublisher<SweepUpdate> events) {
    return Behaviors.receiveMessage(
        update -> {
          if (events.isClosed()) {
            return Behaviors.stopped();
          }
          events.offer(update, (subscriber, missed) -> false);
          return Behaviors.same();
        });
  }
}

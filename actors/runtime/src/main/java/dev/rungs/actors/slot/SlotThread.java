package dev.rungs.actors.slot;

import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.train.Trainer;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one platform thread of a slot. Everything a trainer does for the slot's trials happens on it,
 * and only there: native libraries keep devices, workspaces and chance by thread.
 */
public final class SlotThread {

  private static final Logger log = LoggerFactory.getLogger(SlotThread.class);

  /** One of the two shapes of trainer. */
  public static final class Shape {

    private final BiFunction<Checkpoints, SlotThread, Training> training;

    private Shape(BiFunction<Checkpoints, SlotThread, Training> training) {
      this.training = training;
    }

    /** The engine owns the loop. */
    public static Shape of(IterativeTrainer<?> trainer) {
      return new Shape((checkpoints, thread) -> iterative(trainer, checkpoints, thread));
    }

    /** The trainer owns the loop. */
    public static Shape of(Trainer trainer) {
      return new Shape(
          (checkpoints, thread) ->
              new LoopTraining(trainer, checkpoints, thread.listener, thread.inbox));
    }

    private static <M> Training iterative(
        IterativeTrainer<M> trainer, Checkpoints checkpoints, SlotThread thread) {
      return new IterativeTraining<>(trainer, checkpoints, thread.listener);
    }
  }

  private final Slot slot;
  private final SlotListener listener;
  private final Inbox inbox = new Inbox();
  private final Training training;
  private @Nullable Thread thread;

  private SlotThread(
      Slot slot, Shape shape, CheckpointStore store, SaveEvery every, SlotListener listener) {
    this.slot = slot;
    this.listener = listener;
    this.training = shape.training.apply(new Checkpoints(store, every), this);
  }

  /** Starts a slot's thread, a daemon. */
  public static SlotThread start(
      String name,
      Slot slot,
      Shape shape,
      CheckpointStore store,
      SaveEvery every,
      SlotListener listener) {
    var started = new SlotThread(slot, shape, store, every, listener);
    var thread = new Thread(started::work, name);
    thread.setDaemon(true);
    started.thread = thread;
    thread.start();
    return started;
  }

  /** Hands over the next order; the one before must have ended. */
  public void give(Order order) {
    inbox.add(order);
  }

  /**
   * Leaves the thread behind, since it does not answer: it is interrupted, and ends when it comes
   * back from what holds it. One that never does costs its core until the process ends.
   */
  public void abandon() {
    give(Order.Close.INSTANCE);
    if (thread != null) {
      thread.interrupt();
    }
  }

  private void work() {
    try {
      training.bind(slot);
      Order order = inbox.take();
      while (order != Order.Close.INSTANCE) {
        Optional<Order> next = carryOut(order);
        order = next.isPresent() ? next.get() : inbox.take();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Throwable thrown) { // the slot is lost, whatever it was
      log.error("slot {} cannot work", slot.index(), thrown);
      listener.broken(Failures.describe(thrown));
    } finally {
      training.release();
      listener.closed();
    }
  }

  private Optional<Order> carryOut(Order order) throws InterruptedException {
    if (order instanceof Segment segment) {
      return training.train(segment);
    }
    realise((Winner) order);
    return Optional.empty();
  }

  private void realise(Winner winner) {
    try {
      training.realise(winner);
    } catch (Throwable thrown) { // the sweep's result stands without its model
      log.warn("the winner {} was not made", winner.segment().trial(), thrown);
      training.release();
      listener.notRealised(winner, Failures.describe(thrown));
    }
  }
}

package dev.rungs.actors.slot;

import dev.rungs.train.Slot;
import java.util.Optional;

/** One of the two shapes of trainer, as a slot's thread drives it. Used on that thread alone. */
interface Training {

  /** Prepares the thread. */
  void bind(Slot slot) throws Exception;

  /**
   * Trains a segment and tells the listener how it ended; never throws for what a trainer does.
   *
   * @return the next order, if it was taken from the inbox while the trainer waited
   */
  Optional<Order> train(Segment segment) throws InterruptedException;

  /** Makes the winner's model. */
  void realise(Winner winner) throws Exception;

  /** Frees whatever is held between segments. */
  void release();

  /** Releases, and lets the thread go; never throws. */
  void unbind();
}

package dev.rungs.actors.slot;

import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.train.Slot;
import dev.rungs.train.Trainer;
import dev.rungs.train.Trial;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives a {@link Trainer}, which owns its loop: at the end of a segment its iteration waits for
 * the slot's next order and goes on if that is for the same trial, with the model still in memory.
 */
final class LoopTraining implements Training {

  private static final Logger log = LoggerFactory.getLogger(LoopTraining.class);

  private final Trainer trainer;
  private final Checkpoints checkpoints;
  private final SlotListener listener;
  private final Inbox inbox;

  LoopTraining(Trainer trainer, Checkpoints checkpoints, SlotListener listener, Inbox inbox) {
    this.trainer = trainer;
    this.checkpoints = checkpoints;
    this.listener = listener;
    this.inbox = inbox;
  }

  @Override
  public void bind(Slot slot) {}

  @Override
  public Optional<Order> train(Segment segment) {
    var loop = new Loop(segment);
    try {
      checkpoints.began();
      trainer.train(loop);
      loop.returned();
    } catch (Throwable thrown) { // an Error of one trial must not end the slot
      log.debug("{} failed at epoch {}", segment.trial(), loop.epoch + 1, thrown);
      loop.failed(thrown);
    }
    return Optional.ofNullable(loop.next);
  }

  @Override
  public void realise(Winner winner) throws Exception {
    var loop = new Realisation(winner);
    trainer.train(loop);
    listener.realised(winner, Metrics.NONE, loop.exact);
  }

  @Override
  public void release() {}

  @Override
  public void unbind() {}

  /** What both kinds of loop share: the context, and a checkpoint to begin with. */
  private abstract class View extends PresentSegment implements Trial {

    @Nullable Storage saver;
    int epoch;
    int reported;

    View(Segment segment) {
      super(segment);
    }

    /** Returns whether another epoch follows. */
    abstract boolean goesOn() throws Exception;

    @Override
    public void checkpoint(Storage load, Storage save) throws Exception {
      saver = save;
      Optional<CheckpointSaved> newest = checkpoints.newest(segment);
      if (newest.isPresent()) {
        load.accept(checkpoints.path(newest.get(), segment));
        epoch = newest.get().epoch();
        reported = epoch;
      }
    }

    @Override
    public Iterable<Integer> steps() {
      return () ->
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              if (reported < epoch) {
                throw new IllegalStateException(
                    "epoch " + epoch + " was not reported, must be before the next is asked for");
              }
              try {
                return goesOn();
              } catch (RuntimeException e) {
                throw e;
              } catch (Exception e) {
                throw new IllegalStateException("the checkpoint was not written", e);
              }
            }

            @Override
            public Integer next() {
              if (epoch >= segment.untilEpoch()) {
                throw new NoSuchElementException("epoch " + epoch + " was the last");
              }
              epoch++;
              return epoch;
            }
          };
    }
  }

  /** A trial in training. */
  private final class Loop extends View {

    @Nullable Order next;
    private boolean ended;
    private int savedEpoch;

    Loop(Segment segment) {
      super(segment);
    }

    @Override
    public void checkpoint(Storage load, Storage save) throws Exception {
      super.checkpoint(load, save);
      savedEpoch = epoch;
    }

    @Override
    boolean goesOn() throws Exception {
      while (!segment.mayTrainAfter(epoch)) {
        if (ended) {
          return false;
        }
        end(segment.outcome(epoch));
        if (!continued()) {
          return false;
        }
      }
      if (saver != null && epoch > savedEpoch && checkpoints.due(epoch - savedEpoch)) {
        listener.saved(segment, save(saver));
      }
      return true;
    }

    @Override
    public void report(Metrics metrics) {
      reported = epoch;
      try {
        segment
            .report(epoch, metrics)
            .ifPresentOrElse(
                report -> listener.reported(segment, report), () -> listener.repeated(segment));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    void returned() throws Exception {
      if (ended) {
        return;
      }
      if (segment.mayTrainAfter(epoch)) {
        throw new IllegalStateException(
            "the trainer returned after epoch " + epoch + ", must go on until steps() ends");
      }
      end(segment.outcome(epoch));
    }

    void failed(Throwable thrown) {
      if (!ended) {
        ended = true;
        listener.ended(
            segment, segment.failed(Math.min(reported, epoch), thrown), Optional.empty());
      }
    }

    private void end(Outcome outcome) throws Exception {
      Optional<CheckpointSaved> saved =
          saver != null && epoch > savedEpoch && segment.leased()
              ? Optional.of(save(saver))
              : Optional.empty();
      ended = true;
      listener.ended(segment, outcome, saved);
    }

    private boolean continued() throws InterruptedException {
      Order order = inbox.take();
      if (order instanceof Segment following
          && following.trial().equals(segment.trial())
          && following.recorded() == epoch) {
        goOn(following);
        ended = false;
        checkpoints.began();
        return true;
      }
      next = order;
      return false;
    }

    private CheckpointSaved save(Storage storage) throws Exception {
      CheckpointSaved saved = checkpoints.save(segment, epoch, storage::accept);
      savedEpoch = epoch;
      return saved;
    }
  }

  /** The winner once more; nothing is reported. */
  private final class Realisation extends View {

    private final Winner winner;
    boolean exact = true;

    Realisation(Winner winner) {
      super(winner.segment());
      this.winner = winner;
    }

    @Override
    boolean goesOn() throws Exception {
      if (epoch < segment.untilEpoch()) {
        return true;
      }
      Storage storage = saver;
      if (storage != null) {
        checkpoints.export(winner.directory(), storage::accept);
      }
      return false;
    }

    @Override
    public void report(Metrics metrics) {
      reported = epoch;
      exact = winner.isExact(metrics);
    }
  }
}

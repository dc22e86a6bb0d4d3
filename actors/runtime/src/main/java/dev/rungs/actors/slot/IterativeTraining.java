package dev.rungs.actors.slot;

import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Outcome;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Drives an {@link IterativeTrainer}. The model stays in memory after a segment, so a trial that
 * goes on at once on the same slot is not read back from disk.
 */
final class IterativeTraining<M> implements Training {

  private static final Logger log = LoggerFactory.getLogger(IterativeTraining.class);

  /** A model and how far it is trained. */
  private static final class Held<M> {
    final PresentSegment trial;
    final M model;
    int epoch;
    int savedEpoch;

    Held(PresentSegment trial, M model, int epoch) {
      this.trial = trial;
      this.model = model;
      this.epoch = epoch;
      this.savedEpoch = epoch;
    }
  }

  private final IterativeTrainer<M> trainer;
  private final Checkpoints checkpoints;
  private final SlotListener listener;
  private @Nullable Held<M> held;

  IterativeTraining(IterativeTrainer<M> trainer, Checkpoints checkpoints, SlotListener listener) {
    this.trainer = trainer;
    this.checkpoints = checkpoints;
    this.listener = listener;
  }

  @Override
  public void bind(Slot slot) throws Exception {
    trainer.bind(slot);
  }

  @Override
  public Optional<Order> train(Segment segment) {
    Outcome outcome;
    Optional<CheckpointSaved> saved = Optional.empty();
    int epoch = 0;
    try {
      Held<M> model = held(segment);
      held = model;
      checkpoints.began();
      while (segment.mayTrainAfter(model.epoch)) {
        epoch = model.epoch;
        step(segment, model);
      }
      epoch = model.epoch;
      outcome = segment.outcome(epoch);
      if (segment.leased() && model.epoch > model.savedEpoch) {
        saved = Optional.of(save(segment, model));
      }
    } catch (Throwable thrown) { // an Error of one trial must not end the slot
      log.debug("{} failed at epoch {}", segment.trial(), epoch + 1, thrown);
      outcome = segment.failed(epoch, thrown);
      release();
    }
    listener.ended(segment, outcome, saved);
    return Optional.empty();
  }

  private void step(Segment segment, Held<M> model) throws Exception {
    int epoch = model.epoch + 1;
    Metrics metrics = trainer.step(model.model, epoch);
    model.epoch = epoch;
    segment
        .report(epoch, metrics)
        .ifPresentOrElse(
            report -> listener.reported(segment, report), () -> listener.repeated(segment));
    if (checkpoints.due(epoch - model.savedEpoch) && segment.mayTrainAfter(epoch)) {
      listener.saved(segment, save(segment, model));
    }
  }

  private CheckpointSaved save(Segment segment, Held<M> model) throws Exception {
    CheckpointSaved saved =
        checkpoints.save(segment, model.epoch, directory -> trainer.save(model.model, directory));
    model.savedEpoch = model.epoch;
    return saved;
  }

  private Held<M> held(Segment segment) throws Exception {
    Held<M> last = held;
    if (last != null
        && last.trial.trial().equals(segment.trial())
        && last.epoch == segment.recorded()
        && last.epoch <= segment.untilEpoch()) {
      last.trial.goOn(segment);
      return last;
    }
    release();
    return open(segment);
  }

  private Held<M> open(Segment segment) throws Exception {
    var trial = new PresentSegment(segment);
    Optional<CheckpointSaved> newest = checkpoints.newest(segment);
    if (newest.isPresent()) {
      M model = trainer.load(trial, checkpoints.path(newest.get(), segment));
      return new Held<>(trial, model, newest.get().epoch());
    }
    return new Held<>(trial, trainer.create(trial), 0);
  }

  @Override
  public void realise(Winner winner) throws Exception {
    release();
    Segment segment = winner.segment();
    Held<M> model = open(segment);
    held = model;
    boolean exact = true;
    while (model.epoch < segment.untilEpoch()) {
      Metrics metrics = trainer.step(model.model, ++model.epoch);
      exact = winner.isExact(metrics);
    }
    checkpoints.export(winner.directory(), directory -> trainer.export(model.model, directory));
    listener.realised(winner, trainer.test(model.model), exact);
    release();
  }

  @Override
  public void release() {
    Held<M> last = held;
    held = null;
    if (last != null) {
      try {
        trainer.release(last.model);
      } catch (Exception e) {
        log.warn("the model of {} was not released", last.trial.trial(), e);
      }
    }
  }

  @Override
  public void unbind() {
    release();
    try {
      trainer.unbind();
    } catch (Exception e) {
      log.warn("{} was not let go", Thread.currentThread(), e);
    }
  }
}

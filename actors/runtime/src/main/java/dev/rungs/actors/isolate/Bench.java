package dev.rungs.actors.isolate;

import dev.rungs.space.Configuration;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.train.TrainerFactory;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The trainer in a child, with its models by their numbers. Used on the child's main thread. */
final class Bench {

  private @Nullable Trained<?> trained;
  private volatile boolean cancelled;

  /** Says whether what is being done is not wanted any more; may be called on any thread. */
  void setCancelled(boolean yes) {
    cancelled = yes;
  }

  Reply carryOut(Request request) throws Exception {
    if (request instanceof Request.Open open) {
      IterativeTrainer<?> trainer = open(open);
      trained = new Trained<>(trainer);
      return new Reply.Opened(trainer.preferredSlots());
    }
    if (trained == null) {
      throw new IllegalStateException(request + " before a trainer was opened");
    }
    return trained.carryOut(request);
  }

  private static IterativeTrainer<?> open(Request.Open open) throws Exception {
    return Class.forName(open.factory())
        .asSubclass(TrainerFactory.class)
        .getConstructor()
        .newInstance()
        .open(open.argument());
  }

  /** A trainer and its models. */
  private final class Trained<M> {

    private final IterativeTrainer<M> trainer;
    private final Map<Integer, Held<M>> models = new HashMap<>();

    Trained(IterativeTrainer<M> trainer) {
      this.trainer = trainer;
    }

    Reply carryOut(Request request) throws Exception {
      if (request instanceof Request.Step step) {
        Held<M> held = held(step.model());
        held.trial.attempt = step.attempt();
        return new Reply.Measured(trainer.step(held.model, step.epoch()));
      }
      if (request instanceof Request.Test test) {
        return new Reply.Measured(trainer.test(held(test.model()).model));
      }
      act(request);
      return new Reply.Done();
    }

    private void act(Request request) throws Exception {
      if (request instanceof Request.Bind bind) {
        trainer.bind(bind.slot());
      } else if (request instanceof Request.Create create) {
        var trial = new Told(create.task());
        models.put(create.model(), new Held<>(trial, trainer.create(trial)));
      } else if (request instanceof Request.Load load) {
        var trial = new Told(load.task());
        M model = trainer.load(trial, Path.of(load.directory()));
        models.put(load.model(), new Held<>(trial, model));
      } else if (request instanceof Request.Save save) {
        trainer.save(held(save.model()).model, Path.of(save.directory()));
      } else if (request instanceof Request.Export export) {
        trainer.export(held(export.model()).model, Path.of(export.directory()));
      } else if (request instanceof Request.Release release) {
        Held<M> held = held(release.model());
        models.remove(release.model());
        trainer.release(held.model);
      } else if (request instanceof Request.Close) {
        trainer.close();
      } else {
        throw new IllegalStateException(request + " is not for a trainer");
      }
    }

    private Held<M> held(int model) {
      Held<M> held = models.get(model);
      if (held == null) {
        throw new IllegalStateException("model is " + model + ", must be of " + models.keySet());
      }
      return held;
    }
  }

  private record Held<M>(Told trial, M model) {}

  /** A trial as the trainer sees it. */
  private final class Told implements TrialContext {

    private final Request.Task task;
    private volatile int attempt;

    Told(Request.Task task) {
      this.task = task;
      this.attempt = task.attempt();
    }

    @Override
    public TrialId trial() {
      return task.trial();
    }

    @Override
    public int attempt() {
      return attempt;
    }

    @Override
    public Configuration configuration() {
      return task.configuration();
    }

    @Override
    public long seed() {
      return task.seed();
    }

    @Override
    public Slot slot() {
      return task.slot();
    }

    @Override
    public boolean cancelled() {
      return cancelled;
    }
  }
}

package dev.rungs.actors.isolate;

import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.Slot;
import dev.rungs.train.TrainerFactory;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Trains in a JVM for each slot, so that {@code System.exit}, a crash of native code, the kernel's
 * OOM killer or a deadlock costs the trial that caused it one epoch, and nobody else anything.
 *
 * <p>The trainer is made by a {@link TrainerFactory} in each of these JVMs, which have the class
 * path and the flags of this one: {@code -Xmx} holds for each, and each holds its own data. This
 * JVM loads no library that the trainer needs. Results are the same to the last bit.
 *
 * <p>A JVM that ends fails its trial with a {@link ChildException}, as any exception does, and the
 * slot's next trial gets a new one. One that has not noticed after 3 s that its trial was cancelled
 * is killed. All end with this one, however it ends. Needs {@code /bin/sh}.
 */
public final class IsolatedTrainer implements IterativeTrainer<IsolatedTrainer.Model> {

  /** A model in a child. */
  record Model(Child child, int number, TrialContext trial) {}

  /** A slot's thread and the child it has at present. */
  private record Place(Slot slot, Child child) {}

  private final Request.Open open;
  private final Path output;
  private final int slots;
  private final Map<Thread, Place> places = new ConcurrentHashMap<>();

  /** The first child, until a slot takes it. */
  private final AtomicReference<@Nullable Child> spare = new AtomicReference<>();

  private IsolatedTrainer(Request.Open open, Path output) throws IOException, InterruptedException {
    this.open = open;
    this.output = output;
    Child first = Child.start(output);
    slots = openIn(first);
    spare.set(first);
  }

  /**
   * Starts the first JVM and makes the trainer in it.
   *
   * @param argument handed to the factory
   * @param output the file that all they print is added to; reports of crashes go beside it
   * @throws ChildException if the JVM cannot be started, or the factory throws
   * @throws IllegalArgumentException if the factory does
   */
  public static IsolatedTrainer open(
      Class<? extends TrainerFactory> factory, String argument, Path output)
      throws IOException, InterruptedException {
    return new IsolatedTrainer(new Request.Open(factory.getName(), argument), output);
  }

  private Child start() throws IOException, InterruptedException {
    Child child = Child.start(output);
    openIn(child);
    return child;
  }

  /** Makes the trainer in a child and returns how many slots suit it. */
  private int openIn(Child child) throws InterruptedException {
    try {
      return ((Reply.Opened) child.ask(open, "the trainer's start")).slots();
    } catch (InterruptedException | RuntimeException failed) {
      child.close();
      throw failed;
    }
  }

  @Override
  public void bind(Slot slot) throws IOException, InterruptedException {
    Child first = spare.getAndSet(null);
    bind(slot, first == null ? start() : first);
  }

  private Child bind(Slot slot, Child child) throws InterruptedException {
    places.put(Thread.currentThread(), new Place(slot, child));
    child.ask(new Request.Bind(slot), slot.toString());
    return child;
  }

  @Override
  public void unbind() throws InterruptedException {
    Place place = places.remove(Thread.currentThread());
    if (place != null) {
      place.child().close();
    }
  }

  @Override
  public Model create(TrialContext trial) throws IOException, InterruptedException {
    Child child = child();
    var model = new Model(child, child.nextModel(), trial);
    ask(model, new Request.Create(model.number(), Request.Task.of(trial)), "its beginning");
    return model;
  }

  @Override
  public Model load(TrialContext trial, Path directory) throws IOException, InterruptedException {
    Child child = child();
    var model = new Model(child, child.nextModel(), trial);
    var load =
        new Request.Load(model.number(), Request.Task.of(trial), directory.toAbsolutePath() + "");
    ask(model, load, "reading its checkpoint");
    return model;
  }

  @Override
  public Metrics step(Model model, int epoch) throws InterruptedException {
    var step = new Request.Step(model.number(), model.trial().attempt(), epoch);
    return ((Reply.Measured) ask(model, step, "epoch " + epoch)).metrics();
  }

  @Override
  public void save(Model model, Path directory) throws InterruptedException {
    ask(model, new Request.Save(model.number(), directory.toAbsolutePath() + ""), "saving");
  }

  @Override
  public Metrics test(Model model) throws InterruptedException {
    return ((Reply.Measured) ask(model, new Request.Test(model.number()), "its test")).metrics();
  }

  @Override
  public void export(Model model, Path directory) throws InterruptedException {
    ask(model, new Request.Export(model.number(), directory.toAbsolutePath() + ""), "its export");
  }

  @Override
  public void release(Model model) throws InterruptedException {
    if (model.child().isAlive()) {
      model.child().ask(new Request.Release(model.number()), what(model, "its release"));
    }
  }

  @Override
  public int preferredSlots() {
    return slots;
  }

  /** Ends the JVMs that are left. */
  @Override
  public void close() {
    try {
      Child first = spare.getAndSet(null);
      if (first != null) {
        first.close();
      }
      for (Place place : places.values()) {
        place.child().close();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Returns the child of the calling thread, a new one if the last has ended. */
  private Child child() throws IOException, InterruptedException {
    Place place = places.get(Thread.currentThread());
    if (place == null) {
      throw new IllegalStateException(Thread.currentThread() + " is not bound to a slot");
    }
    return place.child().isAlive() ? place.child() : bind(place.slot(), start());
  }

  private static Reply ask(Model model, Request request, String what) throws InterruptedException {
    return model.child().ask(request, what(model, what), model.trial()::cancelled);
  }

  private static String what(Model model, String what) {
    return model.trial().trial() + ", attempt " + model.trial().attempt() + ", " + what;
  }
}

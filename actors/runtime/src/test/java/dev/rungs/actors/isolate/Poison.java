package dev.rungs.actors.isolate;

import dev.rungs.actors.isolate.Poison.Model;
import dev.rungs.train.IterativeTrainer;
import dev.rungs.train.TrainerFactory;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Metrics;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import sun.misc.Unsafe;

/**
 * Trains well, but what the argument's words name befalls the first trials, in their order, in
 * their second epochs.
 */
public final class Poison implements TrainerFactory, IterativeTrainer<Model> {

  /** What can befall a trial. */
  enum Kind {
    NOTHING,
    EXCEPTION,
    ERROR,
    STACK_OVERFLOW,
    HEAP,
    EXIT,
    HALT,
    SEGMENTATION_FAULT,
    ABORT,
    KILL,
    KILL_ONCE,
    LOOP,
    DEADLOCK,
    CLOSED_STREAMS,
    INTERRUPTED,
    GARBAGE
  }

  static final class Model {
    private final TrialContext trial;
    private long history;

    private Model(TrialContext trial) {
      this.trial = trial;
    }
  }

  private List<Kind> kinds = List.of();

  @Override
  public IterativeTrainer<?> open(String argument) {
    kinds = Arrays.stream(argument.split(" ", -1)).map(Kind::valueOf).toList();
    return this;
  }

  @Override
  public Model create(TrialContext trial) {
    return new Model(trial);
  }

  @Override
  public Metrics step(Model model, int epoch) throws Exception {
    int number = model.trial.trial().number();
    if (number < kinds.size() && epoch == 2) {
      befall(kinds.get(number), model.trial.attempt());
    }
    model.history = Chance.mix(model.history ^ model.trial.seed(), epoch);
    return Metrics.of("loss", (model.history >>> 11) * 0x1p-53, "odd", Double.NaN);
  }

  @Override
  public void save(Model model, Path directory) throws IOException {
    Files.writeString(directory.resolve("model"), Long.toString(model.history));
  }

  @Override
  public Model load(TrialContext trial, Path directory) throws IOException {
    var model = new Model(trial);
    model.history = Long.parseLong(Files.readString(directory.resolve("model")));
    return model;
  }

  @Override
  public Metrics test(Model model) {
    return Metrics.of("test_loss", Double.NaN);
  }

  private static void befall(Kind kind, int attempt) throws Exception {
    switch (kind) {
      case NOTHING -> {}
      case EXCEPTION -> throw new IllegalStateException("bad trial");
      case ERROR -> throw new NoClassDefFoundError("bad");
      case STACK_OVERFLOW -> descend(0);
      case HEAP -> fillHeap();
      case EXIT -> System.exit(3);
      case HALT -> Runtime.getRuntime().halt(4);
      case SEGMENTATION_FAULT -> unsafe().putAddress(0, 1);
      case ABORT -> signal("ABRT");
      case KILL -> signal("KILL");
      case KILL_ONCE -> {
        if (attempt == 1) {
          signal("KILL");
        }
      }
      case LOOP -> spin();
      case DEADLOCK -> deadlock();
      case CLOSED_STREAMS -> closeStreams();
      case INTERRUPTED -> Thread.currentThread().interrupt();
      case GARBAGE -> Files.writeString(Path.of("/dev/fd/3"), "progress: 50 %\n");
    }
  }

  private static int descend(int depth) {
    return depth < 0 ? depth : descend(depth + 1) + 1;
  }

  private static void fillHeap() {
    List<long[]> hog = new ArrayList<>();
    while (true) {
      hog.add(new long[Integer.MAX_VALUE - 8]);
    }
  }

  private static Unsafe unsafe() throws ReflectiveOperationException {
    Field field = Unsafe.class.getDeclaredField("theUnsafe");
    field.setAccessible(true);
    return (Unsafe) field.get(null);
  }

  private static void signal(String name) throws Exception {
    new ProcessBuilder("kill", "-" + name, ProcessHandle.current().pid() + "").start().waitFor();
    new CountDownLatch(1).await();
  }

  private static void spin() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 3) & Long.MAX_VALUE;
    }
  }

  private static void deadlock() throws InterruptedException {
    var first = new Object();
    var second = new Object();
    var both = new CountDownLatch(2);
    new Thread(() -> lock(first, second, both)).start();
    lock(second, first, both);
  }

  private static void lock(Object outer, Object inner, CountDownLatch both) {
    synchronized (outer) {
      both.countDown();
      try {
        both.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      synchronized (inner) {
        both.countDown();
      }
    }
  }

  private static void closeStreams() throws IOException {
    System.out.println("these are my last words");
    System.out.close();
    System.in.close();
    new FileOutputStream(FileDescriptor.out).close();
  }
}

package dev.rungs.benchmarks;

import dev.rungs.train.CancelledException;
import dev.rungs.train.Trial;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Metrics;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/** What a trainer may do that is bad for the process it runs in. */
enum Toxin {
  EXCEPTION(Fate.EXCEPTION),
  ERROR(Fate.EXCEPTION),
  STACK_OVERFLOW(Fate.EXCEPTION),
  HEAP(Fate.OUT_OF_MEMORY),
  DIRECT_MEMORY(Fate.OUT_OF_MEMORY),
  NAN(Fate.DIVERGED, Reach.REPORT),
  INFINITE(Fate.DIVERGED, Reach.REPORT),
  NO_OBJECTIVE(Fate.EXCEPTION, Reach.REPORT),
  NO_REPORT(Fate.EXCEPTION, Reach.REPORT),
  RETURNS_EARLY(Fate.EXCEPTION, Reach.REPORT),
  MANY_METRICS(Fate.COMPLETE, Reach.REPORT),
  MANY_THREADS(Fate.COMPLETE),
  INTERRUPTS_ITSELF(Fate.COMPLETE),
  CANCELS_ITSELF(Fate.EXCEPTION, Reach.REPORT),
  SPINS(Fate.TIMEOUT),
  SLEEPS(Fate.TIMEOUT),
  IGNORES_INTERRUPTS(Fate.TIMEOUT),
  DEADLOCK(Fate.TIMEOUT),
  EXIT(Fate.EXCEPTION, Reach.PROCESS),
  HALT(Fate.EXCEPTION, Reach.PROCESS),
  NATIVE_FAULT(Fate.EXCEPTION, Reach.PROCESS),
  ABORT(Fate.EXCEPTION, Reach.PROCESS),
  KILL(Fate.EXCEPTION, Reach.PROCESS);

  /** How the poisoned trial must end: as one kind of failure, or unharmed. */
  enum Fate {
    EXCEPTION,
    OUT_OF_MEMORY,
    DIVERGED,
    TIMEOUT,
    COMPLETE
  }

  /** What a toxin takes hold of. */
  private enum Reach {
    /** What the trial reports: a trainer that takes steps cannot do that. */
    REPORT,
    /** The trial's thread, or memory, which its process survives. */
    THREAD,
    /** The trial's process, which ends. */
    PROCESS
  }

  private static final int THREADS = 500;
  private static final int METRICS = 2_000;
  private static final int PIECE = 8 << 20;

  private final Fate fate;
  private final Reach reach;

  Toxin(Fate fate) {
    this(fate, Reach.THREAD);
  }

  Toxin(Fate fate, Reach reach) {
    this.fate = fate;
    this.reach = reach;
  }

  /** Returns whether a trial can take it: in a process of its own, or in one with others. */
  boolean suits(boolean isolated) {
    return reach != (isolated ? Reach.REPORT : Reach.PROCESS);
  }

  Fate fate() {
    return fate;
  }

  /** Works in the middle of an epoch, on the trial's thread. */
  void workOn(Trial trial) throws Exception {
    switch (this) {
      case NAN -> trial.report(PoisonVictim.LOSS, Double.NaN);
      case INFINITE -> trial.report(PoisonVictim.LOSS, Double.POSITIVE_INFINITY);
      case NO_OBJECTIVE -> trial.report("other", 1);
      case NO_REPORT, RETURNS_EARLY -> {}
      case MANY_METRICS -> reportMany(trial);
      case CANCELS_ITSELF -> throw new CancelledException();
      default -> work();
    }
  }

  /** Works in the middle of an epoch, on the trial's thread; not for what needs a report. */
  void work() throws Exception {
    switch (this) {
      case EXCEPTION -> throw new IllegalStateException("poison");
      case ERROR -> throw new NoClassDefFoundError("poison");
      case STACK_OVERFLOW -> deeper(0);
      case HEAP -> fillHeap();
      case DIRECT_MEMORY -> fillDirectMemory();
      case MANY_THREADS -> startMany();
      case INTERRUPTS_ITSELF -> Thread.currentThread().interrupt();
      case SPINS -> spin();
      case SLEEPS -> Thread.sleep(Long.MAX_VALUE);
      case IGNORES_INTERRUPTS -> sleepOn();
      case DEADLOCK -> lockDead();
      case EXIT -> System.exit(3);
      case HALT -> Runtime.getRuntime().halt(4);
      case NATIVE_FAULT -> signal("SEGV");
      case ABORT -> signal("ABRT");
      case KILL -> signal("KILL");
      default -> throw new IllegalStateException(this + " needs a trial that reports");
    }
  }

  /** Returns whether the trial itself must still report the epoch. */
  boolean reportsAfter() {
    return this == MANY_THREADS || this == INTERRUPTS_ITSELF;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, Long.toString(ProcessHandle.current().pid())).start();
    new CountDownLatch(1).await();
  }

  private static int deeper(int depth) {
    return depth < 0 ? 0 : deeper(depth + 1) + 1;
  }

  private static void fillHeap() {
    List<byte[]> pieces = new ArrayList<>();
    while (pieces.size() < Integer.MAX_VALUE) {
      pieces.add(new byte[PIECE]);
    }
  }

  private static void fillDirectMemory() {
    List<ByteBuffer> pieces = new ArrayList<>();
    while (pieces.size() < Integer.MAX_VALUE) {
      pieces.add(ByteBuffer.allocateDirect(PIECE));
    }
  }

  private static void reportMany(Trial trial) {
    var many = new ArrayList<>(Metrics.of(PoisonVictim.LOSS, 1).values());
    for (int i = 0; i < METRICS; i++) {
      many.add(new Metric("m".repeat(500) + i, i));
    }
    trial.report(new Metrics(many));
  }

  private static void startMany() {
    var never = new CountDownLatch(1);
    for (int i = 0; i < THREADS; i++) {
      var thread = new Thread(() -> awaitQuietly(never), "poison");
      thread.setDaemon(true);
      thread.start();
    }
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void spin() {
    long turns = 0;
    while (turns >= 0) {
      turns = (turns + 1) & Long.MAX_VALUE;
    }
  }

  private static void sleepOn() {
    var never = new CountDownLatch(1);
    while (never.getCount() > 0) {
      try {
        never.await();
      } catch (InterruptedException ignored) {
        // That is the poison.
      }
    }
  }

  /** Two threads that each hold what the other waits for. */
  private static void lockDead() throws InterruptedException {
    Object mine = new Object();
    Object its = new Object();
    var both = new CountDownLatch(2);
    var other = new Thread(() -> lock(its, mine, both), "poison");
    other.setDaemon(true);
    other.start();
    lock(mine, its, both);
  }

  private static void lock(Object first, Object second, CountDownLatch both) {
    synchronized (first) {
      both.countDown();
      awaitQuietly(both);
      synchronized (second) {
        throw new IllegalStateException("both locks are held");
      }
    }
  }
}

package dev.rungs.benchmarks;

import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A place in the life of a sweep where its process may be made to die: started with {@code
 * -Drungs.failpoint=NAME:k} it ends without any shutdown when it passes that place for the k-th
 * time.
 *
 * <p>All of them lie in what the victim hands to the engine, its trainer and the class of its
 * journal's plugin: the engine knows nothing of them.
 */
enum Failpoint {
  /** A batch of events is to be persisted. */
  BEFORE_PERSIST,
  /** A batch is committed; nobody has been told. */
  AFTER_PERSIST,
  /** A segment's grant is committed, its attempt is not begun. */
  BEFORE_START,
  /** A checkpoint is written beside its place. */
  MODEL_WRITTEN,
  /** A checkpoint is in its place, the journal does not name it. */
  BEFORE_CHECKPOINT_EVENT,
  /** An actor has read its events again. */
  RECOVERED,
  /** A batch is to be persisted while the sweep stops. */
  STOPPING;

  static final String PROPERTY = "rungs.failpoint";

  /** The exit code of a process that was killed with signal 9. */
  static final int KILLED = 128 + 9;

  /** Which pass is deadly. */
  private record Trap(Failpoint point, int pass, AtomicInteger passes) {

    static final Optional<Trap> ARMED =
        Optional.ofNullable(System.getProperty(PROPERTY)).map(Trap::parse);

    private static Trap parse(String text) {
      String[] parts = text.split(":", -1);
      return new Trap(Failpoint.valueOf(parts[0]), Integer.parseInt(parts[1]), new AtomicInteger());
    }
  }

  /** Returns whether this process is to die here. */
  boolean armed() {
    return Trap.ARMED.filter(trap -> trap.point() == this).isPresent();
  }

  /** Returns whether this process is to die anywhere. */
  static boolean anyArmed() {
    return Trap.ARMED.isPresent();
  }

  /** Ends the process if this is the pass. */
  void pass() {
    if (Trap.ARMED.isPresent() && armed()) {
      Trap trap = Trap.ARMED.get();
      if (trap.passes().incrementAndGet() == trap.pass()) {
        Runtime.getRuntime().halt(KILLED);
      }
    }
  }

  /** Returns what a JVM is started with in order to die here. */
  String option(int pass) {
    return "-D" + PROPERTY + "=" + name() + ":" + pass;
  }

  /** The name as people write it. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}

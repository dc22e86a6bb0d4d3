package dev.rungs.cli;

import dev.rungs.actors.RunningSweep;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.Signals;

/**
 * Ctrl-C and SIGTERM: the first stops the sweep in good order, the second ends the process at once.
 * The signals belong to it from {@link #stop} to {@link #close}.
 */
final class Interrupts implements AutoCloseable {

  private final Runnable abandon;
  private final Map<String, Object> before = new LinkedHashMap<>();
  private Optional<Exit> received = Optional.empty();

  /**
   * @param abandon what to do before the process ends at once
   */
  Interrupts(Runnable abandon) {
    this.abandon = abandon;
  }

  /** Lets signals stop a sweep. */
  void stop(RunningSweep sweep) {
    register("INT", Exit.INTERRUPTED, sweep);
    register("TERM", Exit.TERMINATED, sweep);
  }

  private void register(String signal, Exit exit, RunningSweep sweep) {
    Object handler = Signals.register(signal, () -> onSignal(exit, sweep));
    if (handler != null) {
      before.put(signal, handler);
    }
  }

  private synchronized void onSignal(Exit exit, RunningSweep sweep) {
    if (received.isPresent()) {
      abandon.run();
      Runtime.getRuntime().halt(exit.code());
    }
    received = Optional.of(exit);
    var unused = sweep.stop();
  }

  /** Returns how the process should end if a signal has come. */
  synchronized Optional<Exit> received() {
    return received;
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}

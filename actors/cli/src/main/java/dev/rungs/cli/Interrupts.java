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

  private static final String SHOW_CURSOR = "\033[?25h";

  private final Console console;
  private final Map<String, Object> before = new LinkedHashMap<>();
  private Optional<Exit> received = Optional.empty();

  Interrupts(Console console) {
    this.console = console;
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
      console.err().print(console.isDumb() ? "" : SHOW_CURSOR);
      console.err().flush();
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

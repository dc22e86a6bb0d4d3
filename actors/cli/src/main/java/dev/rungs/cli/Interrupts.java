package dev.rungs.cli;

import dev.rungs.actors.RunningSweep;
import dev.rungs.sweep.SweepResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jline.utils.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Ctrl-C and SIGTERM: the first stops the sweep in good order, the second ends the process at once.
 * The signals belong to it from {@link #stop} to {@link #close}.
 */
final class Interrupts implements AutoCloseable {

  private static final String SHOW_CURSOR = "\033[?25h";

  private final Console console;
  private final Map<String, Object> before = new LinkedHashMap<>();
  private volatile @Nullable Exit received;
  private String again = "";

  Interrupts(Console console) {
    this.console = console;
  }

  /**
   * Lets signals stop a sweep.
   *
   * @param again the command that goes on
   */
  void stop(RunningSweep sweep, String again) {
    this.again = again;
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
    if (received != null) {
      console.err().print(SHOW_CURSOR);
      console.err().flush();
      Runtime.getRuntime().halt(exit.code());
    }
    received = exit;
    console.say("\rstopping: what trains finishes its epoch and is saved. Once more to stop now.");
    var unused = sweep.stop();
  }

  /** Returns how the process should end if a signal has come. */
  Optional<Exit> received() {
    return Optional.ofNullable(received);
  }

  /** Says that nothing is lost. */
  void farewell(SweepResult result) {
    console.say(
        "stopped after "
            + result.trials().size()
            + " trials. Nothing is lost: "
            + again
            + " goes on from here");
  }

  @Override
  public void close() {
    before.forEach(Signals::unregister);
  }
}

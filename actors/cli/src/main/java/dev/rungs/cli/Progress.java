package dev.rungs.cli;

import dev.rungs.actors.SweepUpdate.Trained;
import dev.rungs.cli.view.SweepView;
import dev.rungs.sweep.SweepEvent;
import java.util.Optional;

/** Shows a sweep while it runs. All methods are called on one thread. */
interface Progress extends AutoCloseable {

  /** Tells people something beside the picture. */
  void say(String line);

  /** The view holds what was known before. */
  default void begin(SweepView view) {}

  /** The view has folded an event. */
  default void decided(SweepView view, long number, long atMillis, SweepEvent event) {}

  /** The view has folded epochs of a trial. */
  default void trained(Trained trained, long nowMillis) {}

  /** A quarter of a second has gone by. */
  default void tick(SweepView view, long nowMillis) {}

  /** Nothing more will happen. */
  default void end(SweepView view) {}

  /** The process ends at once. Called on any thread. */
  default void abandon() {}

  @Override
  default void close() {}

  /** Returns what suits the options and the terminal. */
  static Progress of(RunOptions options, Console console, String id) {
    return switch (options.progress()) {
      case NONE -> console::say;
      case JSON -> new JsonProgress(console);
      case PLAIN -> new PlainProgress(console);
      case LIVE, AUTO -> live(options, console, id).orElseGet(() -> new PlainProgress(console));
    };
  }

  private static Optional<Progress> live(RunOptions options, Console console, String id) {
    return console.isDumb()
        ? Optional.empty()
        : Tty.error().map(tty -> new LiveProgress(console, tty, options.look, id));
  }
}

package dev.rungs.actors.isolate;

import dev.rungs.actors.slot.Failures;
import dev.rungs.train.CancelledException;
import dev.rungs.train.DivergedException;
import dev.rungs.trial.Metrics;
import java.util.Arrays;
import java.util.List;

/** What a child answers. */
sealed interface Reply {

  /** It is done. */
  record Done() implements Reply {}

  /** It is done, and gave these. */
  record Measured(Metrics metrics) implements Reply {}

  /** The trainer is made, and so many slots suit it. */
  record Opened(int slots) implements Reply {}

  /**
   * It threw.
   *
   * @param message may be empty
   * @param trace the innermost calls
   */
  record Threw(Kind kind, String type, String message, List<Call> trace) implements Reply {

    private static final int LONGEST_MESSAGE = 4_000;
    private static final int DEEPEST = 32;

    static Threw of(Throwable thrown) {
      String message = thrown.getMessage() == null ? "" : thrown.getMessage();
      return new Threw(
          Kind.of(thrown),
          thrown.getClass().getName(),
          message.substring(0, Math.min(LONGEST_MESSAGE, message.length())),
          Arrays.stream(thrown.getStackTrace()).limit(DEEPEST).map(Call::of).toList());
    }

    /** Returns what means in the parent what was thrown in the child. */
    RuntimeException inParent() {
      String full = message.isEmpty() ? type : type + ": " + message;
      return switch (kind) {
        case CANCELLED -> new CancelledException();
        case DIVERGED -> traced(new DivergedException(message));
        case OUT_OF_MEMORY -> traced(new ChildException(full, new OutOfMemoryError(message)));
        case REFUSED -> traced(new IllegalArgumentException(message));
        case OTHER -> traced(new ChildException(full));
      };
    }

    private <T extends Throwable> T traced(T thrown) {
      thrown.setStackTrace(trace.stream().map(Call::element).toArray(StackTraceElement[]::new));
      return thrown;
    }
  }

  /** What a thrown thing means to a sweep. */
  enum Kind {
    CANCELLED,
    DIVERGED,
    OUT_OF_MEMORY,
    REFUSED,
    OTHER;

    static Kind of(Throwable thrown) {
      if (thrown instanceof CancelledException) {
        return CANCELLED;
      }
      if (thrown instanceof DivergedException) {
        return DIVERGED;
      }
      if (Failures.isOutOfMemory(thrown)) {
        return OUT_OF_MEMORY;
      }
      return thrown instanceof IllegalArgumentException ? REFUSED : OTHER;
    }
  }

  /** One line of a stack trace; the file may be empty. */
  record Call(String type, String method, String file, int line) {

    static Call of(StackTraceElement element) {
      String file = element.getFileName() == null ? "" : element.getFileName();
      return new Call(
          element.getClassName(), element.getMethodName(), file, element.getLineNumber());
    }

    StackTraceElement element() {
      return new StackTraceElement(type, method, file, line);
    }
  }
}

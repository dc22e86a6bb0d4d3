package dev.rungs.actors.isolate;

/**
 * Thrown when a trainer's JVM ended, or when the trainer threw something in it that has no meaning
 * of its own for a sweep. The message names the trial and how its JVM ended, or what was thrown; in
 * the second case the stack trace is that of the trainer.
 */
public final class ChildException extends RuntimeException {

  private static final long serialVersionUID = 1;

  ChildException(String message) {
    super(message);
  }

  ChildException(String message, Throwable cause) {
    super(message, cause);
  }
}

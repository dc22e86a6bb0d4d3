package dev.rungs.actors.command;

/**
 * Thrown when a program breaks the contract of {@link CommandTrainer} or ends too early. The
 * message names the command, the line and the last lines of its error output; the sweep's retry
 * rule decides whether it starts again.
 */
public final class CommandException extends RuntimeException {

  private static final long serialVersionUID = 1;

  CommandException(String message) {
    super(message);
  }

  CommandException(String message, Throwable cause) {
    super(message, cause);
  }
}

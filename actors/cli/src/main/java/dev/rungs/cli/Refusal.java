package dev.rungs.cli;

/** Ends a command with a message for people. Nobody retries. */
final class Refusal extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final Exit exit;

  Refusal(Exit exit, String message) {
    super(message);
    this.exit = exit;
  }

  Refusal(Exit exit, String message, Throwable cause) {
    super(message, cause);
    this.exit = exit;
  }

  Exit exit() {
    return exit;
  }

  String text() {
    return String.valueOf(getMessage());
  }
}

package dev.rungs.actors.journal;

/**
 * Thrown when a journal cannot be opened or believed: another process writes it, a newer Rungs
 * wrote it, or it is damaged. Nobody retries: the message tells a person what to do.
 */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1;

  JournalException(String message) {
    super(message);
  }

  JournalException(String message, Throwable cause) {
    super(message, cause);
  }
}

package dev.rungs.actors.journal;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a journal cannot be opened or believed: another process writes it, a newer Rungs
 * wrote it, or it is damaged. Nobody retries: the message tells a person what to do.
 */
public final class JournalException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private static final String ADVICE =
      "; put a good copy of the journal back, or go on without what is lost (--accept-loss)";

  private final boolean damage;

  JournalException(String message) {
    this(message, null);
  }

  JournalException(String message, @Nullable Throwable cause) {
    this(message, cause, false);
  }

  private JournalException(String message, @Nullable Throwable cause, boolean damage) {
    super(message, cause);
    this.damage = damage;
  }

  /** Returns whether part of the journal is lost, so that one may go on without it. */
  boolean isDamage() {
    return damage;
  }

  /** Returns what is wrong with one event of a journal, and what to do. */
  static JournalException damaged(String journal, String persistenceId, long number, Damage wrong) {
    return damaged(journal, event(persistenceId, number) + " " + wrong.getMessage(), wrong);
  }

  /** Returns what is wrong with a journal, and what to do. */
  static JournalException damaged(String journal, String wrong, @Nullable Throwable cause) {
    return new JournalException(journal + ": " + wrong + ADVICE, cause, true);
  }

  /** Returns that an event, though as it was written, is not understood. */
  static JournalException unknown(
      String journal, String persistenceId, long number, JournalException wrong) {
    return new JournalException(
        journal + ": " + event(persistenceId, number) + " " + wrong.getMessage(), wrong);
  }

  private static String event(String persistenceId, long number) {
    return "event " + number + " of " + persistenceId.replace('|', ' ');
  }
}

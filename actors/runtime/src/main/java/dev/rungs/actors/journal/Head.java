package dev.rungs.actors.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * How far a chain of events has come.
 *
 * <p>The link of an event is the first half of the SHA-256 over the link before it, its number, its
 * manifest and its body; the first one follows a link made of the persistence id. So it stands for
 * the event and for all before it: one that is missing, doubled, moved, changed or another's does
 * not fit.
 *
 * @param number the last event's, from 1; 0 before the first
 * @param high the first half of the last event's link
 * @param low the second half
 */
public record Head(long number, long high, long low) {

  /** Nothing is known of a chain. */
  static final Head NONE = new Head(0, 0, 0);

  /** Returns the head of a chain without events. */
  static Head start(String persistenceId) {
    return of(0, sha256().digest(persistenceId.getBytes(StandardCharsets.UTF_8)));
  }

  /** Returns the head after one more event. */
  Head after(String manifest, byte[] body) {
    MessageDigest digest = sha256();
    byte[] name = manifest.getBytes(StandardCharsets.UTF_8);
    digest.update(
        ByteBuffer.allocate(3 * Long.BYTES + Integer.BYTES)
            .putLong(high)
            .putLong(low)
            .putLong(number + 1)
            .putInt(name.length)
            .flip());
    digest.update(name);
    return of(number + 1, digest.digest(body));
  }

  private static Head of(long number, byte[] hash) {
    ByteBuffer link = ByteBuffer.wrap(hash);
    return new Head(number, link.getLong(), link.getLong());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}

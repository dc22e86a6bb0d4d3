package dev.rungs.actors.journal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * One event as its row keeps it, still encoded: the CRC-32C over all that follows and the manifest,
 * four bytes; the {@link Head} of the chain with this event, 24 bytes; then the body. Big endian.
 */
final class Frame {

  static final int HEADER = Integer.BYTES + 3 * Long.BYTES;

  private final String manifest;
  private final byte[] bytes;

  private Frame(String manifest, byte[] bytes) {
    this.manifest = manifest;
    this.bytes = bytes;
  }

  /** Returns the event that follows {@code before}. */
  static Frame following(Head before, String manifest, byte[] body) {
    Head head = before.after(manifest, body);
    byte[] bytes =
        ByteBuffer.allocate(HEADER + body.length)
            .putInt(0)
            .putLong(head.number())
            .putLong(head.high())
            .putLong(head.low())
            .put(body)
            .array();
    ByteBuffer.wrap(bytes).putInt(crc(manifest, bytes));
    return new Frame(manifest, bytes);
  }

  /** Returns what a row holds, unchecked; owns the bytes from then on. */
  static Frame of(String manifest, byte[] bytes) {
    return new Frame(manifest, bytes);
  }

  /**
   * Returns this frame if its bytes are as they were written.
   *
   * @throws Damage if one has changed
   */
  Frame intact() {
    if (bytes.length < HEADER) {
      throw new Damage("has " + bytes.length + " bytes, must have >= " + HEADER);
    }
    if (ByteBuffer.wrap(bytes).getInt() != crc(manifest, bytes)) {
      throw new Damage("is damaged: its checksum does not match");
    }
    return this;
  }

  String manifest() {
    return manifest;
  }

  byte[] bytes() {
    return bytes;
  }

  /** Returns the chain's head with this event, as its writer saw it. */
  Head head() {
    ByteBuffer header = ByteBuffer.wrap(bytes).position(Integer.BYTES);
    return new Head(header.getLong(), header.getLong(), header.getLong());
  }

  /** Returns whether its writer saw this head before it. */
  boolean follows(Head before) {
    return head().equals(before.after(manifest, body()));
  }

  byte[] body() {
    return Arrays.copyOfRange(bytes, HEADER, bytes.length);
  }

  private static int crc(String manifest, byte[] bytes) {
    var crc = new CRC32C();
    crc.update(manifest.getBytes(StandardCharsets.UTF_8));
    crc.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
    return (int) crc.getValue();
  }
}

package dev.rungs.actors.journal;

import akka.serialization.SerializerWithStringManifest;

/**
 * Passes {@link Frame}s through Akka's persistence plugins; named in {@code reference.conf}. What
 * they hold is for {@link Chain} to judge, which knows whose events they are.
 */
final class JournalSerializer extends SerializerWithStringManifest {

  /** Kept in every row of every journal: "RUNG" in ASCII. It can never change. */
  static final int IDENTIFIER = 0x52554E47;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object frame) {
    return ((Frame) frame).manifest();
  }

  @Override
  public byte[] toBinary(Object frame) {
    return ((Frame) frame).bytes();
  }

  @Override
  public Object fromBinary(byte[] bytes, String manifest) {
    return Frame.of(manifest, bytes);
  }
}

package dev.rungs.actors.isolate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.rungs.actors.journal.EventCodec;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Optional;

/**
 * How parent and child speak: the length of a message as four bytes, then the message as CBOR, as
 * exact as the journal: doubles keep their bits, NaN stays NaN.
 */
final class Frames {

  /** No message is longer, in bytes. */
  static final int LONGEST = 1 << 20;

  private static final ObjectMapper MAPPER = EventCodec.configure(CBORMapper.builder()).build();

  private Frames() {}

  /**
   * Returns a message as bytes.
   *
   * @throws IllegalArgumentException if there are more than {@link #LONGEST}
   */
  static <T> byte[] encode(Class<T> family, T message) throws IOException {
    byte[] body = MAPPER.writerFor(family).writeValueAsBytes(message);
    if (body.length > LONGEST) {
      throw new IllegalArgumentException(
          message.getClass().getSimpleName()
              + " has "
              + body.length
              + " bytes, must have <= "
              + LONGEST);
    }
    return body;
  }

  /** Sends an encoded message. */
  static void send(DataOutputStream out, byte[] body) throws IOException {
    out.writeInt(body.length);
    out.write(body);
    out.flush();
  }

  /**
   * Reads the next message; empty at the end, also in the middle of a message.
   *
   * @throws IOException if it is no message
   */
  static <T> Optional<T> read(DataInputStream in, Class<T> family) throws IOException {
    try {
      int length = in.readInt();
      if (length < 1 || length > LONGEST) {
        throw new IOException("length is " + length + ", must be in [1, " + LONGEST + "]");
      }
      byte[] body = new byte[length];
      in.readFully(body);
      return Optional.of(MAPPER.readerFor(family).readValue(body));
    } catch (EOFException end) {
      return Optional.empty();
    }
  }
}

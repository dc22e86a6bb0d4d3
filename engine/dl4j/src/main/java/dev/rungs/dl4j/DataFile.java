package dev.rungs.dl4j;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** A file of examples, maybe gzipped. */
final class DataFile {

  private static final int BUFFER = 1 << 16;
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** Reads a file that is open. */
  interface Reading<S, T> {
    T of(S source) throws IOException;
  }

  private DataFile() {}

  /**
   * Reads a file's bytes, unpacked if the first two say that it is gzipped.
   *
   * @throws IllegalArgumentException if it ends too early
   */
  static <T> T bytes(Path file, Reading<InputStream, T> reading) throws IOException {
    try (var in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
      return reading.of(unpacked(in));
    } catch (EOFException | ZipException broken) {
      throw new IllegalArgumentException(
          file + ": cannot be read to its end, must be whole", broken);
    }
  }

  /**
   * Reads a file's text, without the mark that some programs begin UTF-8 with.
   *
   * @throws IllegalArgumentException if it is not UTF-8, or ends too early
   */
  static <T> T text(Path file, Reading<BufferedReader, T> reading) throws IOException {
    var utf8 = StandardCharsets.UTF_8.newDecoder();
    try {
      return bytes(
          file, in -> reading.of(unmarked(new BufferedReader(new InputStreamReader(in, utf8)))));
    } catch (CharacterCodingException other) {
      throw new IllegalArgumentException(file + ": is not UTF-8, must be; save it as UTF-8", other);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(2);
    boolean packed = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return packed ? new GZIPInputStream(in, BUFFER) : in;
  }

  private static BufferedReader unmarked(BufferedReader text) throws IOException {
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }
}

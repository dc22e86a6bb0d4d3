package dev.rungs.actors.slot;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a directory holds, at one moment.
 *
 * @param paths everything below it and itself, a directory before what is in it
 * @param bytes the length of all files together
 * @param sha256 over name, length and content of each file, in the order of the names
 */
record Content(List<Path> paths, long bytes, String sha256) {

  private static final int BUFFER_BYTES = 1 << 16;

  /**
   * Reads a directory.
   *
   * @throws IllegalStateException if it holds anything but files and directories
   */
  static Content of(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(directory)) {
      paths = walk.sorted(Comparator.comparing(path -> name(directory, path))).toList();
    }
    MessageDigest digest = newDigest();
    long bytes = 0;
    for (Path path : paths) {
      if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
        bytes += add(digest, name(directory, path), path);
      } else if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalStateException(path + " must be a file or a directory");
      }
    }
    return new Content(paths, bytes, HexFormat.of().formatHex(digest.digest()));
  }

  /** Returns the length of all files in a directory together. */
  static long bytes(Path directory) throws IOException {
    try (Stream<Path> walk = Files.walk(directory)) {
      long bytes = 0;
      for (Path path : walk.filter(Files::isRegularFile).toList()) {
        bytes += Files.size(path);
      }
      return bytes;
    }
  }

  /** Returns once all files and directories are on the disk; what is inside goes first. */
  void sync() throws IOException {
    var inside = new ArrayList<>(paths);
    Collections.reverse(inside);
    for (Path path : inside) {
      if (Files.isDirectory(path)) {
        syncDirectory(path);
      } else {
        sync(path);
      }
    }
  }

  /** Returns once a file is on the disk. */
  static void sync(Path path) throws IOException {
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.WRITE)) {
      file.force(true);
    }
  }

  /** Returns once the names in a directory are on the disk. Windows does that by itself. */
  static void syncDirectory(Path directory) throws IOException {
    if (System.getProperty("os.name", "").startsWith("Windows")) {
      return;
    }
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }

  private static long add(MessageDigest digest, String name, Path file) throws IOException {
    byte[] text = name.getBytes(StandardCharsets.UTF_8);
    try (FileChannel content = FileChannel.open(file, StandardOpenOption.READ)) {
      long length = content.size();
      digest.update(
          ByteBuffer.allocate(Integer.BYTES + text.length + Long.BYTES)
              .putInt(text.length)
              .put(text)
              .putLong(length)
              .flip());
      ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
      while (content.read(buffer) >= 0) {
        digest.update(buffer.flip());
        buffer.clear();
      }
      return length;
    }
  }

  private static String name(Path directory, Path path) {
    return directory.relativize(path).toString().replace('\\', '/');
  }

  private static MessageDigest newDigest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this JVM has no SHA-256", e);
    }
  }
}

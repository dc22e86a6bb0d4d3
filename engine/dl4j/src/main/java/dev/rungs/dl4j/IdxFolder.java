package dev.rungs.dl4j;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Reads a folder laid out like MNIST's: {@code train-images-idx3-ubyte} and {@code
 * train-labels-idx1-ubyte}, and the same with {@code t10k-}, each maybe with {@code .gz}. A pixel
 * of 0 to 255 becomes a number in [0, 1].
 */
final class IdxFolder {

  private static final int IMAGES = 0x0803;
  private static final int LABELS = 0x0801;
  private static final int LONGEST = 10_000;
  private static final String SIDES = "1 to " + LONGEST + " each";

  /** What an array can hold. */
  private static final int MOST = Integer.MAX_VALUE - 8;

  private IdxFolder() {}

  /** Reads the training files; the classes are 0 to the highest label. */
  static Table train(Path folder) throws IOException {
    return read(file(folder, "train-images-idx3-ubyte"), file(folder, "train-labels-idx1-ubyte"));
  }

  /** Reads the test files, if there are any. */
  static Optional<Table> test(Path folder) throws IOException {
    String images = "t10k-images-idx3-ubyte";
    return find(folder, images).isPresent()
        ? Optional.of(read(file(folder, images), file(folder, "t10k-labels-idx1-ubyte")))
        : Optional.empty();
  }

  private static Path file(Path folder, String name) {
    return find(folder, name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "idx is "
                        + folder
                        + ", must be a folder with "
                        + name
                        + " or "
                        + name
                        + ".gz"));
  }

  private static Optional<Path> find(Path folder, String name) {
    return Stream.of(folder.resolve(name), folder.resolve(name + ".gz"))
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static Table read(Path imageFile, Path labelFile) throws IOException {
    int[] labels = DataFile.bytes(labelFile, in -> labels(labelFile, new DataInputStream(in)));
    return DataFile.bytes(imageFile, in -> images(imageFile, new DataInputStream(in), labels));
  }

  private static Table images(Path file, DataInputStream in, int[] labels) throws IOException {
    header(file, in, IMAGES);
    int count = in.readInt();
    int height = in.readInt();
    int columns = in.readInt();
    check(file, count == labels.length, "images are " + count, labels.length + " as labels");
    check(file, isSide(height) && isSide(columns), "size is " + height + " x " + columns, SIDES);
    int width = height * columns;
    long all = (long) count * width;
    check(file, all <= MOST, "pixels are " + all, "<= " + MOST);
    byte[] pixels = bytes(file, in, (int) all);
    var inputs = new float[pixels.length];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = (pixels[i] & 0xff) / 255f;
    }
    return new Table(new Examples(width, inputs, labels), names(width), classes(labels), height);
  }

  private static boolean isSide(int pixels) {
    return pixels >= 1 && pixels <= LONGEST;
  }

  private static int[] labels(Path file, DataInputStream in) throws IOException {
    header(file, in, LABELS);
    byte[] bytes = bytes(file, in, in.readInt());
    return IntStream.range(0, bytes.length).map(i -> bytes[i] & 0xff).toArray();
  }

  private static void header(Path file, DataInputStream in, int wanted) throws IOException {
    int magic = in.readInt();
    check(file, magic == wanted, "number at 0 is " + magic, wanted + ": unsigned bytes");
  }

  private static byte[] bytes(Path file, DataInputStream in, int count) throws IOException {
    check(file, count > 0, "count is " + count, "> 0");
    byte[] bytes = in.readNBytes(count);
    check(file, bytes.length == count, "file ends after " + bytes.length + " bytes", "" + count);
    check(file, in.read() < 0, "file goes on after " + count + " bytes", "at its end");
    return bytes;
  }

  private static List<String> classes(int[] labels) {
    int highest = Arrays.stream(labels).max().orElse(0);
    return IntStream.rangeClosed(0, Math.max(1, highest)).mapToObj(Integer::toString).toList();
  }

  private static List<String> names(int width) {
    return IntStream.rangeClosed(1, width).mapToObj(pixel -> "pixel" + pixel).toList();
  }

  private static void check(Path file, boolean holds, String seen, String rule) {
    if (!holds) {
      throw new IllegalArgumentException(file + ": " + seen + ", must be " + rule);
    }
  }
}

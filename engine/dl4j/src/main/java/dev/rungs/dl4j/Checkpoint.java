package dev.rungs.dl4j;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A network's numbers in one file; what it is made of comes from the trial's configuration.
 *
 * <p>Layout, little-endian: magic (8 bytes), version (int), iteration (int), epoch (int), count of
 * parameters (long), count of optimizer numbers (long), then both as 32-bit floats in DL4J's flat
 * order. Nothing follows.
 */
final class Checkpoint {

  private static final String FILE = "network.bin";
  private static final long MAGIC = 0x4a34_4c44_474e_5552L; // "RUNGDL4J" in the file
  private static final int VERSION = 1;
  private static final int HEADER = 36;

  private Checkpoint() {}

  static void write(MultiLayerNetwork network, Path directory) throws IOException {
    float[] parameters = floats(network.params());
    float[] state = floats(network.getUpdater().getStateViewArray());
    ByteBuffer bytes = buffer(length(parameters.length, state.length));
    bytes.putLong(MAGIC).putInt(VERSION);
    bytes.putInt(network.getIterationCount()).putInt(network.getEpochCount());
    bytes.putLong(parameters.length).putLong(state.length);
    bytes.asFloatBuffer().put(parameters).put(state);
    bytes.rewind();
    try (var file =
        FileChannel.open(
            directory.resolve(FILE), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
  }

  /**
   * Fills a network of the same shape and optimizer; rates and penalties may differ.
   *
   * @throws IOException if the file is damaged or of another network
   */
  static void read(MultiLayerNetwork network, Path directory) throws IOException {
    Path file = directory.resolve(FILE);
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    INDArray state = network.getUpdater().getStateViewArray();
    long parameters = network.numParams();
    long numbers = state == null ? 0 : state.length();
    check(file, "length", bytes.remaining(), length(parameters, numbers));
    check(file, "magic", bytes.getLong(), MAGIC);
    check(file, "version", bytes.getInt(), VERSION);
    int iteration = bytes.getInt();
    int epoch = bytes.getInt();
    check(file, "count of parameters", bytes.getLong(), parameters);
    check(file, "count of optimizer numbers", bytes.getLong(), numbers);
    fill(network.params(), bytes);
    fill(state, bytes);
    network.setIterationCount(iteration);
    network.setEpochCount(epoch);
  }

  private static float[] floats(@Nullable INDArray array) {
    return array == null ? new float[0] : array.ravel().toFloatVector();
  }

  private static void fill(@Nullable INDArray array, ByteBuffer bytes) {
    if (array != null) {
      var floats = new float[Math.toIntExact(array.length())];
      bytes.asFloatBuffer().get(floats);
      bytes.position(bytes.position() + floats.length * Float.BYTES);
      try (INDArray values = Nd4j.createFromArray(floats)) {
        array.assign(values.reshape(array.shape()));
      }
    }
  }

  private static ByteBuffer buffer(long length) {
    return ByteBuffer.allocate(Math.toIntExact(length)).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static long length(long parameters, long numbers) {
    return HEADER + (parameters + numbers) * Float.BYTES;
  }

  private static void check(Path file, String name, long seen, long wanted) throws IOException {
    if (seen != wanted) {
      throw new IOException(file + ": " + name + " is " + seen + ", must be " + wanted);
    }
  }
}

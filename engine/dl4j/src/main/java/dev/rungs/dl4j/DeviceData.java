package dev.rungs.dl4j;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A sweep's examples as arrays of one device. The views that minibatches are, are sliced once for
 * each batch size and shared by all trials; nobody writes to one.
 */
final class DeviceData {

  /** How many batch sizes keep their views; a view is small, its numbers are shared. */
  private static final int KEPT = 32;

  /** How many examples are measured at once. */
  private static final int BLOCK = 1024;

  /**
   * Examples to measure together.
   *
   * @param inputs {@code [count, width]}
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Block(INDArray inputs, int[] labels) {}

  private final INDArray inputs;
  private final INDArray labels;
  private final List<Block> validation;
  private final Map<Integer, List<DataSet>> batches =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, List<DataSet>> eldest) {
          return size() > KEPT;
        }
      };

  /** Copies the examples to the calling thread's device. */
  DeviceData(LabelledData data) {
    Examples train = data.train();
    int classes = data.classes().size();
    inputs = inputs(train);
    labels = Nd4j.create(oneHot(train.labels(), classes), new long[] {train.count(), classes}, 'c');
    validation = blocks(data.validation());
  }

  /** Copies examples to the calling thread's device. */
  static List<Block> blocks(Examples examples) {
    return IntStream.iterate(0, from -> from < examples.count(), from -> from + BLOCK)
        .mapToObj(from -> examples.range(from, Math.min(examples.count(), from + BLOCK)))
        .map(some -> new Block(inputs(some), some.labels()))
        .toList();
  }

  private static INDArray inputs(Examples examples) {
    return Nd4j.create(examples.inputs(), new long[] {examples.count(), examples.width()}, 'c');
  }

  List<Block> validation() {
    return validation;
  }

  /** Returns the minibatches of that size, the last one maybe smaller. */
  synchronized List<DataSet> batches(int size) {
    return batches.computeIfAbsent(size, this::slice);
  }

  private List<DataSet> slice(int size) {
    long count = inputs.rows();
    return IntStream.iterate(0, from -> from < count, from -> from + size)
        .mapToObj(from -> new DataSet(rows(inputs, from, size), rows(labels, from, size)))
        .toList();
  }

  private static INDArray rows(INDArray array, int from, int size) {
    long to = Math.min(array.rows(), (long) from + size);
    return array.get(NDArrayIndex.interval(from, to), NDArrayIndex.all());
  }

  private static float[] oneHot(int[] labels, int classes) {
    var hot = new float[Math.multiplyExact(labels.length, classes)];
    for (int row = 0; row < labels.length; row++) {
      hot[row * classes + labels[row]] = 1;
    }
    return hot;
  }
}

package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import java.util.List;
import java.util.stream.IntStream;

/** A network before it knows its data: every setting read and checked, no class of DL4J needed. */
sealed interface NetworkPlan {

  Cell cell();

  Training training();

  /**
   * What hidden layers share.
   *
   * @param activation DL4J's name of it in lower case
   * @param dropout the probability to DROP a hidden activation, in [0, 1)
   * @param inputDropout the same for the network's inputs
   */
  record Cell(
      String activation, Init init, boolean batchNorm, double dropout, double inputDropout) {

    static Cell of(Configuration given) {
      return new Cell(
          given.text("activation"),
          Init.of(given),
          given.flag("batch_norm"),
          given.real("dropout"),
          given.real("input_dropout"));
    }
  }

  /** How weights start; biases start at 0. */
  sealed interface Init {

    /** Variance {@code 2 / fanIn} (He et al. 2015). */
    record He() implements Init {}

    /** Variance {@code 2 / (fanIn + fanOut)} (Glorot and Bengio 2010). */
    record Xavier() implements Init {}

    /** The same standard deviation for every layer. */
    record Normal(double deviation) implements Init {}

    private static Init of(Configuration given) {
      return switch (given.text("init")) {
        case "xavier" -> new Xavier();
        case "normal" -> new Normal(given.real("init_std"));
        default -> new He();
      };
    }
  }

  /**
   * A multilayer perceptron.
   *
   * @param widths units of each hidden layer; none makes it softmax regression
   */
  record Mlp(List<Integer> widths, Cell cell, Training training) implements NetworkPlan {

    public Mlp {
      widths = List.copyOf(widths);
      check(cell, training);
    }

    static Mlp of(Configuration given) {
      List<Integer> widths =
          IntStream.range(0, given.count("layers")).mapToObj(layer -> width(given, layer)).toList();
      return new Mlp(widths, Cell.of(given), Training.of(given));
    }

    private static int width(Configuration given, int layer) {
      String own = "width" + (layer + 1);
      if (given.has(own)) {
        return given.count(own);
      }
      int width = given.count("width");
      return given.text("shape").equals("funnel") ? Math.max(1, width >> layer) : width;
    }
  }

  /**
   * A convolutional network: convolutions with pooling, a dense layer, the output.
   *
   * @param filters of each convolution
   * @param kernel side of the square that a filter sees, in pixels; edges are padded with zeros
   * @param dense units between the last convolution and the output; 0 for none
   */
  record Cnn(
      List<Integer> filters, int kernel, Pooling pooling, int dense, Cell cell, Training training)
      implements NetworkPlan {

    /** What each 2 x 2 square of pixels becomes after a convolution. */
    enum Pooling {
      MAX,
      AVERAGE,
      NONE
    }

    public Cnn {
      filters = List.copyOf(filters);
      check(cell, training);
    }

    static Cnn of(Configuration given) {
      int first = given.count("filters");
      int growth = given.count("filter_growth");
      List<Integer> filters =
          IntStream.iterate(first, count -> Math.multiplyExact(count, growth))
              .limit(given.count("conv_layers"))
              .boxed()
              .toList();
      Pooling pooling =
          switch (given.text("pooling")) {
            case "average" -> Pooling.AVERAGE;
            case "none" -> Pooling.NONE;
            default -> Pooling.MAX;
          };
      return new Cnn(
          filters,
          given.count("kernel"),
          pooling,
          given.count("dense"),
          Cell.of(given),
          Training.of(given));
    }
  }

  private static void check(Cell cell, Training training) {
    if (cell.batchNorm() && training.batch() < 2) {
      throw new IllegalArgumentException(
          "batch is " + training.batch() + ", must be >= 2 where batch_norm is true");
    }
  }
}

package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import java.util.List;

/**
 * How the learning rate moves with the epoch: a factor on {@code lr}, constant inside an epoch. A
 * function of the epoch alone, so a resumed trial goes on with the right rate.
 *
 * <p>With {@code warmup = w} the epochs 1 to w have the factors 1/(w+1), ..., w/(w+1), and the
 * shape's own epoch 1 is epoch w+1.
 */
record RateSchedule(int warmup, Shape shape) {

  /** The words of {@code lr_schedule}. */
  static final List<String> WORDS =
      List.of("constant", "step", "exponential", "exponential-after", "cosine");

  /** The factor after the warm-up; {@code elapsed} counts finished epochs, from 0. */
  sealed interface Shape {

    double factor(int elapsed);

    /** Always 1. */
    record Constant() implements Shape {
      @Override
      public double factor(int elapsed) {
        return 1;
      }
    }

    /** Times {@code decay} after each {@code epochs} epochs. */
    record Step(double decay, int epochs) implements Shape {
      @Override
      public double factor(int elapsed) {
        return StrictMath.pow(decay, Math.floorDiv(elapsed, epochs));
      }
    }

    /** 1 for the first {@code after} epochs, then times {@code decay} each. */
    record Exponential(double decay, int after) implements Shape {
      @Override
      public double factor(int elapsed) {
        return StrictMath.pow(decay, Math.max(0, elapsed + 1 - after));
      }
    }

    /**
     * From 1 down to {@code floor} along half a cosine, reached after {@code epochs} epochs and
     * kept from there (Loshchilov and Hutter 2017, section 3, without restarts).
     */
    record Cosine(double floor, int epochs) implements Shape {
      @Override
      public double factor(int elapsed) {
        double way = Math.min(1, (double) elapsed / epochs);
        return floor + (1 - floor) * 0.5 * (1 + StrictMath.cos(Math.PI * way));
      }
    }
  }

  /** Reads {@code warmup}, {@code lr_schedule} and the constants that the shape uses. */
  static RateSchedule of(Configuration given) {
    double decay = given.real("lr_decay");
    Shape shape =
        switch (given.text("lr_schedule")) {
          case "step" -> new Shape.Step(decay, given.count("lr_epochs"));
          case "exponential" -> new Shape.Exponential(decay, 1);
          case "exponential-after" -> new Shape.Exponential(decay, given.count("lr_after"));
          case "cosine" -> new Shape.Cosine(given.real("lr_floor"), given.count("lr_epochs"));
          default -> new Shape.Constant();
        };
    return new RateSchedule(given.count("warmup"), shape);
  }

  /**
   * Returns the factor for an epoch.
   *
   * @param epoch from 1
   */
  double factor(int epoch) {
    return epoch <= warmup ? epoch / (warmup + 1.0) : shape.factor(epoch - warmup - 1);
  }
}

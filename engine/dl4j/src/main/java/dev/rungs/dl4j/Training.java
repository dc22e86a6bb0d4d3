package dev.rungs.dl4j;

import dev.rungs.space.Configuration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How a network is trained, whatever its layers are.
 *
 * @param batch examples in a minibatch; the last of an epoch may hold fewer
 * @param l1 L1 penalty on weights, not on biases
 * @param l2 L2 penalty on weights: {@code l2 / 2 * |w|^2} joins the loss
 * @param weightDecay decoupled: each step also takes {@code rate * weightDecay * w} from a weight
 *     (Loshchilov and Hutter 2019), and {@code weightDecay * w} under an optimizer without a rate
 * @param layerScales factors on the rate of the layers below the output, from the first
 * @param outputScale factor on the output layer's rate
 */
record Training(
    double rate,
    int batch,
    Optimizer optimizer,
    RateSchedule schedule,
    double l1,
    double l2,
    double weightDecay,
    List<Double> layerScales,
    double outputScale) {

  Training {
    layerScales = List.copyOf(layerScales);
    if (l2 > 0 && weightDecay > 0) {
      throw new IllegalArgumentException(
          "l2 is " + l2 + ", must be 0 where weight_decay is " + weightDecay + ": use one of them");
    }
  }

  static Training of(Configuration given) {
    return new Training(
        given.real("lr"),
        given.count("batch"),
        Optimizer.of(given),
        RateSchedule.of(given),
        given.real("l1"),
        given.real("l2"),
        given.real("weight_decay"),
        IntStream.rangeClosed(1, Settings.LAYERS)
            .mapToObj(layer -> given.real("lr_scale" + layer))
            .toList(),
        given.real("lr_scale_out"));
  }
}

package dev.rungs.actors.slot;

import dev.rungs.trial.Metrics;
import java.nio.file.Path;

/**
 * The winner's model, to be made once more: trained from a checkpoint to the epoch its result
 * belongs to, exported, and measured on the test data.
 *
 * @param segment ends with the winner's epoch
 * @param loss what the trial had there
 * @param directory where the model goes; replaced if it exists
 */
public record Winner(Segment segment, double loss, Path directory) implements Order {

  /** Returns whether an epoch has the recorded loss, to the last bit. */
  boolean isExact(Metrics metrics) {
    return Double.compare(segment.loss(metrics), loss) == 0;
  }
}

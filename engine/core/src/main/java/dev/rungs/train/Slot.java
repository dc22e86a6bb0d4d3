package dev.rungs.train;

/**
 * One pinned place to train.
 *
 * @param index from 0, unique on its node
 * @param device the GPU's number, or 0 on a machine without
 * @param cpus how many threads a trainer may use
 */
public record Slot(int index, int device, int cpus) {

  public Slot {
    if (index < 0 || device < 0 || cpus < 1) {
      throw new IllegalArgumentException(
          "slot is index "
              + index
              + ", device "
              + device
              + ", cpus "
              + cpus
              + "; must be >= 0, >= 0, >= 1");
    }
  }
}

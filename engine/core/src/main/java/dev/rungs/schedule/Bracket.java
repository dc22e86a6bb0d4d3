package dev.rungs.schedule;

/**
 * A ladder and how many trials may climb it.
 *
 * @param size how many trials start on its lowest rung; {@link #UNBOUNDED} for as many as there are
 */
public record Bracket(int size, Ladder ladder) {

  /** As many trials as the sweep has. */
  public static final int UNBOUNDED = Integer.MAX_VALUE;

  public Bracket {
    if (size < 1) {
      throw new IllegalArgumentException("size is " + size + ", must be >= 1");
    }
  }

  /**
   * Returns how many trials reach a rung, from 0, if one in {@code eta} passes each rung below:
   * {@code floor(size / eta^rung)}.
   */
  public int trialsAt(int rung, int eta) {
    int trials = size;
    for (int below = 0; below < rung; below++) {
      trials /= eta;
    }
    return trials;
  }
}

package dev.rungs.sweep;

/** In which order a sweep decides. */
public sealed interface Order {

  /**
   * As results arrive. The same journal gives the same decisions; another run, whose results arrive
   * in another order, may not.
   */
  record Replay() implements Order {}

  /**
   * As if {@code window} slots of equal speed trained, whatever the real ones do: the same seed
   * gives the same trials, verdicts and winner with any number of slots, at the price of waiting
   * for results whose turn has not come. At most {@code window} trials train at the same time.
   */
  record Ordered(int window) implements Order {
    public Ordered {
      if (window < 1) {
        throw new IllegalArgumentException("window is " + window + ", must be >= 1");
      }
    }
  }
}

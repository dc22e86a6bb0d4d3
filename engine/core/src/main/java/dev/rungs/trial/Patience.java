package dev.rungs.trial;

/**
 * Ends a trial early whose own curve has stopped improving.
 *
 * @param epochs how many epochs without improvement are too many; 0 for endless patience
 * @param improve by how much, in units of the objective, an epoch must beat the best to count
 */
public record Patience(int epochs, double improve) {

  /** Endless patience. */
  public static final Patience ENDLESS = new Patience(0, 0);

  public Patience {
    if (epochs < 0) {
      throw new IllegalArgumentException("patience.epochs is " + epochs + ", must be >= 0");
    }
    if (!(improve >= 0) || Double.isInfinite(improve)) {
      throw new IllegalArgumentException("patience.improve is " + improve + ", must be >= 0");
    }
  }
}

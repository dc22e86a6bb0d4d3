package dev.rungs.train;

/**
 * Thrown by a trainer that saw {@link TrialContext#cancelled}; the epoch it left is not counted.
 */
public final class CancelledException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public CancelledException() {
    super("cancelled", null, false, false);
  }
}

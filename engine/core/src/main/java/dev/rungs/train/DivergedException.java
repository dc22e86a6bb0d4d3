package dev.rungs.train;

/** Thrown by a trainer whose loss is NaN or infinite inside an epoch; the trial is not retried. */
public final class DivergedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  /**
   * @param message what was seen and where, such as {@code "loss is NaN at epoch 3"}
   */
  public DivergedException(String message) {
    super(message);
  }
}

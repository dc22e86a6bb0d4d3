package dev.rungs.trial;

/**
 * What a trial says after an epoch.
 *
 * @param epoch from 1
 */
public record Report(int epoch, Metrics metrics) {

  public Report {
    if (epoch < 1) {
      throw new IllegalArgumentException("epoch is " + epoch + ", must be >= 1");
    }
  }
}

package dev.rungs.sweep;

/** For how many trials the best result has stood still. */
final class Standstill {

  private double reference = Double.NaN;
  private int trials;

  /** Returns how many trials have arrived since the best last improved by enough. */
  int trials() {
    return trials;
  }

  /**
   * Folds an arrival.
   *
   * @param best the best loss now; NaN if there is none
   * @param improve by which share of its size the best must fall to count
   * @param first whether the trial has not arrived anywhere before
   */
  void arrived(double best, double improve, boolean first) {
    boolean enough = best < reference - improve * Math.abs(reference);
    if (enough || (Double.isNaN(reference) && !Double.isNaN(best))) {
      reference = best;
      trials = 0;
    } else if (first) {
      trials++;
    }
  }
}

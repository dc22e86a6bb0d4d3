package dev.rungs.trial;

/**
 * Where a trial stands among those judged at the same rung: what a verdict rests on.
 *
 * @param rung from 0, the lowest
 * @param epoch the rung's epoch
 * @param loss the trial's loss there (lower is better); NaN if it has none
 * @param rank from 1, the best; ties go to the lower trial number
 * @param of how many trials have arrived, this one included
 * @param passing how many of them may pass
 * @param cutoff the loss of the last that passes; NaN if none does
 */
public record Standing(
    int bracket, int rung, int epoch, double loss, int rank, int of, int passing, double cutoff) {

  /** Returns by how much the loss is below (positive) or above (negative) the cut-off. */
  public double margin() {
    return cutoff - loss;
  }

  /** Returns whether the trial is among the passing. */
  public boolean passes() {
    return rank <= passing && !Double.isNaN(loss);
  }

  @Override
  public String toString() {
    return (Double.isNaN(loss) ? "no loss, rank " : "rank ")
        + rank
        + " of "
        + of
        + " at rung "
        + rung
        + " (epoch "
        + epoch
        + "), "
        + (passing == 0 ? "none passes yet" : "the best " + passing + " pass");
  }
}

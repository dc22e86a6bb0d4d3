package dev.rungs.trial;

/** How one segment of training ended. */
public sealed interface Outcome {

  /** Returns the last epoch that is trained and reported; 0 for none. */
  int epoch();

  /** The segment's last epoch is trained. */
  record Reached(Report report) implements Outcome {
    @Override
    public int epoch() {
      return report.epoch();
    }
  }

  /** The trial's own curve ended it before the rung: patience or the goal. */
  record EndedEarly(Report report, String reason) implements Outcome {
    @Override
    public int epoch() {
      return report.epoch();
    }
  }

  /** The attempt failed after {@code epoch}. */
  record Failed(int epoch, FailureKind kind, String message) implements Outcome {}

  /** The slot was asked to let go; the trial is safe at {@code epoch}. */
  record Interrupted(int epoch) implements Outcome {}
}

package dev.rungs.trial;

/** What a scheduler decides about a trial, with its reason. */
public sealed interface Verdict {

  /** Returns why, for people. */
  String reason();

  /** Train on at once. */
  sealed interface TrainOn extends Verdict {

    /** Returns the epoch to whose end the trial trains. */
    int untilEpoch();
  }

  /** Train on at once, to the end of {@code untilEpoch}: the trial is among the best. */
  record Continue(int untilEpoch, Standing standing) implements TrainOn {
    @Override
    public String reason() {
      return standing.toString();
    }
  }

  /** Train on at once, to the end of {@code untilEpoch}: the trial keeps its bounds. */
  record Keep(int untilEpoch, Limit limit) implements TrainOn {
    @Override
    public String reason() {
      return limit.toString();
    }
  }

  /** Wait at the rung; a later verdict may promote the trial. */
  record Pause(Standing standing) implements Verdict {
    @Override
    public String reason() {
      return standing.toString();
    }
  }

  /** Leave the pause and train to the end of {@code untilEpoch}. */
  record Promote(int untilEpoch, Standing standing) implements Verdict {
    @Override
    public String reason() {
      return standing.toString();
    }
  }

  /** Never train again: others were better. */
  record Stop(Standing standing) implements Verdict {
    @Override
    public String reason() {
      return standing.toString();
    }
  }

  /** Never train again: the trial has no loss, or one out of bounds. */
  record Drop(Limit limit) implements Verdict {
    @Override
    public String reason() {
      return limit.toString();
    }
  }

  /** Trained as far as it may go. */
  record Complete(String reason) implements Verdict {}
}

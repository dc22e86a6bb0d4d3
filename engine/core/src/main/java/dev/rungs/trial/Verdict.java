package dev.rungs.trial;

/** What a scheduler decides about a trial, with its reason. */
public sealed interface Verdict {

  /** Returns why, for people. */
  String reason();

  /** Train on at once, to the end of {@code untilEpoch}. */
  record Continue(int untilEpoch, Standing standing) implements Verdict {
    @Override
    public String reason() {
      return standing.toString();
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

  /** Trained as far as it may go. */
  record Complete(String reason) implements Verdict {}
}

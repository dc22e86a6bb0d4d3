package dev.rungs.trial;

import dev.rungs.space.Configuration;

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

  /**
   * Leave the pause as a copy of a better trial, with other values, and train to the end of {@code
   * untilEpoch}.
   *
   * @param source whose model is copied, with all that its optimizer holds
   * @param sourceEpoch the epoch of that model: the rung's
   * @param configuration the trial's own from now on
   */
  record Exploit(
      TrialId source,
      int sourceEpoch,
      Configuration configuration,
      int untilEpoch,
      Standing standing)
      implements Verdict {
    @Override
    public String reason() {
      return standing + ": goes on as a copy of " + source;
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

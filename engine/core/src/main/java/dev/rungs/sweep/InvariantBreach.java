package dev.rungs.sweep;

/** An event that cannot have happened after those before it: the journal or the engine is wrong. */
public final class InvariantBreach extends IllegalStateException {

  private static final long serialVersionUID = 1;

  InvariantBreach(long number, SweepEvent event, String rule) {
    super("event " + number + " breaks a rule: " + rule + "; the event is " + event);
  }
}

package dev.rungs.actors.slot;

import dev.rungs.space.Configuration;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.TrialId;

/**
 * What a trainer is told about a trial whose model may outlive a segment: the segment that it
 * trains at present, so that a model hears of a cancel in each of them.
 */
class PresentSegment implements TrialContext {

  volatile Segment segment;

  PresentSegment(Segment segment) {
    this.segment = segment;
  }

  /** The trial goes on in another segment. */
  final void goOn(Segment next) {
    segment = next;
  }

  @Override
  public final TrialId trial() {
    return segment.trial();
  }

  @Override
  public final int attempt() {
    return segment.attempt();
  }

  @Override
  public final Configuration configuration() {
    return segment.configuration();
  }

  @Override
  public final long seed() {
    return segment.seed();
  }

  @Override
  public final Slot slot() {
    return segment.slot();
  }

  @Override
  public final boolean cancelled() {
    return segment.cancelled();
  }
}

package dev.rungs.actors.slot;

import dev.rungs.space.Configuration;
import dev.rungs.train.Slot;
import dev.rungs.train.TrialContext;
import dev.rungs.trial.TrialId;

/**
 * What a trainer is told about a trial whose model may outlive a segment: the segment that it
 * trains at present, so that a model hears of a cancel in each of them.
 */
final class PresentSegment implements TrialContext {

  private volatile Segment segment;

  PresentSegment(Segment segment) {
    this.segment = segment;
  }

  /** The trial goes on in another segment. */
  void goOn(Segment next) {
    segment = next;
  }

  @Override
  public TrialId trial() {
    return segment.trial();
  }

  @Override
  public int attempt() {
    return segment.attempt();
  }

  @Override
  public Configuration configuration() {
    return segment.configuration();
  }

  @Override
  public long seed() {
    return segment.seed();
  }

  @Override
  public Slot slot() {
    return segment.slot();
  }

  @Override
  public boolean cancelled() {
    return segment.cancelled();
  }
}

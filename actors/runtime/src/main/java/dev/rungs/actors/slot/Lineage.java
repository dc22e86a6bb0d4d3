package dev.rungs.actors.slot;

import dev.rungs.space.Configuration;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.TrialEvent.CheckpointSaved;
import dev.rungs.sweep.TrialLog;
import java.util.List;
import java.util.Optional;

/**
 * How the model comes about that a segment trains.
 *
 * @param legs the stretches of its life up to the segment's end, the first one first; the last is
 *     the trial's own
 * @param source the checkpoint to copy at the beginning of the last leg, if the trial has not done
 *     so and the source has one: at most one
 * @param lent epochs at which others may yet copy the trial: checkpoints of them are kept
 * @param shared whether the sweep's trials copy each other at all, so that they need checkpoints
 */
public record Lineage(
    List<Leg> legs, List<CheckpointSaved> source, List<Integer> lent, boolean shared) {

  public Lineage {
    legs = List.copyOf(legs);
    source = List.copyOf(source);
    lent = List.copyOf(lent);
  }

  /** Returns this lineage with the checkpoint to copy, if there is one. */
  public Lineage from(List<CheckpointSaved> checkpoint) {
    return new Lineage(legs, checkpoint, lent, shared);
  }

  /** Returns the values to train with. */
  public Configuration configuration() {
    return legs.get(legs.size() - 1).configuration();
  }

  /** Returns the leg whose model the trial's own goes on with; empty if it began by itself. */
  public Optional<Leg> origin() {
    return legs.size() > 1 ? Optional.of(legs.get(legs.size() - 2)) : Optional.empty();
  }

  /** Returns the legs before the trial's own. */
  List<Leg> past() {
    return legs.subList(0, legs.size() - 1);
  }

  /** Returns whether what a trial has on record belongs to its own leg. */
  public boolean begunIn(TrialLog log) {
    return origin()
        .map(origin -> log.holds(origin.trial(), origin.until()))
        .orElse(log.copied().isEmpty());
  }

  /** Returns whether a model of another lineage is the same up to where this one's own began. */
  boolean sameOrigin(Lineage other) {
    return past().equals(other.past());
  }
}

package dev.rungs.actors;

import dev.rungs.trial.TrialId;

/**
 * Finds the actor of a trial, wherever it lives, and starts it if it does not run. Safe to use from
 * any actor.
 */
interface TrialDirectory {

  /** Sends a message; it may be lost, like any message. */
  void tell(TrialId trial, TrialActor.Command message);
}

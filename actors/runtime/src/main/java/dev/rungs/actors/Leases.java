package dev.rungs.actors;

import akka.actor.typed.ActorRef;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.TrialId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * Which slots are free, and which trials hold the others: what is known of them beyond the journal.
 * Not safe to use from several threads.
 */
final class Leases {

  /**
   * What a slot holds.
   *
   * @param heard when the slot was heard of last
   */
  record Lease(
      TrialId trial, int attempt, int slot, ActorRef<SlotActor.Command> trainer, long heard) {}

  private final ActorRef<SlotActor.Command> nobody;
  private final LongSupplier nanoTime;
  private final TreeMap<Integer, ActorRef<SlotActor.Command>> free = new TreeMap<>();
  private final Map<TrialId, Lease> held = new HashMap<>();

  /**
   * @param nobody stands for the trainer of a slot that is not heard of yet
   */
  Leases(ActorRef<SlotActor.Command> nobody, LongSupplier nanoTime) {
    this.nobody = nobody;
    this.nanoTime = nanoTime;
  }

  /**
   * Forgets all, but that those that train by the journal hold their slots: they get a lease's time
   * to be heard of.
   */
  void recover(SweepState state) {
    free.clear();
    held.clear();
    for (TrialId trial : state.created() ? state.running() : List.<TrialId>of()) {
      TrialSummary summary = state.summary(trial);
      hold(trial, summary.attempt(), summary.slot(), nobody);
    }
  }

  /**
   * Notes that a slot has nothing to train. Returns the trial that it holds nevertheless: the slot
   * was to train it when the journal failed, and never heard of it.
   */
  Optional<TrialId> offered(int slot, ActorRef<SlotActor.Command> trainer) {
    Optional<Lease> lease = held.values().stream().filter(each -> each.slot() == slot).findFirst();
    if (lease.isEmpty()) {
      free.put(slot, trainer);
    }
    return lease.filter(each -> !isKnown(each)).map(Lease::trial);
  }

  /** Notes that a slot is gone. */
  void withdrawn(int slot) {
    free.remove(slot);
  }

  /** Notes that a trial holds a free slot from now on. */
  void granted(TrialId trial, int attempt, int slot) {
    ActorRef<SlotActor.Command> trainer = free.remove(slot);
    if (trainer == null) {
      throw new IllegalStateException("slot " + slot + " is granted, but not free");
    }
    hold(trial, attempt, slot, trainer);
  }

  /** Notes that a slot was heard of, or is now told what it holds. */
  void hold(TrialId trial, int attempt, int slot, ActorRef<SlotActor.Command> trainer) {
    held.put(trial, new Lease(trial, attempt, slot, trainer, nanoTime.getAsLong()));
  }

  /** Notes that a trial holds no slot any more; the slot is free, unless it was never heard of. */
  void released(TrialId trial) {
    Lease lease = held.remove(trial);
    if (lease != null && isKnown(lease)) {
      free.put(lease.slot(), lease.trainer());
    }
  }

  /** Returns the free slots, the lowest first. */
  List<Integer> free() {
    return List.copyOf(free.keySet());
  }

  /** Returns who trains at a free slot, if there is one. */
  Optional<ActorRef<SlotActor.Command>> idle() {
    return free.values().stream().findFirst();
  }

  /** Returns what a trial holds. */
  Optional<Lease> of(TrialId trial) {
    return Optional.ofNullable(held.get(trial));
  }

  /** Returns what all trials hold. */
  List<Lease> all() {
    return List.copyOf(held.values());
  }

  /** Returns a lease whose slot was not heard of for longer than that. */
  Optional<Lease> silent(Duration longest) {
    long now = nanoTime.getAsLong();
    return held.values().stream()
        .filter(each -> now - each.heard() > longest.toNanos())
        .findFirst();
  }

  private boolean isKnown(Lease lease) {
    return !lease.trainer().equals(nobody);
  }
}

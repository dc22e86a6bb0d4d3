package dev.rungs.sweep;

import dev.rungs.sample.Suggestion;
import dev.rungs.schedule.Promotion;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.List;
import java.util.Optional;

/**
 * What follows from the state of a sweep: who trains next, what becomes of whom, and when it is
 * over. Changes nothing.
 */
record Decisions(Fold fold) {

  /** Returns the next decisions that follow from the state alone; empty when nothing is due. */
  List<SweepEvent> due() {
    if (fold.ended != null || !fold.created()) {
      return List.of();
    }
    if (fold.unjudged != null) {
      return List.of(judge(fold.trial(fold.unjudged)));
    }
    if (fold.stopping != null) {
      return fold.running.isEmpty()
          ? List.of(new SweepEnded(fold.stopping.ending(), fold.stopping.reason()))
          : List.of();
    }
    Optional<SweepStopping> rule = stopRule();
    if (rule.isPresent()) {
      return List.of(rule.get());
    }
    return fold.ordered() ? dueInOrder() : List.of();
  }

  /**
   * Fills free imagined slots before any trial arrives, whether or not the next one has already:
   * what real slots have done by now must not show. For the same reason it plans on while somebody
   * pauses the sweep.
   */
  private List<SweepEvent> dueInOrder() {
    boolean free = fold.imagined.busy() < ((Order.Ordered) fold.spec().order()).window();
    Optional<SweepEvent> next = free ? nextJob() : Optional.empty();
    return next.or(this::arrivalInOrder).or(() -> nothingLeft(fold.imagined.busy() == 0)).stream()
        .toList();
  }

  private Optional<SweepEvent> arrivalInOrder() {
    return fold.imagined
        .first()
        .map(fold::trial)
        .filter(trial -> trial.phase == Phase.ARRIVED)
        .map(trial -> arrival(trial, Fold.outcome(trial)));
  }

  /** Returns what follows from a free slot, see {@link SweepState#offer}. */
  List<SweepEvent> offer(int slot) {
    if (!fold.granting() || fold.trainsAlone()) {
      return List.of();
    }
    if (!fold.quarantine.isEmpty()) {
      return fold.running.isEmpty()
          ? List.of(grant(fold.trial(fold.quarantine.get(0)), slot))
          : List.of();
    }
    if (!fold.queue.isEmpty()) {
      return List.of(grant(queued(slot), slot));
    }
    return fold.ordered()
        ? List.of()
        : nextJob().or(() -> nothingLeft(fold.running.isEmpty())).stream().toList();
  }

  private SegmentGranted grant(TrialState trial, int slot) {
    return new SegmentGranted(trial.id, trial.attempt + 1, slot, trial.untilEpoch);
  }

  /** The trial the slot trained last if it is queued, since its model may still be there. */
  private TrialState queued(int slot) {
    return fold.queue.stream()
        .map(fold::trial)
        .filter(trial -> trial.slot == slot)
        .findFirst()
        .orElseGet(() -> fold.trial(fold.queue.get(0)));
  }

  /** Returns the promotion or the new trial that comes next; empty if none may. */
  private Optional<SweepEvent> nextJob() {
    Optional<Promotion> promotion = fold.spec().scheduler().promote(fold.board);
    if (promotion.isPresent()) {
      return promotion.filter(this::affordable).map(this::promoted);
    }
    return fold.board.closed()
        ? Optional.empty()
        : fold.spec().scheduler().admit(fold.board).flatMap(this::start);
  }

  private TrialJudged promoted(Promotion promotion) {
    return new TrialJudged(
        promotion.trial(),
        fold.copies()
            .filter(any -> !promotion.standing().passes())
            .<Verdict>map(copies -> copies.exploit(promotion))
            .orElseGet(() -> new Verdict.Promote(promotion.untilEpoch(), promotion.standing())));
  }

  private Optional<SweepEvent> start(int bracket) {
    if (!fold.affordable(fold.ladder(bracket).epoch(0))) {
      return Optional.empty();
    }
    TrialId trial = new TrialId(fold.trials.size());
    return Optional.of(
        nextConfiguration(trial)
            .<SweepEvent>map(
                next -> new TrialSuggested(trial, next.configuration(), next.reason(), bracket))
            .orElseGet(SpaceUsedUp::new));
  }

  private Optional<Suggestion> nextConfiguration(TrialId trial) {
    if (fold.givenUsed < fold.given.size()) {
      return Optional.of(new Suggestion(fold.given.get(fold.givenUsed), "given"));
    }
    return fold.spec()
        .sampler()
        .suggest(fold.spec().space(), fold.experience, new Chance(fold.spec().seed(), trial));
  }

  private boolean affordable(Promotion promotion) {
    return fold.affordable(promotion.untilEpoch() - promotion.standing().epoch());
  }

  /** Returns what follows from the end of a segment. */
  List<SweepEvent> ended(TrialState trial, Outcome outcome, Best best) {
    var over = new SegmentEnded(trial.id, trial.attempt, outcome, best);
    Optional<SweepEvent> again = new Retrial(fold.spec()).after(trial, outcome);
    if (again.isPresent()) {
      return List.of(over, again.get());
    }
    return fold.ordered() ? List.of(over) : List.of(over, arrival(trial, outcome));
  }

  private SweepEvent arrival(TrialState trial, Outcome outcome) {
    return outcome instanceof Outcome.Failed failure && !fold.revives(outcome)
        ? new TrialFailed(trial.id, failure.kind(), failure.message())
        : new RungReached(trial.id, trial.rung, rungLoss(trial, outcome));
  }

  /** A value belongs to a rung only if it was measured at the rung's epoch. */
  private double rungLoss(TrialState trial, Outcome outcome) {
    return outcome instanceof Outcome.Reached reached && reached.epoch() == trial.untilEpoch
        ? fold.spec().objective().loss(reached.report().metrics())
        : Double.NaN;
  }

  /** Returns what becomes of a trial that has reached a rung. */
  TrialJudged judge(TrialState trial) {
    if (trial.outcome instanceof Outcome.EndedEarly early) {
      return new TrialJudged(trial.id, new Verdict.Complete(early.reason()));
    }
    Verdict verdict =
        fold.spec().scheduler().judge(fold.board, trial.id, trial.bracket, trial.rung);
    boolean stays =
        verdict instanceof Verdict.TrainOn on && !fold.affordable(on.untilEpoch() - trial.epoch);
    return new TrialJudged(trial.id, stays ? unaffordable(verdict) : verdict);
  }

  private Verdict unaffordable(Verdict verdict) {
    return verdict instanceof Verdict.Continue on
        ? new Verdict.Pause(on.standing())
        : new Verdict.Complete(budget() + " for another rung");
  }

  private Optional<SweepStopping> stopRule() {
    Objective objective = fold.spec().objective();
    Optional<TrialState> best =
        fold.winner().filter(trial -> objective.reached(trial.counted.loss()));
    if (best.isPresent()) {
      String value = objective.metric() + " " + objective.value(best.get().counted.loss());
      return stopping(Ending.GOAL, "the goal is reached: " + best.get().id + " has " + value);
    }
    if (fold.failed >= fold.stop().failed()) {
      return stopping(Ending.GAVE_UP, fold.failed + " trials failed");
    }
    StopRules.Plateau plateau = fold.stop().plateau();
    if (plateau.trials() > 0 && fold.standstill.trials() >= plateau.trials()) {
      return stopping(
          Ending.FINISHED,
          "the best has not improved by a share of "
              + plateau.improve()
              + " in "
              + fold.standstill.trials()
              + " trials");
    }
    return Optional.empty();
  }

  private static Optional<SweepStopping> stopping(Ending ending, String reason) {
    return Optional.of(new SweepStopping(ending, reason));
  }

  /** Ends the sweep if nothing is under way either. */
  private Optional<SweepStopping> nothingLeft(boolean idle) {
    return idle ? stopping(Ending.FINISHED, whyNothingIsLeft()) : Optional.empty();
  }

  private String whyNothingIsLeft() {
    if (!fold.board.closed() || fold.spec().scheduler().promote(fold.board).isPresent()) {
      return budget() + " for more";
    }
    if (fold.trials.size() >= fold.stop().trials()) {
      return "all " + fold.trials.size() + " trials have ended";
    }
    String after =
        fold.trials.size()
            + " trials"
            + (fold.experience.learned() == 0
                ? ""
                : " and " + fold.experience.learned() + " learned");
    return fold.spec().space().constraints().isEmpty()
        ? "the space is used up after " + after
        : "nothing new that keeps the constraints was found after " + after;
  }

  private String budget() {
    return "the budget of " + fold.stop().epochs() + " epochs leaves no room";
  }
}

package dev.rungs.sweep;

import dev.rungs.schedule.Asha;
import dev.rungs.schedule.Hyperband;
import dev.rungs.schedule.Rung;
import dev.rungs.schedule.SuccessiveHalving;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepResumed;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.TrialEvent.EpochsReported;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Best;
import dev.rungs.trial.Chance;
import dev.rungs.trial.FailureKind;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Report;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A decision core with one bug each. The simulation is as strong as the bugs it finds: {@link
 * BugTest} demands all of them. A bug seen elsewhere that the simulation missed becomes one here.
 */
enum Bug implements Core {

  /** The end of a fenced attempt is taken for the end of the one that trains. */
  FENCED_END_COUNTS {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      if (question instanceof Question.Done done && answer.isEmpty()) {
        TrialSummary trial = state.summary(done.trial());
        boolean fits = done.outcome().epoch() <= trial.untilEpoch();
        return fits
            ? state.segmentEnded(trial.id(), trial.attempt(), done.outcome(), done.best())
            : answer;
      }
      return answer;
    }
  },

  /** A segment ends once more when its end is told twice. */
  END_COUNTS_TWICE {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      if (question instanceof Question.Done done && answer.isEmpty()) {
        return List.of(new SegmentEnded(done.trial(), done.attempt(), done.outcome(), done.best()));
      }
      return answer;
    }
  },

  /** What a fenced attempt trained is recorded; its losses are the right ones. */
  FENCED_REPORT_RECORDED {
    @Override
    public boolean fenced(TrialLog log, int attempt) {
      return false;
    }
  },

  /** A report is recorded though one before it is missing. */
  GAP_RECORDED {
    @Override
    public Optional<EpochsReported> record(TrialLog log, List<Report> reports, SweepSpec spec) {
      Optional<EpochsReported> honest = REAL.record(log, reports, spec);
      boolean gap = honest.isEmpty() && !reports.isEmpty() && reports.get(0).epoch() > log.epoch();
      return gap ? Optional.of(recorded(log, reports, spec)) : honest;
    }
  },

  /** A report that comes twice in one batch is recorded twice. */
  EPOCH_RECORDED_TWICE {
    @Override
    public Optional<EpochsReported> record(TrialLog log, List<Report> reports, SweepSpec spec) {
      Optional<EpochsReported> honest = REAL.record(log, reports, spec);
      if (honest.isEmpty() || reports.get(0).epoch() > log.epoch()) {
        return honest;
      }
      var all = new ArrayList<>(honest.get().reports());
      all.add(reports.get(0));
      return Optional.of(recorded(log, all, spec));
    }
  },

  /** An epoch that is trained again counts as spent again. */
  EPOCH_SPENT_TWICE {
    @Override
    public SweepEvent folded(SweepEvent event, SweepState state) {
      if (event instanceof SegmentEnded over && over.outcome() instanceof Outcome.Interrupted) {
        int epoch = Math.min(over.outcome().epoch() + 1, state.summary(over.trial()).untilEpoch());
        return new SegmentEnded(
            over.trial(), over.attempt(), new Outcome.Interrupted(epoch), over.best());
      }
      return event;
    }
  },

  /** A loss that is missing enters a rung as zero. */
  NAN_ENTERS_RUNG {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof RungReached reached && Double.isNaN(reached.loss())
          ? new RungReached(reached.trial(), reached.rung(), 0)
          : event;
    }
  },

  /** A value of an epoch before the rung's enters it. */
  SHORT_VALUE_ENTERS_RUNG {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      if (question instanceof Question.Done done
          && done.outcome() instanceof Outcome.Reached reached) {
        double loss = state.spec().objective().loss(reached.report().metrics());
        return answer.stream()
            .map(
                event ->
                    event instanceof RungReached rung && rung.trial().equals(done.trial())
                        ? new RungReached(rung.trial(), rung.rung(), loss)
                        : event)
            .toList();
      }
      return answer;
    }
  },

  /** A trial without a loss waits for a promotion. */
  NAN_WAITS {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialJudged judged
              && judged.verdict() instanceof Verdict.Stop stop
              && Double.isNaN(stop.standing().loss())
          ? new TrialJudged(judged.trial(), new Verdict.Pause(stop.standing()))
          : event;
    }
  },

  /** A trial that keeps its bounds is dropped. */
  DROPPED_WITHIN_BOUNDS {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialJudged judged && judged.verdict() instanceof Verdict.Keep keep
          ? new TrialJudged(judged.trial(), new Verdict.Drop(keep.limit()))
          : event;
    }
  },

  /** A metric that is to grow is ranked as if it were to fall. */
  LARGEST_LOSS_RANKS_FIRST {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof RungReached reached
          ? new RungReached(reached.trial(), reached.rung(), -reached.loss())
          : event;
    }
  },

  /** A trial that was promoted is promoted out of the same rung again. */
  PROMOTED_TWICE {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return trials(state, Phase.QUEUED)
          .filter(trial -> trial.rung() > 0)
          .findFirst()
          .map(trial -> promotion(state, trial, trial.rung() - 1, share(state, trial, -1)))
          .orElse(answer);
    }
  },

  /** More than one in eta leave a rung: the share is rounded up. */
  PROMOTED_ABOVE_SHARE {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return halves(state)
          ? waiting(state)
              .filter(trial -> rung(state, trial).promoted() <= share(state, trial, 0))
              .findFirst()
              .map(trial -> promotion(state, trial, trial.rung(), share(state, trial, 0) + 1))
              .orElse(answer)
          : answer;
    }
  },

  /** The second best goes up before the best. */
  SECOND_BEST_PROMOTED_FIRST {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return another(event, state, other -> rank(state, other) <= share(state, other, 0));
    }
  },

  /** Of two that tie the later trial is promoted, in the place of the earlier. */
  TIE_GOES_TO_THE_LATER {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return promote(event).map(honest -> later(state, (TrialJudged) event, honest)).orElse(event);
    }

    private SweepEvent later(SweepState state, TrialJudged judged, Verdict.Promote honest) {
      TrialSummary first = state.summary(judged.trial());
      return waiting(state)
          .filter(trial -> trial.bracket() == first.bracket() && trial.rung() == first.rung())
          .filter(trial -> rung(state, trial).loss(trial.id()) == honest.standing().loss())
          .reduce((earlier, later) -> later)
          .map(trial -> new TrialJudged(trial.id(), honest))
          .orElse(judged);
    }
  },

  /** A cohort is cut before all of it has arrived. */
  COHORT_NOT_AWAITED {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return halves(state)
          ? waiting(state)
              .filter(trial -> rung(state, trial).promoted() < share(state, trial, 0))
              .filter(trial -> rank(state, trial) <= share(state, trial, 0))
              .findFirst()
              .map(trial -> promotion(state, trial, trial.rung(), share(state, trial, 0)))
              .orElse(answer)
          : answer;
    }
  },

  /** A trial of the middle is copied: better, but not one of the best. */
  MIDDLING_TRIAL_COPIED {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      if (!(event instanceof TrialJudged judged && judged.verdict() instanceof Verdict.Exploit e)) {
        return event;
      }
      List<TrialId> order = rung(state, state.summary(judged.trial())).order();
      int above = e.standing().rank() - 2;
      return above >= e.standing().of() - e.standing().passing()
          ? copied(judged, e, order.get(above), e.configuration())
          : event;
    }
  },

  /** A copy keeps the values that it had, in place of exploring those of its source. */
  COPY_KEEPS_ITS_VALUES {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialJudged judged && judged.verdict() instanceof Verdict.Exploit e
          ? copied(judged, e, e.source(), state.configuration(judged.trial()))
          : event;
    }
  },

  /** A trial that diverges in a population is lost. */
  DIVERGED_TRIAL_LOST {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Done done
              && done.outcome() instanceof Outcome.Failed failure
              && failure.kind() == FailureKind.DIVERGED
          ? answer.stream()
              .map(
                  event ->
                      event instanceof RungReached reached && reached.trial().equals(done.trial())
                          ? new TrialFailed(done.trial(), failure.kind(), failure.message())
                          : event)
              .toList()
          : answer;
    }
  },

  /** A new trial starts while somebody is to be promoted. */
  PROMOTION_FORGOTTEN {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return promote(event).isPresent() && !state.board().closed()
          ? started(state).orElse(event)
          : event;
    }
  },

  /** A segment that is to be trained again is not queued. */
  REQUEUE_DROPPED {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return answer.stream().filter(event -> !(event instanceof TrialRequeued)).toList();
    }
  },

  /** A failure that may pass is final. */
  RETRY_FORGOTTEN {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return replaceAfterFailure(
          answer,
          TrialRequeued.class,
          (trial, failure) -> new TrialFailed(trial, failure.kind(), failure.message()));
    }
  },

  /** A failure is tried again without end. */
  RETRY_WITHOUT_END {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return requeuedIf(event, FailureKind.EXCEPTION, FailureKind.TIMEOUT);
    }
  },

  /** What diverged is tried again. */
  DIVERGED_RETRIED {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return requeuedIf(event, FailureKind.DIVERGED);
    }
  },

  /** A trial that runs out of memory alone is tried again alone. */
  OUT_OF_MEMORY_TWICE {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return requeuedIf(event, FailureKind.OUT_OF_MEMORY);
    }
  },

  /** A trial that runs out of memory in the middle of its curve goes on with half of its number. */
  HALVED_IN_MID_TRAINING {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return answer.stream()
          .map(event -> event instanceof TrialRequeued again ? halved(again, state, answer) : event)
          .toList();
    }

    private SweepEvent halved(TrialRequeued again, SweepState state, List<SweepEvent> answer) {
      SweepSpec spec = state.spec();
      boolean memory =
          answer.stream()
              .anyMatch(
                  event ->
                      event instanceof SegmentEnded over
                          && over.trial().equals(again.trial())
                          && over.outcome() instanceof Outcome.Failed failure
                          && failure.kind() == FailureKind.OUT_OF_MEMORY);
      Configuration now = state.summary(again.trial()).configuration();
      return Optional.of(spec.retry().halve())
          .filter(name -> memory && !name.isEmpty())
          .flatMap(name -> spec.space().halve(now, name))
          .<SweepEvent>map(less -> new ConfigurationChanged(again.trial(), less, "half"))
          .orElse(again);
    }
  },

  /** Who runs out of memory is tried again alone, though it may train with less. */
  HALVING_FORGOTTEN {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof ConfigurationChanged changed
          ? new TrialRequeued(changed.trial(), "once more")
          : event;
    }
  },

  /** A trial may be in flight at any number of deaths. */
  DEATHS_UNCOUNTED {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return requeuedIf(event, FailureKind.CRASHED);
    }
  },

  /** What a dead process recorded is not counted, so deaths in a row are not either. */
  RECORDED_EPOCHS_FORGOTTEN {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Open ? state.open() : answer;
    }
  },

  /** Nobody trains alone: slots take whoever waits. */
  QUARANTINE_BROKEN {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      boolean open = !state.paused() && state.stopping().isEmpty() && state.ended().isEmpty();
      return answer.isEmpty() && open ? granted(offer, state, answer) : answer;
    }
  },

  /** A paused sweep grants. */
  PAUSED_SWEEP_GRANTS {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return state.paused() ? granted(offer, state, answer) : answer;
    }
  },

  /** A sweep that is ending grants. */
  STOPPING_SWEEP_GRANTS {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return state.stopping().isPresent() ? granted(offer, state, answer) : answer;
    }
  },

  /** A machine ends the pause of a person. */
  RESUMED_BY_ANOTHER {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Resume && state.paused()
          ? List.of(new SweepResumed())
          : answer;
    }
  },

  /** A slot waits while others train, though a trial does too. */
  SLOT_IDLES {
    @Override
    List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
      return state.running().isEmpty() ? answer : List.of();
    }
  },

  /** A configuration is suggested again. */
  SUGGESTION_REPEATED {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialSuggested next && next.trial().number() > 4
          ? suggested(next, state.configuration(new TrialId(0)))
          : event;
    }
  },

  /** What an earlier sweep has tried is suggested. */
  LEARNED_IS_SUGGESTED {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialSuggested next
              && !next.reason().equals("given")
              && !state.lessons().isEmpty()
          ? suggested(next, state.history().configuration(new TrialId(0)))
          : event;
    }
  },

  /** Given configurations wait until the sampler has no more. */
  GIVEN_CONFIGURATION_FORGOTTEN {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialSuggested next && next.reason().equals("given")
          ? sampled(state).map(other -> suggested(next, other)).orElse(next)
          : event;
    }
  },

  /** More configurations are taken than trials may start. */
  ENQUEUED_BEYOND_LIMIT {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Enqueue enqueue
          ? List.of(new ConfigurationEnqueued(enqueue.configuration()))
          : answer;
    }
  },

  /** A trial starts though the budget has no room for it. */
  BUDGET_OVERSPENT {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof SweepStopping stop
              && stop.reason().startsWith("the budget")
              && !state.board().closed()
          ? started(state).orElse(event)
          : event;
    }
  },

  /** A trial starts beyond the limit of trials. */
  TRIAL_BEYOND_LIMIT {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof SweepStopping stop && stop.reason().startsWith("all ")
          ? started(state).orElse(event)
          : event;
    }
  },

  /** The goal is reached and the sweep goes on. */
  GOAL_MISSED {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return without(answer, Ending.GOAL);
    }
  },

  /** Too many trials fail and the sweep goes on. */
  NEVER_GIVES_UP {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return without(answer, Ending.GAVE_UP);
    }
  },

  /** The best stands still and the sweep goes on. */
  PLATEAU_MISSED {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return answer.stream()
          .filter(event -> !(event instanceof SweepStopping s && s.reason().startsWith(QUIET)))
          .toList();
    }
  },

  /** The best has hardly stood still and the sweep ends. */
  PLATEAU_TOO_EARLY {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialSuggested next
              && next.trial().number() == state.stop().plateau().trials() - 1
          ? new SweepStopping(Ending.FINISHED, QUIET)
          : event;
    }
  },

  /** The time spent is what the clock of the wall says, forwards or backwards. */
  CLOCK_TRUSTED {
    @Override
    public Duration elapsed(SweepLog log, long millis) {
      return log.elapsed().plusMillis(millis - log.lastMillis());
    }
  },

  /** Time is up and the sweep goes on. */
  TIME_NEVER_UP {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Elapsed ? List.of() : answer;
    }
  },

  /** The sweep ends while trials could start. */
  ENDS_TOO_EARLY {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      return event instanceof TrialSuggested next && next.trial().number() > 4
          ? new SweepStopping(Ending.FINISHED, "all 5 trials have ended")
          : event;
    }
  },

  /** The test data is opened again for the same winner. */
  WINNER_TESTED_TWICE {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Tested measure && state.tested().isPresent()
          ? List.of(measure.measured())
          : answer;
    }
  },

  /** A trial that does not win is tested. */
  LOSER_TESTED {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      return question instanceof Question.Tested measure && state.tested().isEmpty()
          ? List.of(measure.measured())
          : answer;
    }
  },

  /** In order: trials are judged as they arrive. */
  JUDGED_OUT_OF_TURN {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      if (question instanceof Question.Done done
          && done.outcome() instanceof Outcome.Reached reached
          && state.spec().order() instanceof Order.Ordered
          && !answer.isEmpty()) {
        double loss = state.spec().objective().loss(reached.report().metrics());
        var atOnce = new ArrayList<>(answer);
        atOnce.add(new RungReached(done.trial(), state.summary(done.trial()).rung(), loss));
        return atOnce;
      }
      return answer;
    }
  },

  /** In order: what is suggested rests on what has arrived, whatever its turn. */
  PLAN_SEES_ARRIVALS {
    @Override
    SweepEvent tamper(SweepEvent event, SweepState state) {
      if (event instanceof TrialSuggested next && !next.reason().equals("given")) {
        long arrived = trials(state, Phase.ARRIVED).count();
        return new TrialSuggested(
            next.trial(), next.configuration(), next.reason() + arrived, next.bracket());
      }
      return event;
    }
  },

  /** A configuration that is enqueued is not written down. */
  ENQUEUED_NOT_JOURNALED {
    @Override
    public Optional<SweepEvent> journaled(SweepEvent event) {
      return event instanceof ConfigurationEnqueued ? Optional.empty() : Optional.of(event);
    }
  },

  /** What is learned from other sweeps is not written down. */
  LEARNED_NOT_JOURNALED {
    @Override
    public Optional<SweepEvent> journaled(SweepEvent event) {
      return event instanceof TrialsLearned ? Optional.empty() : Optional.of(event);
    }
  },

  /** The best epoch is kept in memory alone. */
  BEST_NOT_JOURNALED {
    @Override
    public Optional<SweepEvent> journaled(SweepEvent event) {
      return Optional.of(
          event instanceof SegmentEnded over && over.outcome() instanceof Outcome.Interrupted
              ? new SegmentEnded(over.trial(), over.attempt(), over.outcome(), Best.NONE)
              : event);
    }
  },

  /** The best epoch is the one of lowest loss, whether or not it keeps what is required. */
  BROKEN_EPOCH_COUNTS {
    @Override
    public Optional<EpochsReported> record(TrialLog log, List<Report> reports, SweepSpec spec) {
      var lax = new Aims(spec.objective(), spec.also(), List.of());
      return log.record(reports, lax, spec.patience());
    }
  },

  /** Of the epoch that counts only the loss is written down. */
  FURTHER_VALUES_NOT_JOURNALED {
    @Override
    public Optional<SweepEvent> journaled(SweepEvent event) {
      return Optional.of(
          event instanceof SegmentEnded over
              ? new SegmentEnded(
                  over.trial(),
                  over.attempt(),
                  over.outcome(),
                  Best.at(over.best().epoch(), over.best().loss()))
              : event);
    }
  },

  /** Who breaks what is required is tested as the winner. */
  BROKEN_TRIAL_WINS {
    @Override
    List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
      boolean nearest =
          question instanceof Question.Tested measure
              && state.best().isEmpty()
              && state.ranking().stream()
                  .limit(1)
                  .anyMatch(trial -> trial.id().equals(measure.measured().trial()));
      return nearest ? List.of(((Question.Tested) question).measured()) : answer;
    }
  },

  /** Who paused the sweep is written down wrong. */
  PAUSER_NOT_JOURNALED {
    @Override
    public Optional<SweepEvent> journaled(SweepEvent event) {
      return Optional.of(
          event instanceof SweepPaused begun
              ? new SweepPaused(begun.reason(), SweepEvent.Pauser.USER)
              : event);
    }
  };

  private static TrialJudged copied(
      TrialJudged judged, Verdict.Exploit honest, TrialId source, Configuration configuration) {
    return new TrialJudged(
        judged.trial(),
        new Verdict.Exploit(
            source, honest.sourceEpoch(), configuration, honest.untilEpoch(), honest.standing()));
  }

  private static final String QUIET = "the best has not improved";

  private interface Replacement {
    SweepEvent of(TrialId trial, Outcome.Failed failure);
  }

  @Override
  public List<SweepEvent> answer(Question question, SweepState state) {
    List<SweepEvent> answer = question.ask(state);
    return question instanceof Question.Offer offer && state.created()
        ? tamper(question, state, offered(offer, state, answer))
        : tamper(question, state, answer);
  }

  List<SweepEvent> offered(Question.Offer offer, SweepState state, List<SweepEvent> answer) {
    return answer;
  }

  List<SweepEvent> tamper(Question question, SweepState state, List<SweepEvent> answer) {
    return answer.stream().map(event -> tamper(event, state)).toList();
  }

  SweepEvent tamper(SweepEvent event, SweepState state) {
    return event;
  }

  // ----------------------------------------------------------------------------------- promotions

  private static Optional<Verdict.Promote> promote(SweepEvent event) {
    return event instanceof TrialJudged judged
            && judged.verdict() instanceof Verdict.Promote promote
        ? Optional.of(promote)
        : Optional.empty();
  }

  private static List<SweepEvent> promotion(
      SweepState state, TrialSummary trial, int rung, int passing) {
    var ladder = state.spec().scheduler().bracket(trial.bracket()).ladder();
    Standing standing =
        state
            .board()
            .rung(trial.bracket(), rung)
            .standing(trial.bracket(), rung, ladder.epoch(rung), trial.id(), passing);
    return List.of(
        new TrialJudged(trial.id(), new Verdict.Promote(ladder.epoch(rung + 1), standing)));
  }

  /** Returns the promotion of another trial of the same rung that fits, if there is one. */
  private static SweepEvent another(
      SweepEvent event, SweepState state, Predicate<TrialSummary> fits) {
    if (promote(event).isEmpty()) {
      return event;
    }
    TrialSummary promoted = state.summary(((TrialJudged) event).trial());
    return waiting(state)
        .filter(trial -> !trial.id().equals(promoted.id()))
        .filter(trial -> trial.bracket() == promoted.bracket() && trial.rung() == promoted.rung())
        .filter(fits)
        .findFirst()
        .map(trial -> promotion(state, trial, trial.rung(), share(state, trial, 0)).get(0))
        .orElse(event);
  }

  private static boolean halves(SweepState state) {
    var scheduler = state.spec().scheduler();
    return scheduler instanceof Asha
        || scheduler instanceof SuccessiveHalving
        || scheduler instanceof Hyperband;
  }

  /** Returns those that wait at a rung, the best of each rung first. */
  private static Stream<TrialSummary> waiting(SweepState state) {
    return trials(state, Phase.PAUSED)
        .sorted(Comparator.comparingInt((TrialSummary trial) -> rank(state, trial)));
  }

  private static Rung rung(SweepState state, TrialSummary trial) {
    return state.board().rung(trial.bracket(), trial.rung());
  }

  private static int rank(SweepState state, TrialSummary trial) {
    return rung(state, trial).rank(trial.id());
  }

  private static int share(SweepState state, TrialSummary trial, int above) {
    int arrived = state.board().rung(trial.bracket(), trial.rung() + above).arrived();
    return arrived / Scenario.eta(state.spec().scheduler());
  }

  // -------------------------------------------------------------------------------- other events

  private static Stream<TrialSummary> trials(SweepState state, Phase phase) {
    return state.trials().stream().filter(trial -> trial.phase() == phase);
  }

  private static List<SweepEvent> granted(
      Question.Offer offer, SweepState state, List<SweepEvent> otherwise) {
    return trials(state, Phase.QUEUED)
        .findFirst()
        .<List<SweepEvent>>map(
            trial ->
                List.of(
                    new SegmentGranted(
                        trial.id(), trial.attempt() + 1, offer.slot(), trial.untilEpoch())))
        .orElse(otherwise);
  }

  private static Optional<Configuration> sampled(SweepState state) {
    SweepSpec spec = state.spec();
    var chance = new Chance(spec.seed(), new TrialId(state.size()));
    return spec.sampler()
        .suggest(spec.space(), state.history(), chance)
        .map(next -> next.configuration());
  }

  private static Optional<SweepEvent> started(SweepState state) {
    return sampled(state)
        .map(
            configuration ->
                new TrialSuggested(
                    new TrialId(state.size()),
                    configuration,
                    "random draw",
                    Math.max(0, state.board().brackets() - 1)));
  }

  private static TrialSuggested suggested(TrialSuggested as, Configuration configuration) {
    return new TrialSuggested(as.trial(), configuration, as.reason(), as.bracket());
  }

  private static SweepEvent requeuedIf(SweepEvent event, FailureKind... kinds) {
    return event instanceof TrialFailed failure && List.of(kinds).contains(failure.kind())
        ? new TrialRequeued(failure.trial(), "once more")
        : event;
  }

  private static List<SweepEvent> replaceAfterFailure(
      List<SweepEvent> answer, Class<? extends SweepEvent> kind, Replacement replacement) {
    var replaced = new ArrayList<SweepEvent>();
    SegmentEnded last = null;
    for (SweepEvent event : answer) {
      boolean failed = last != null && last.outcome() instanceof Outcome.Failed;
      replaced.add(
          failed && kind.isInstance(event)
              ? replacement.of(last.trial(), (Outcome.Failed) last.outcome())
              : event);
      last = event instanceof SegmentEnded over ? over : last;
    }
    return replaced;
  }

  private static List<SweepEvent> without(List<SweepEvent> answer, Ending ending) {
    return answer.stream()
        .filter(event -> !(event instanceof SweepStopping stop && stop.ending() == ending))
        .toList();
  }

  private static EpochsReported recorded(TrialLog log, List<Report> reports, SweepSpec spec) {
    var curve = log.curve();
    for (Report report : reports) {
      curve = curve.after(report, spec.aims(), spec.patience());
    }
    return new EpochsReported(log.attempt(), reports, curve);
  }
}

package dev.rungs.cli.view;

import dev.rungs.schedule.Scheduler;
import dev.rungs.sweep.StopRules;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.CheckpointsDropped;
import dev.rungs.sweep.SweepEvent.ConfigurationChanged;
import dev.rungs.sweep.SweepEvent.ConfigurationEnqueued;
import dev.rungs.sweep.SweepEvent.QuotaExceeded;
import dev.rungs.sweep.SweepEvent.RungReached;
import dev.rungs.sweep.SweepEvent.SchedulerRaised;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.SegmentGranted;
import dev.rungs.sweep.SweepEvent.SpaceUsedUp;
import dev.rungs.sweep.SweepEvent.StopRulesChanged;
import dev.rungs.sweep.SweepEvent.SweepCreated;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepEvent.SweepForked;
import dev.rungs.sweep.SweepEvent.SweepOpened;
import dev.rungs.sweep.SweepEvent.SweepPaused;
import dev.rungs.sweep.SweepEvent.SweepStopping;
import dev.rungs.sweep.SweepEvent.TrialFailed;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.sweep.SweepEvent.TrialRequeued;
import dev.rungs.sweep.SweepEvent.TrialSuggested;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.sweep.SweepEvent.WinnerTested;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.trial.Outcome;
import dev.rungs.trial.Standing;
import dev.rungs.trial.TrialId;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The events of a sweep in words, told one after the other. */
public final class Telling {

  private final SweepSpec spec;
  private final Map<TrialId, Integer> reached = new HashMap<>();

  Telling(SweepSpec spec) {
    this.spec = spec;
  }

  /** Returns the trial that an event names in one of its components. */
  public static Optional<TrialId> about(SweepEvent event) {
    return Arrays.stream(event.getClass().getRecordComponents())
        .filter(component -> component.getType() == TrialId.class)
        .findFirst()
        .map(
            component -> {
              try {
                return (TrialId) component.getAccessor().invoke(event);
              } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(component + " cannot be read", e);
              }
            });
  }

  /** Returns what the next event says about its trial, or about the sweep. */
  String words(SweepEvent event) {
    if (event instanceof TrialSuggested suggested) {
      return "suggested: " + suggested.reason();
    }
    if (event instanceof SegmentGranted granted) {
      String attempt = granted.attempt() > 1 ? " (attempt " + granted.attempt() + ")" : "";
      return "slot " + granted.slot() + " trains to epoch " + granted.untilEpoch() + attempt;
    }
    if (event instanceof SegmentEnded over) {
      return ended(over.trial(), over.outcome());
    }
    if (event instanceof TrialRequeued requeued) {
      return "queued again: " + requeued.reason();
    }
    if (event instanceof ConfigurationChanged changed) {
      return "queued again with " + changed.reason();
    }
    if (event instanceof RungReached arrived) {
      return "enters rung " + arrived.rung() + value(arrived.loss());
    }
    if (event instanceof TrialJudged judged) {
      return judged(judged.verdict());
    }
    if (event instanceof TrialFailed failed) {
      String kind = failed.kind().name().toLowerCase(Locale.ROOT).replace('_', ' ');
      return "failed for good (" + kind + "): " + failed.message();
    }
    if (event instanceof CheckpointsDropped dropped) {
      return "loses its checkpoints ("
          + Format.bytes(dropped.bytes())
          + "), since all may take "
          + Format.bytes(dropped.quota())
          + "; if promoted it trains from the start";
    }
    return event instanceof WinnerTested tested ? won(tested) : ofSweep(event);
  }

  private String ofSweep(SweepEvent event) {
    if (event instanceof SweepCreated) {
      return "begins: " + Describe.aims(spec) + ", " + Describe.algorithms(spec);
    }
    if (event instanceof TrialsLearned lesson) {
      return "learns " + lesson.words();
    }
    if (event instanceof SweepOpened) {
      return "a process takes it up";
    }
    if (event instanceof SweepForked forked) {
      return "forked from " + forked.from() + " at event " + forked.event();
    }
    if (event instanceof SpaceUsedUp) {
      return "the sampler has no further configuration";
    }
    if (event instanceof ConfigurationEnqueued enqueued) {
      return "to be tried: " + Format.settings(enqueued.configuration());
    }
    if (event instanceof SweepPaused paused) {
      return "waits: " + paused.reason();
    }
    if (event instanceof StopRulesChanged changed) {
      return "has other limits: " + limits(changed.stop());
    }
    if (event instanceof SchedulerRaised raised) {
      return "trains further: " + Describe.words(raised.scheduler(), Scheduler.class);
    }
    if (event instanceof QuotaExceeded exceeded) {
      return exceeded(exceeded);
    }
    if (event instanceof SweepStopping stopping) {
      return "stops: " + stopping.reason();
    }
    return event instanceof SweepEnded ? "has ended" : "goes on";
  }

  static String exceeded(QuotaExceeded exceeded) {
    return "checkpoints that must stay take "
        + Format.bytes(exceeded.bytes())
        + ", more than the quota of "
        + Format.bytes(exceeded.quota());
  }

  private static String limits(StopRules stop) {
    var limits = new ArrayList<String>();
    if (stop.trials() < StopRules.UNLIMITED) {
      limits.add(Format.count(stop.trials(), "trial"));
    }
    if (stop.epochs() < StopRules.UNLIMITED) {
      limits.add(Format.count(stop.epochs(), "epoch"));
    }
    if (!stop.wallClock().isZero()) {
      limits.add(Format.duration(stop.wallClock()));
    }
    if (stop.failed() < StopRules.UNLIMITED) {
      limits.add(Format.count(stop.failed(), "failure"));
    }
    return limits.isEmpty() ? "none" : String.join(", ", limits);
  }

  private static String won(WinnerTested tested) {
    return tested.test().values().isEmpty()
        ? "won"
        : "won, and was measured on the test data: " + tested.test();
  }

  private String value(double loss) {
    return Double.isNaN(loss)
        ? " without a value"
        : " with " + spec.objective().metric() + " " + Format.metric(spec.objective().value(loss));
  }

  private String ended(TrialId trial, Outcome outcome) {
    int before = reached.getOrDefault(trial, 0);
    int now = Math.max(before, outcome.epoch());
    reached.put(trial, now);
    String epochs =
        now > before
            ? before + 1 == now ? "epoch " + now : "epochs " + (before + 1) + "-" + now
            : "no further epoch";
    if (outcome instanceof Outcome.EndedEarly early) {
      return epochs + ", then its own curve ended it: " + early.reason();
    }
    if (outcome instanceof Outcome.Failed failed) {
      return epochs + ", then it failed: " + failed.message();
    }
    return epochs + (outcome instanceof Outcome.Interrupted ? ", then interrupted" : " trained");
  }

  private static String judged(Verdict verdict) {
    if (verdict instanceof Verdict.Promote promote) {
      return "promoted to epoch " + promote.untilEpoch() + ": " + margin(promote.standing());
    }
    if (verdict instanceof Verdict.Exploit copy) {
      return "becomes a copy of "
          + copy.source()
          + " at epoch "
          + copy.sourceEpoch()
          + " with "
          + Format.settings(copy.configuration())
          + ", goes on to epoch "
          + copy.untilEpoch()
          + ": "
          + margin(copy.standing());
    }
    if (verdict instanceof Verdict.Continue on) {
      return "goes on to epoch " + on.untilEpoch() + ": " + margin(on.standing());
    }
    if (verdict instanceof Verdict.Pause pause) {
      return "waits: " + margin(pause.standing());
    }
    if (verdict instanceof Verdict.Stop stop) {
      return "stopped: " + margin(stop.standing());
    }
    if (verdict instanceof Verdict.Keep keep) {
      return "goes on to epoch " + keep.untilEpoch() + ": " + keep.reason();
    }
    return (verdict instanceof Verdict.Drop ? "stopped: " : "complete: ") + verdict.reason();
  }

  private static String margin(Standing standing) {
    double margin = standing.margin();
    return Double.isNaN(margin) || margin == 0
        ? standing.toString()
        : standing
            + ", "
            + Format.metric(Math.abs(margin))
            + (margin > 0 ? " better" : " worse")
            + " than the cut-off";
  }
}

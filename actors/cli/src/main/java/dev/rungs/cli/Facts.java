package dev.rungs.cli;

import dev.rungs.actors.journal.Journaled;
import dev.rungs.analyze.Reasons;
import dev.rungs.analyze.Replay;
import dev.rungs.cli.view.Comparison;
import dev.rungs.cli.view.Telling;
import dev.rungs.cli.view.Trials;
import dev.rungs.sweep.Leg;
import dev.rungs.sweep.Phase;
import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SweepEnded;
import dev.rungs.sweep.SweepLog;
import dev.rungs.sweep.SweepResult;
import dev.rungs.sweep.SweepSpec;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Metrics;
import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is known of sweeps and trials, for other programs: maps and lists that become JSON. What is
 * not there is left out: a trial without a result has no {@code value}.
 */
final class Facts {

  /** An event of a sweep, its number in the journal and its time. */
  private record Happened(long number, Instant at, SweepEvent event) {}

  private Facts() {}

  /** Returns an event of a sweep. */
  static Object event(long number, Journaled<SweepEvent> event) {
    return new Happened(number, Instant.ofEpochMilli(event.atMillis()), event.event());
  }

  /** Returns a sweep in a few facts. */
  static Map<String, Object> sweep(SweepResult result) {
    Objective objective = result.spec().objective();
    var facts = new LinkedHashMap<String, Object>();
    facts.put("id", result.id());
    facts.put("name", result.spec().name());
    facts.put("state", result.ending().map(Facts::state).orElse("unfinished"));
    result.ending().ifPresent(end -> facts.put("reason", end.reason()));
    facts.put("metric", objective.metric());
    facts.put("direction", word(objective.direction()));
    facts.put("use", word(objective.use()));
    if (!result.spec().also().isEmpty()) {
      facts.put("also", result.spec().also().stream().map(Facts::aim).toList());
    }
    if (!result.spec().require().isEmpty()) {
      facts.put("require", result.spec().require().stream().map(Object::toString).toList());
    }
    facts.put("trials", result.trials().size());
    facts.put("epochs", result.spentEpochs());
    facts.put("savedEpochs", Math.max(0, result.savedEpochs()));
    facts.put("seconds", result.elapsed().toMillis() / 1000.0);
    if (result.winner().isPresent()) {
      facts.put("best", trial(result.spec(), result.best()));
      if (result.lineage().size() > 1) {
        facts.put("schedule", schedule(result.lineage()));
      }
    }
    if (!result.spec().also().isEmpty()) {
      facts.put("front", result.front().stream().map(each -> each.id().toString()).toList());
    }
    return facts;
  }

  private static Map<String, Object> aim(Aim aim) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("metric", aim.metric());
    facts.put("direction", word(aim.direction()));
    return facts;
  }

  /**
   * Returns a sweep with the number of its last event, its phases, what the winner reached on test
   * data, what its shadows would have made of it, and every trial.
   */
  static Map<String, Object> status(SweepResult result, List<Comparison> shadows, long events) {
    Map<String, Object> facts = sweep(result);
    facts.put("events", events);
    var phases = new LinkedHashMap<String, Object>();
    for (Phase phase : Phase.values()) {
      phases.put(word(phase), result.count(phase));
    }
    facts.put("phases", phases);
    result.test().ifPresent(test -> facts.put("test", metrics(test.test())));
    if (!shadows.isEmpty()) {
      facts.put("shadows", shadows.stream().map(Facts::whatIf).toList());
    }
    facts.put("ranking", trials(result));
    return facts;
  }

  /** Returns with which values each stretch of a winner's life was trained. */
  static List<Map<String, Object>> schedule(List<Leg> lineage) {
    return lineage.stream().map(Facts::leg).toList();
  }

  private static Map<String, Object> leg(Leg leg) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("from", leg.from() + 1);
    facts.put("until", leg.until());
    facts.put("trial", leg.trial().toString());
    facts.put("settings", leg.configuration().plain());
    return facts;
  }

  /** Returns what taking a sweep's decisions again has shown. */
  static Map<String, Object> replay(String id, Replay replay) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("id", id);
    facts.put("exact", replay.exact());
    facts.put("events", replay.events());
    facts.put("decisions", replay.decisions());
    facts.put("differences", replay.differences());
    return facts;
  }

  /** Returns a sweep as it was and as another scheduler would have made it. */
  static Map<String, Object> whatIf(Comparison comparison) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("id", comparison.id());
    facts.put("slots", comparison.slots());
    facts.put("was", made(comparison.ownWords(), comparison.was()));
    facts.put("would", made(comparison.otherWords(), comparison.would().state()));
    if (comparison.place() > 0) {
      facts.put("placeOfWinner", comparison.place());
    }
    facts.put("left", comparison.leftBehind().stream().map(Facts::left).toList());
    facts.put(
        "censored",
        comparison.would().censored().entrySet().stream()
            .map(
                each ->
                    Map.of(
                        "trial",
                        each.getKey().toString(),
                        "recorded",
                        comparison.would().state().summary(each.getKey()).epoch(),
                        "wanted",
                        each.getValue()))
            .toList());
    return facts;
  }

  private static Map<String, Object> made(String scheduler, SweepState sweep) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("scheduler", scheduler);
    facts.put("trials", sweep.size());
    facts.put("epochs", sweep.spentEpochs());
    sweep
        .best()
        .ifPresent(
            best -> {
              facts.put("winner", best.id().toString());
              facts.put("value", sweep.spec().objective().value(best.result()));
            });
    return facts;
  }

  private static Map<String, Object> left(TrialSummary trial) {
    return Map.of("trial", trial.id().toString(), "epoch", trial.epoch());
  }

  /** Returns every trial, best first; those without a result come last. */
  static List<Map<String, Object>> trials(SweepResult result) {
    return Trials.bestFirst(result).stream().map(each -> trial(result.spec(), each)).toList();
  }

  /** Returns a trial as its sweep knows it. */
  static Map<String, Object> trial(SweepSpec spec, TrialSummary trial) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("trial", trial.id().toString());
    facts.put("state", word(trial.phase()));
    if (!Double.isNaN(trial.result())) {
      facts.put("value", spec.objective().value(trial.result()));
      if (!spec.aims().single()) {
        facts.put("further", metrics(trial.counted().measured()));
        facts.put("kept", trial.score().kept());
      }
    }
    facts.put("epochs", trial.epoch());
    facts.put("bracket", trial.bracket());
    facts.put("rung", trial.rung());
    facts.put("attempt", trial.attempt());
    facts.put("settings", trial.configuration().plain());
    if (!trial.note().isEmpty()) {
      facts.put("note", trial.note());
    }
    return facts;
  }

  /**
   * Returns a trial with every epoch, attempt, checkpoint and event, and what each shadow of its
   * sweep would have made of it.
   */
  static Map<String, Object> story(
      SweepLog log,
      TrialId trial,
      List<Journaled<SweepEvent>> events,
      TrialHistory history,
      List<Comparison> shadows,
      Path store) {
    Map<String, Object> facts = trial(log.state().spec(), log.state().summary(trial));
    facts.put("resultEpoch", log.state().resultEpoch(trial));
    facts.put("origin", log.state().summary(trial).origin());
    facts.put("seed", log.state().seed(trial));
    facts.put("attempts", history.attempts());
    facts.put(
        "reports",
        history.reports().stream()
            .map(report -> Map.of("epoch", report.epoch(), "metrics", metrics(report.metrics())))
            .toList());
    facts.put("checkpoints", history.checkpoints(store));
    putShadows(facts, shadows, trial);
    facts.put("events", happened(events, trial));
    return facts;
  }

  /**
   * Returns why a trial is where it is, and what each shadow of its sweep would have made of it.
   */
  static Map<String, Object> reasons(Reasons reasons, List<Comparison> shadows) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("trial", reasons.trial());
    facts.put("rungs", reasons.rungs());
    facts.put("prospect", reasons.prospect());
    putShadows(facts, shadows, reasons.trial());
    return facts;
  }

  private static void putShadows(
      Map<String, Object> facts, List<Comparison> shadows, TrialId trial) {
    if (!shadows.isEmpty()) {
      facts.put("shadows", shadows.stream().map(each -> shadow(each, trial)).toList());
    }
  }

  /** Returns what a shadow would have made of a trial; no state if it wanted more epochs of it. */
  private static Map<String, Object> shadow(Comparison comparison, TrialId trial) {
    var facts = new LinkedHashMap<String, Object>();
    facts.put("scheduler", comparison.otherWords());
    Integer wanted = comparison.would().censored().get(trial);
    comparison
        .other(trial)
        .ifPresent(
            would -> {
              if (wanted == null) {
                facts.put("state", word(would.phase()));
              } else {
                facts.put("wanted", wanted);
              }
              facts.put("epochs", would.epoch());
              if (!would.note().isEmpty()) {
                facts.put("note", would.note());
              }
            });
    return facts;
  }

  private static List<Object> happened(List<Journaled<SweepEvent>> events, TrialId trial) {
    return IntStream.range(0, events.size())
        .filter(index -> Telling.about(events.get(index).event()).equals(Optional.of(trial)))
        .mapToObj(index -> event(index + 1L, events.get(index)))
        .toList();
  }

  private static Map<String, Object> metrics(Metrics metrics) {
    var values = new LinkedHashMap<String, Object>();
    for (Metric metric : metrics.values()) {
      values.put(metric.name(), metric.value());
    }
    return values;
  }

  private static String state(SweepEnded end) {
    return switch (end.ending()) {
      case FINISHED, GOAL -> "done";
      case GAVE_UP -> "gave up";
    };
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}

package dev.rungs.sweep;

import dev.rungs.schedule.Bracket;
import dev.rungs.schedule.Scheduler;
import dev.rungs.space.Configuration;
import dev.rungs.sweep.SweepEvent.TrialsLearned;
import dev.rungs.trial.Aims;
import dev.rungs.trial.Best;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * A sweep that another one, which is to be created, learns from. It may still run: what has come of
 * it so far is learned.
 *
 * <p>What its trials reported counts up to the epochs that the new sweep trains for, so that its
 * trials are compared with new ones at equal cost, whatever scheduler it had. Of a trial that
 * became a copy of another only what it was before counts. Constants that only the new space has
 * are filled in. What it has learned itself is not learned again: name its sources too.
 *
 * @param reports all that a trial reported, by epoch
 */
public record EarlierSweep(String id, SweepState sweep, Function<TrialId, List<Report>> reports) {

  /**
   * Returns what a sweep learns, an event for each earlier one, in the order given. Of several
   * trials of one configuration the first is learned.
   *
   * @throws IllegalArgumentException if one of them had another objective
   */
  public static List<TrialsLearned> learn(SweepSpec spec, List<EarlierSweep> earlier) {
    var known = new HashSet<Configuration>();
    return earlier.stream().map(each -> each.learn(spec, known)).toList();
  }

  private TrialsLearned learn(SweepSpec spec, Set<Configuration> known) {
    checkObjective(spec.objective());
    NavigableSet<Integer> epochs = epochs(spec.scheduler());
    var learned = new ArrayList<Learned>();
    int open = 0;
    int outside = 0;
    int repeated = 0;
    for (TrialSummary trial : sweep.trials()) {
      List<Report> reports = reports(trial.id(), epochs.last());
      Best best = best(reports, spec.aims());
      Configuration tried = sweep.configuration(trial.id());
      if (best.equals(Best.NONE) && !trial.phase().over()) {
        open++;
      } else if (!spec.space().problems(tried).isEmpty()) {
        outside++;
      } else if (!known.add(spec.space().complete(tried))) {
        repeated++;
      } else {
        learned.add(
            new Learned(
                trial.id(),
                spec.space().complete(tried),
                best.loss(),
                best.others(),
                levels(reports, spec.aims(), epochs)));
      }
    }
    return new TrialsLearned(id, learned, outside, open, repeated);
  }

  private void checkObjective(Objective wanted) {
    Objective had = sweep.spec().objective();
    if (!words(had).equals(words(wanted))) {
      throw new IllegalArgumentException(
          "the objective is to "
              + words(wanted)
              + ", must be that of "
              + id
              + " to learn from it, to "
              + words(had));
    }
  }

  private static String words(Objective objective) {
    return (objective.direction() == Objective.Direction.MINIMIZE ? "minimize " : "maximize ")
        + objective.metric();
  }

  /** Returns the epochs at which a scheduler compares trials, in any bracket. */
  private static NavigableSet<Integer> epochs(Scheduler scheduler) {
    var epochs = new TreeSet<Integer>();
    Bracket first = scheduler.bracket(0);
    Bracket next = first;
    int index = 0;
    do {
      epochs.addAll(next.ladder().epochs());
      next = scheduler.bracket(++index);
    } while (!next.equals(first));
    return epochs;
  }

  /** Returns what a trial reported up to some epoch with what it was suggested. */
  private List<Report> reports(TrialId trial, int last) {
    int own = Math.min(last, sweep.epochsBeforeCopies(trial));
    return reports.apply(trial).stream().filter(report -> report.epoch() <= own).toList();
  }

  private static Best best(List<Report> reports, Aims aims) {
    Best best = Best.NONE;
    for (Report report : reports) {
      best = aims.better(best, report);
    }
    return best;
  }

  private static List<Learned.Level> levels(
      List<Report> reports, Aims aims, NavigableSet<Integer> epochs) {
    int last = reports.isEmpty() ? 0 : reports.get(reports.size() - 1).epoch();
    boolean below = last < epochs.first();
    return reports.stream()
        .filter(report -> below ? report.epoch() == last : epochs.contains(report.epoch()))
        .map(aims::at)
        .map(at -> new Learned.Level(at.epoch(), at.loss(), at.others()))
        .filter(level -> !Double.isNaN(level.loss()))
        .toList();
  }
}

package dev.rungs.cli.view;

import dev.rungs.analyze.Forecast;
import dev.rungs.analyze.Forecast.Point;
import dev.rungs.schedule.Ladder;
import dev.rungs.sweep.SweepState;
import dev.rungs.sweep.TrialSummary;
import dev.rungs.trial.Objective;
import dev.rungs.trial.Report;
import dev.rungs.trial.TrialId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where a trial's own curve points to, for people: no decision rests on it. */
public final class Outlook {

  private static final double LOW = 0.1;
  private static final double HIGH = 0.9;

  private Outlook() {}

  /**
   * Returns a paragraph about the last epoch of a trial's ladder; nothing if it is there, or if its
   * curve is too short to tell.
   *
   * @param reports the trial's epochs, in order
   */
  public static List<String> lines(
      SweepState state, TrialId trial, List<Report> reports, Screen screen) {
    Ladder ladder = state.spec().scheduler().bracket(state.summary(trial).bracket()).ladder();
    Objective objective = state.spec().objective();
    List<Point> curve =
        reports.stream()
            .map(report -> new Point(report.epoch(), objective.loss(report.metrics())))
            .toList();
    Optional<Forecast> forecast = Forecast.of(curve, ladder.epoch(ladder.top()));
    var lines = new ArrayList<String>();
    forecast.ifPresent(
        ahead -> {
          lines.add("");
          lines.addAll(Format.wrapped(text(state, trial, ahead), " ", screen.columns()));
        });
    return lines;
  }

  private static String text(SweepState state, TrialId trial, Forecast ahead) {
    Objective objective = state.spec().objective();
    String best =
        state
            .best()
            .filter(each -> !each.id().equals(trial))
            .map(each -> best(objective, each, ahead))
            .orElse("");
    return "By its own curve it would reach about "
        + objective.metric()
        + " "
        + number(objective, ahead.quantile(0.5))
        + " at epoch "
        + ahead.epoch()
        + ", with 80 % between "
        + number(objective, ahead.quantile(LOW))
        + " and "
        + number(objective, ahead.quantile(HIGH))
        + best
        + ". Advice only: nothing is decided by it.";
  }

  private static String best(Objective objective, TrialSummary best, Forecast ahead) {
    return "; the best, "
        + best.id()
        + ", has "
        + number(objective, best.result())
        + " (chance to beat it: "
        + Math.round(100 * ahead.chanceBelow(best.result()))
        + " %)";
  }

  private static String number(Objective objective, double loss) {
    return Format.metric(objective.value(loss));
  }
}

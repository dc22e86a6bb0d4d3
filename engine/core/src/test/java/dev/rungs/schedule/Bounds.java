package dev.rungs.schedule;

import dev.rungs.trial.Limit;
import dev.rungs.trial.Objective;
import dev.rungs.trial.TrialId;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Recomputes, from a list of arrivals alone, the bounds by which a scheduler judges a trial where
 * it arrived last: nothing is kept from one judgement to the next, nothing is sorted once for all.
 */
public record Bounds(Objective.Direction direction, List<Arrival> arrivals, TrialId trial) {

  /**
   * A trial at a rung of the only bracket.
   *
   * @param loss NaN if it has none
   */
  public record Arrival(TrialId trial, int rung, double loss) {}

  /** Returns the trial's bounds; one who is not compared has bounds without end. */
  public Limit limit(Stopping scheduler) {
    if (scheduler instanceof Patient patient) {
      boolean ranked = patient.of() instanceof AshaStopping;
      boolean stops = ranked || !limit(patient.of()).kept();
      return stops && improves(patient)
          ? free(
              scheduler,
              "the patience of "
                  + patient.patience().epochs()
                  + " epochs from epoch "
                  + progress(patient))
          : limit(patient.of());
    }
    if (Double.isNaN(own().loss())) {
      return free(scheduler, "a loss");
    }
    if (scheduler instanceof MedianStopping median) {
      return epoch(scheduler) < median.grace() ? grace(scheduler, median.grace()) : limit(median);
    }
    if (scheduler instanceof PercentileStopping each) {
      return epoch(scheduler) < each.grace() ? grace(scheduler, each.grace()) : limit(each);
    }
    var threshold = (ThresholdStopping) scheduler;
    return epoch(scheduler) < threshold.grace()
        ? grace(scheduler, threshold.grace())
        : limit(threshold);
  }

  /** Returns whether the trial has a loss and has improved lately. */
  public boolean improves(Patient patient) {
    return !Double.isNaN(own().loss())
        && epoch(patient) - progress(patient) < patient.patience().epochs();
  }

  private int progress(Patient patient) {
    int progress = 0;
    double best = Double.NaN;
    for (Arrival each : arrivals) {
      boolean counts = each.trial().equals(trial) && !Double.isNaN(each.loss());
      if (counts && (Double.isNaN(best) || each.loss() < best - patient.patience().improve())) {
        best = each.loss();
        progress = patient.ladder().epoch(each.rung());
      }
    }
    return progress;
  }

  private Limit limit(MedianStopping median) {
    int rung = own().rung();
    int top = median.ladder().top();
    List<TrialId> completed =
        arrivals.stream().filter(each -> each.rung() == top).map(Arrival::trial).toList();
    Map<TrialId, Double> averages =
        arrivals.stream()
            .filter(each -> completed.contains(each.trial()) && each.rung() <= rung)
            .filter(each -> !Double.isNaN(each.loss()))
            .collect(
                Collectors.groupingBy(Arrival::trial, Collectors.averagingDouble(Arrival::loss)));
    List<Double> sorted = averages.values().stream().sorted().toList();
    if (sorted.size() < median.startup()) {
      return free(median, "the startup of " + median.startup() + " completed trials");
    }
    double middle = sorted.get((sorted.size() + 1) / 2 - 1);
    return atMost(median, middle, "the median of " + sorted.size() + " completed trials' averages");
  }

  private Limit limit(PercentileStopping percentile) {
    int rung = own().rung();
    List<Double> others =
        arrivals.stream()
            .filter(each -> each.rung() == rung && !each.trial().equals(trial))
            .map(Arrival::loss)
            .filter(loss -> !Double.isNaN(loss))
            .sorted()
            .toList();
    if (others.size() < percentile.startup()) {
      return free(percentile, "the startup of " + percentile.startup() + " trials");
    }
    int place = 1;
    while (100.0 * place < percentile.percentile() * others.size()) {
      place++;
    }
    return atMost(
        percentile,
        others.get(place - 1),
        "the best " + place + " of " + others.size() + " others");
  }

  private Limit limit(ThresholdStopping threshold) {
    boolean minimize = direction == Objective.Direction.MINIMIZE;
    return new Limit(
        own().rung(),
        epoch(threshold),
        own().loss(),
        minimize ? threshold.lower() : -threshold.upper(),
        minimize ? threshold.upper() : -threshold.lower(),
        "the bounds of the metric");
  }

  private Limit grace(Stopping scheduler, int grace) {
    return free(scheduler, "the grace to epoch " + grace);
  }

  private Limit free(Stopping scheduler, String what) {
    return Limit.none(own().rung(), epoch(scheduler), own().loss(), what);
  }

  private Limit atMost(Stopping scheduler, double highest, String what) {
    double best =
        arrivals.stream()
            .filter(each -> each.trial().equals(trial) && !Double.isNaN(each.loss()))
            .mapToDouble(Arrival::loss)
            .min()
            .orElse(Double.NaN);
    return Limit.atMost(own().rung(), epoch(scheduler), best, highest, what);
  }

  private int epoch(Stopping scheduler) {
    return scheduler.ladder().epoch(own().rung());
  }

  private Arrival own() {
    return arrivals.stream()
        .filter(each -> each.trial().equals(trial))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}

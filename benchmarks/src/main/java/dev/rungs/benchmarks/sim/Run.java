package dev.rungs.benchmarks.sim;

import dev.rungs.sweep.SweepEvent;
import dev.rungs.sweep.SweepEvent.SegmentEnded;
import dev.rungs.sweep.SweepEvent.TrialJudged;
import dev.rungs.trial.Verdict;
import java.util.ArrayList;
import java.util.List;

/**
 * What happened in a simulated sweep.
 *
 * @param moments every event, in order
 */
public record Run(List<Moment> moments) {

  /**
   * An event.
   *
   * @param time virtual, from 0
   * @param epochs trained by then in segments that are over, those trained in vain included
   */
  public record Moment(double time, long epochs, SweepEvent event) {}

  /** A loss that was the best until then. */
  public record Incumbent(double time, long epochs, double loss) {}

  public Run {
    moments = List.copyOf(moments);
  }

  /** Returns when the last event happened. */
  public double time() {
    return moments.get(moments.size() - 1).time();
  }

  /** Returns how many epochs were trained, those trained in vain included. */
  public long epochs() {
    return moments.get(moments.size() - 1).epochs();
  }

  /** Returns when trials reached the top of their ladders. */
  public List<Double> completions() {
    return moments.stream()
        .filter(
            moment ->
                moment.event() instanceof TrialJudged judged
                    && judged.verdict() instanceof Verdict.Complete)
        .map(Moment::time)
        .toList();
  }

  /** Returns every improvement of the best validated loss: lower and lower. */
  public List<Incumbent> incumbents() {
    var incumbents = new ArrayList<Incumbent>();
    double best = Double.POSITIVE_INFINITY;
    for (Moment moment : moments) {
      if (moment.event() instanceof SegmentEnded over && over.best().loss() < best) {
        best = over.best().loss();
        incumbents.add(new Incumbent(moment.time(), moment.epochs(), best));
      }
    }
    return incumbents;
  }

  /** Returns the best loss; positive infinity if there is none. */
  public double best() {
    List<Incumbent> all = incumbents();
    return all.isEmpty() ? Double.POSITIVE_INFINITY : all.get(all.size() - 1).loss();
  }
}

package dev.rungs.sweep;

import dev.rungs.space.Constraint.Comparison;
import dev.rungs.trial.Aim;
import dev.rungs.trial.Best;
import dev.rungs.trial.Metric;
import dev.rungs.trial.Objective.Direction;
import dev.rungs.trial.Report;
import dev.rungs.trial.Requirement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What an epoch is worth to a sweep, from the rules' descriptions alone. */
record Worth(SweepSpec spec) {

  /** Who keeps all first, then by how much is broken, then by loss; who has no loss last. */
  Comparator<Best> bestFirst() {
    return (one, other) -> {
      if (Double.isNaN(one.loss()) || Double.isNaN(other.loss())) {
        return Boolean.compare(Double.isNaN(one.loss()), Double.isNaN(other.loss()));
      }
      int broken = Double.compare(broken(one), broken(other));
      return broken != 0 ? broken : Double.compare(one.loss(), other.loss());
    };
  }

  Best at(Report report) {
    var others = new ArrayList<Metric>();
    for (String name : List.of(Truth.TIME, Truth.SIZE)) {
      boolean named =
          spec.also().stream().anyMatch(aim -> aim.metric().equals(name))
              || spec.require().stream().anyMatch(each -> each.metric().equals(name));
      if (named && report.metrics().has(name)) {
        others.add(new Metric(name, report.metrics().get(name)));
      }
    }
    return new Best(report.epoch(), spec.objective().loss(report.metrics()), others);
  }

  /** Returns whether two are the same but for the order in which metrics are named. */
  static boolean same(Best one, Best other) {
    return one.epoch() == other.epoch()
        && Double.compare(one.loss(), other.loss()) == 0
        && one.others().size() == other.others().size()
        && one.others().containsAll(other.others());
  }

  double broken(Best epoch) {
    double sum = 0;
    for (Requirement each : spec.require()) {
      double value = value(epoch, each.metric());
      double beyond =
          each.comparison() == Comparison.AT_MOST ? value - each.bound() : each.bound() - value;
      double size = each.bound() == 0 ? 1 : Math.abs(each.bound());
      sum += Double.isNaN(value) ? Double.POSITIVE_INFINITY : Math.max(0, beyond) / size;
    }
    return sum;
  }

  /** Returns what each further aim has; NaN for what was not measured. */
  List<Double> further(Best epoch) {
    var further = new ArrayList<Double>();
    for (Aim aim : spec.also()) {
      double value = value(epoch, aim.metric());
      further.add(aim.direction() == Direction.MINIMIZE ? value : 0.0 - value);
    }
    return further;
  }

  /** Returns whether one is on the front of a sweep whose trials have these epochs. */
  boolean onFront(Best epoch, List<Best> all) {
    return able(epoch) && all.stream().noneMatch(other -> able(other) && dominates(other, epoch));
  }

  private boolean able(Best epoch) {
    return broken(epoch) == 0 && !losses(epoch).contains(Double.NaN);
  }

  private boolean dominates(Best one, Best other) {
    boolean better = false;
    for (int i = 0; i <= spec.also().size(); i++) {
      if (losses(one).get(i) > losses(other).get(i)) {
        return false;
      }
      better |= losses(one).get(i) < losses(other).get(i);
    }
    return better;
  }

  private List<Double> losses(Best epoch) {
    var losses = new ArrayList<Double>();
    losses.add(epoch.loss());
    losses.addAll(further(epoch));
    return losses;
  }

  private static double value(Best epoch, String metric) {
    for (Metric each : epoch.others()) {
      if (each.name().equals(metric)) {
        return each.value();
      }
    }
    return Double.NaN;
  }
}

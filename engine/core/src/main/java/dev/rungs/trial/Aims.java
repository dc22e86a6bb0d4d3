package dev.rungs.trial;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All that a sweep wants of its trials.
 *
 * <p>One epoch of a trial counts, since one model is kept of it: by the objective's {@link
 * Objective.Use} and, if that is the best one, by {@link Score#BEST_FIRST}. The further aims have
 * the values of that very epoch.
 *
 * @param objective what schedulers, patience and the winner go by
 * @param also further aims, at most {@value #MOST}; with them a sweep has a front
 * @param require what an epoch has to keep; a metric that is missing keeps nothing
 */
public record Aims(Objective objective, List<Aim> also, List<Requirement> require) {

  /** So many further aims there may be. Of five objectives most trials are on the front. */
  public static final int MOST = 3;

  public Aims {
    also = List.copyOf(also);
    require = List.copyOf(require);
    if (also.size() > MOST) {
      throw new IllegalArgumentException(
          "also has " + also.size() + " aims, must have at most " + MOST);
    }
    checkOnce(
        "also",
        Stream.concat(Stream.of(objective.metric()), also.stream().map(Aim::metric)).toList(),
        "every metric is optimised once");
    checkOnce(
        "require",
        require.stream().map(each -> each.metric() + " " + each.comparison()).toList(),
        "a metric has one bound on each side");
  }

  private static void checkOnce(String component, List<String> words, String rule) {
    Set<String> seen = new HashSet<>();
    for (String word : words) {
      if (!seen.add(word)) {
        throw new IllegalArgumentException(
            component + " names " + word + " again, must name it once: " + rule);
      }
    }
  }

  /** Returns an objective alone. */
  public static Aims of(Objective objective) {
    return new Aims(objective, List.of(), List.of());
  }

  /** Returns how many losses a score has. */
  public int objectives() {
    return 1 + also.size();
  }

  /** Returns whether there is nothing but the objective. */
  public boolean single() {
    return also.isEmpty() && require.isEmpty();
  }

  /** Returns an epoch as one that may count. */
  public Best at(Report report) {
    return new Best(
        report.epoch(), objective.loss(report.metrics()), others(report.metrics()).values());
  }

  /** Returns those of some metrics that further aims and requirements name. */
  private Metrics others(Metrics metrics) {
    if (single()) {
      return Metrics.NONE;
    }
    Set<String> named = new LinkedHashSet<>();
    also.forEach(aim -> named.add(aim.metric()));
    require.forEach(each -> named.add(each.metric()));
    var others = new ArrayList<Metric>();
    for (String name : named) {
      if (metrics.has(name)) {
        others.add(new Metric(name, metrics.get(name)));
      }
    }
    return new Metrics(others);
  }

  /** Returns the better of an epoch and another one; the earlier one if they tie. */
  public Best better(Best best, Report report) {
    if (single()) {
      return best.or(report.epoch(), objective.loss(report.metrics()));
    }
    Best next = at(report);
    return score(next).isBetterThan(score(best)) ? next : best;
  }

  /** Returns what an epoch is worth; {@link Score#NONE} if it has no loss. */
  public Score score(Best epoch) {
    if (Double.isNaN(epoch.loss())) {
      return Score.NONE;
    }
    var losses = new ArrayList<Double>(objectives());
    losses.add(epoch.loss());
    for (Aim aim : also) {
      losses.add(aim.loss(epoch.measured()));
    }
    return new Score(losses, violation(epoch));
  }

  private double violation(Best epoch) {
    double sum = 0;
    for (Requirement each : require) {
      sum += each.violation(epoch.measured().get(each.metric()));
    }
    return sum;
  }

  /** Returns whether an epoch reaches the goal and keeps all that is required. */
  public boolean reached(Best epoch) {
    return objective.reached(epoch.loss()) && violation(epoch) == 0;
  }

  /** Returns what is required, {@code latency_ms <= 20 and size_mb <= 8}. */
  public String requirements() {
    return require.stream().map(Requirement::toString).collect(Collectors.joining(" and "));
  }

  /** Returns how an epoch breaks what is required, {@code latency_ms 31.2, no size_mb}. */
  public String problems(Best epoch) {
    return require.stream()
        .map(each -> each.problem(epoch.measured()))
        .flatMap(Optional::stream)
        .distinct()
        .collect(Collectors.joining(", "));
  }
}

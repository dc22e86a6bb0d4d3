package dev.rungs.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What one epoch measured, in the trainer's order. */
public record Metrics(List<Metric> values) {

  /** No measurement. */
  public static final Metrics NONE = new Metrics(List.of());

  public Metrics {
    values = List.copyOf(values);
  }

  /** Returns one metric. */
  public static Metrics of(String name, double value) {
    return new Metrics(List.of(new Metric(name, value)));
  }

  /** Returns two metrics. */
  public static Metrics of(String name, double value, String name2, double value2) {
    return new Metrics(List.of(new Metric(name, value), new Metric(name2, value2)));
  }

  /** Returns these and one more. */
  public Metrics and(String name, double value) {
    var longer = new ArrayList<>(values);
    longer.add(new Metric(name, value));
    return new Metrics(longer);
  }

  /** Returns the metric of that name, NaN if it is absent. */
  public double get(String name) {
    for (Metric metric : values) {
      if (metric.name().equals(name)) {
        return metric.value();
      }
    }
    return Double.NaN;
  }

  /** Returns whether a metric of that name was measured. */
  public boolean has(String name) {
    return values.stream().anyMatch(metric -> metric.name().equals(name));
  }

  @Override
  public String toString() {
    return values.stream()
        .map(metric -> metric.name() + "=" + metric.value())
        .collect(Collectors.joining(" "));
  }
}
